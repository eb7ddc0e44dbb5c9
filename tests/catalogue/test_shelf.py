"""A warm shelf costs no statement; what somebody has administered is seen at once."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.catalogue.calendars import calendar_for, current_version_id
from motcua.catalogue.commands import ScopeDefinition, describe_procedure, national_days, open_scopes, publish_calendar
from motcua.catalogue.files.importing import import_
from motcua.catalogue.queries import search_procedures
from motcua.catalogue.shelf import shelf
from motcua.ledger.actor import SYSTEM
from motcua.rules.codes import Channel, SegmentCause
from motcua.rules.deadlines import Resume
from tests.catalogue.factories import AT, GUARDIAN, TODAY, folder, import_sample
from tests.people.factories import make_unit

pytestmark = pytest.mark.django_db
CODE = "1.004837"
Counted = Callable[[int], AbstractContextManager[CaptureQueriesContext]]


def ask_everything(desk: int) -> None:
    """What a receipt at the counter asks of the catalogue."""
    version = shelf().in_force(CODE, TODAY)
    assert version.receivable
    assert shelf().agencies_for(version.procedure_id, desk, TODAY)
    process = shelf().process_for(version.procedure_id, desk, TODAY)
    assert process is not None
    assert shelf().process(process.id).nodes
    calendar_for(desk, current_version_id()).add_working_days(TODAY, 3)
    assert search_procedures("giam ho", on=TODAY)


def test_a_warm_shelf_costs_no_statement(django_assert_num_queries: Counted) -> None:
    import_sample()
    desk = make_unit().pk
    open_scopes(CODE, scopes=[ScopeDefinition(desk)], valid_from=TODAY, actor=SYSTEM, at=AT)
    publish_calendar(national_days(), decision="Lịch quốc gia", actor=SYSTEM, at=AT)
    ask_everything(desk)
    with django_assert_num_queries(0):
        ask_everything(desk)


def test_a_cold_shelf_does_not_grow_with_procedures() -> None:
    import_sample()
    shelf()
    describe_procedure(CODE, sector="ho-tich", abbreviations=["x"], synonyms=[], actor=SYSTEM, at=AT)
    with CaptureQueriesContext(connection) as few:
        shelf()
    assert len(few) == 4


def test_a_change_is_seen_at_once() -> None:
    import_sample()
    before = shelf()
    assert shelf() is before
    describe_procedure(CODE, sector="ho-tich", abbreviations=["moi"], synonyms=[], actor=SYSTEM, at=AT)
    assert shelf().find(CODE).abbreviations == ("moi",)


def test_a_version_says_whether_and_how_the_clock_stops() -> None:
    changed = GUARDIAN.replace(
        "    cases:\n",
        "    pauses: [{cause: posting, mode: resume, basis: Luật Đất đai, evidence: confident}]\n"
        "    answer: {direct: 1 WH, online: 8 WH}\n    cases:\n",
    )
    from_files = folder(procedure=changed)
    assert from_files.findings == []
    import_(from_files, actor=SYSTEM, at=AT)
    version = shelf().in_force(CODE, TODAY)
    pause = version.pause(SegmentCause.POSTING)
    assert pause is not None
    assert (pause.mode, pause.basis) == (Resume.RESUME, "Luật Đất đai")
    assert version.pause(SegmentCause.OBLIGATION) is None
    assert str(version.answer_limit(Channel.ONLINE)) == "8 WH"
    assert version.answer_limit(Channel.POST) is None
    assert (version.supplement_mode, version.supplement_limit) == (Resume.RESTART, 1)
    assert str(version.supplement_window) == "30 CD"
