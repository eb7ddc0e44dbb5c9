"""The one extension of the law: something must be verified, so the longer term of the same article holds, once."""

from datetime import date

import pytest
from django.db import connection

from motcua.catalogue import commands as catalogue
from motcua.catalogue.definitions import CaseDefinition, LimitDefinition, PauseDefinition
from motcua.dossiers.commands.due import LateForEver
from motcua.dossiers.commands.extension import AlreadyExtended, ExtensionNotListed
from motcua.dossiers.differences import differences
from motcua.dossiers.models import DueChange, Note
from motcua.dossiers.picture import picture
from motcua.dossiers.reasons import ReasonNeedsWords
from motcua.ledger.actor import SYSTEM
from motcua.people.permissions import Denied
from motcua.rules.codes import DueChangeKind, NoteVisibility, SegmentCause
from motcua.rules.days import DayKind
from motcua.rules.deadlines import Resume
from motcua.rules.lifecycle import Verb, WrongState
from motcua.rules.procedures import Evidence
from tests.dossiers.acts import POSTED, open_step, refused, row, say, to_officer
from tests.dossiers.province import FIVE_STEPS, make_procedure

CHANGE = "1.004859"
ARTICLE = "60/2014/QH13, Điều 28"
CASES = (
    CaseDefinition("thay-doi", "Thay đổi, cải chính"),
    CaseDefinition("xac-minh", "Thay đổi, cải chính cần xác minh"),
    CaseDefinition("bo-sung", "Bổ sung thông tin hộ tịch"),
)
LIMITS = (
    LimitDefinition("3 WD", case="thay-doi", basis=ARTICLE, evidence=Evidence.VERIFIED),
    LimitDefinition("6 WD", case="xac-minh", basis=ARTICLE, evidence=Evidence.VERIFIED),
    LimitDefinition("1 WD", case="bo-sung", basis="60/2014/QH13, Điều 29", evidence=Evidence.VERIFIED),
)
PAUSES = (
    PauseDefinition(SegmentCause.VERIFICATION, Resume.RESUME, basis=ARTICLE, case="xac-minh"),
    PauseDefinition(SegmentCause.POSTING, Resume.RESUME, basis="Điều 30"),
)


@pytest.fixture
def civil(province):
    """The province with a procedure that the law lets extend."""
    make_procedure(
        CHANGE, "3 WD", FIVE_STEPS, desk=province.desk, ward=province.ward, cases=CASES, pauses=PAUSES,
        more_limits=LIMITS,
    )  # fmt: skip
    return province


def at_officer(p, at, case="thay-doi"):
    change = say(Verb.FORWARD, p.receive(at, CHANGE, case=case), p.clerk_at_desk, at)
    return say(Verb.FORWARD, change, p.coordinator, at)


def extended(p, change, at, explanation="Xác minh tại nơi đăng ký cũ"):
    return say(Verb.EXTEND, change, p.leader, at, explanation=explanation)


def test_the_longer_term_counts_from_the_complete_dossier(civil, monday, moment):
    change = at_officer(civil, monday)  # 3 WD: Thursday 19 November
    longer = extended(civil, change, moment("2026-11-18T10:00"))
    dossier = row(longer)
    assert dossier.first_due == moment("2026-11-19T17:30"), "what was promised first stays"
    assert dossier.legal_due == dossier.promised_due == moment("2026-11-25T17:30")  # 6 WD; 24 November is a day off
    seen = picture(str(dossier), actor=civil.officer, at=moment("2026-11-18T11:00"))
    assert seen.case.key == "xac-minh"
    moved = DueChange.objects.get(kind=DueChangeKind.EXTEND)
    assert (moved.legal_before, moved.legal_after) == (moment("2026-11-19T17:30"), moment("2026-11-25T17:30"))
    assert longer.event.facts["basis"] == ARTICLE
    note = Note.objects.get(pk=longer.event.facts["note"])
    assert (note.text, note.visibility) == ("Xác minh tại nơi đăng ký cũ", NoteVisibility.APPLICANT)
    assert list(differences([dossier.pk])) == []


def test_the_open_step_gets_the_days_that_the_term_got(civil, monday, moment):
    change = at_officer(civil, monday)
    assert (open_step(change).limit_value, open_step(change).due) == (1, moment("2026-11-17T09:10"))
    longer = extended(civil, change, moment("2026-11-17T08:00"))  # from 3 to 6 working days
    step = open_step(longer)
    assert (step.limit_value, step.due, step.sort_due) == (4, *[moment("2026-11-20T09:10")] * 2)
    facts = longer.event.facts
    assert (facts["step"], facts["step_limit"]) == (step.no, "4 WD")
    assert list(differences([longer.dossier.pk])) == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE step SET limit_value = 5 WHERE id = %s", [step.pk])
    assert list(differences([longer.dossier.pk])) != []


def test_pauses_of_the_open_step_are_given_back_to_the_longer_limit_too(civil, monday, moment):
    change = at_officer(civil, monday)
    paused = say(Verb.PAUSE, change, civil.officer, moment("2026-11-16T14:00"), **POSTED)
    resumed = say(Verb.RESUME, paused, civil.officer, moment("2026-11-18T14:00"))  # two days of eight hours
    longer = extended(civil, resumed, moment("2026-11-18T15:00"))
    assert open_step(longer).due == moment("2026-11-25T09:10")  # 24 November is a day off
    assert list(differences([longer.dossier.pk])) == []


def test_a_step_that_is_late_by_its_own_limit_is_left_as_it_is(civil, monday, moment):
    change = at_officer(civil, monday)
    before = open_step(change)
    longer = extended(civil, change, moment("2026-11-17T09:11"))
    step = open_step(longer)
    assert (step.limit_value, step.due) == (before.limit_value, before.due), "late by its own limit, and stays so"
    assert "step" not in longer.event.facts and list(differences([longer.dossier.pk])) == []


def test_an_extension_from_before_the_step_followed_still_agrees_with_its_row(civil, monday, moment, monkeypatch):
    change = at_officer(civil, monday)
    with monkeypatch.context() as patch:
        patch.setattr("motcua.dossiers.commands.extension._step_follows", lambda *_said: None)
        longer = extended(civil, change, moment("2026-11-17T08:00"))
    assert open_step(longer).limit_value == 1 and list(differences([longer.dossier.pk])) == []


def test_lawful_pauses_before_it_still_count(civil, monday, moment):
    change = at_officer(civil, monday)
    paused = say(Verb.PAUSE, change, civil.officer, moment("2026-11-16T14:00"), **POSTED)
    resumed = say(Verb.RESUME, paused, civil.officer, moment("2026-11-18T10:00"))  # two working days later
    dossier = row(extended(civil, resumed, moment("2026-11-18T11:00")))
    assert dossier.legal_due == moment("2026-11-27T17:30")
    assert list(differences([dossier.pk])) == []


def test_it_is_given_once(civil, monday, moment):
    longer = extended(civil, at_officer(civil, monday), moment("2026-11-18T10:00"))
    with refused(AlreadyExtended, "cần xác minh"):
        extended(civil, longer, moment("2026-11-18T11:00"))
    from_the_beginning = at_officer(civil, monday, case="xac-minh")
    with refused(AlreadyExtended, "không gia hạn thêm"):
        extended(civil, from_the_beginning, moment("2026-11-18T11:00"))


def test_a_late_dossier_is_never_extended(civil, monday, moment):
    change = at_officer(civil, monday)
    with refused(LateForEver, "quá hạn"):
        extended(civil, change, moment("2026-11-20T08:00"))


def test_only_what_the_version_lists_is_extended(civil, monday, after):
    with refused(ExtensionNotListed, "không quy định gia hạn"):
        extended(civil, to_officer(civil, monday), after(hours=1))
    with refused(ExtensionNotListed, "không quy định gia hạn"):
        extended(civil, at_officer(civil, monday, case="bo-sung"), after(hours=1))


def test_the_leader_extends_in_words_that_the_applicant_reads(civil, monday, after):
    change = at_officer(civil, monday)
    with refused(ReasonNeedsWords, "Viết rõ"):
        extended(civil, change, after(hours=1), explanation=" ")
    with refused(Denied, "gia hạn để xác minh"):
        say(Verb.EXTEND, change, civil.officer, after(hours=1), explanation="Xác minh")
    with refused(WrongState, "Được tiếp nhận"):
        extended(civil, civil.receive(monday, CHANGE, case="thay-doi"), after(hours=1))


@pytest.mark.parametrize("statement", ["dossier SET case_id = NULL", "dossier SET legal_due = first_due"])
def test_a_tampered_extension_is_found(civil, monday, moment, statement):
    longer = extended(civil, at_officer(civil, monday), moment("2026-11-18T10:00"))
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {statement}")
    assert list(differences([longer.dossier.pk])) != []


def test_a_new_calendar_keeps_the_longer_term_and_the_pauses(civil, monday, moment):
    change = at_officer(civil, monday)
    paused = say(Verb.PAUSE, change, civil.officer, moment("2026-11-16T14:00"), **POSTED)
    resumed = say(Verb.RESUME, paused, civil.officer, moment("2026-11-18T10:00"))
    longer = extended(civil, resumed, moment("2026-11-18T11:00"))  # Friday 27 November
    entry = catalogue.DayDefinition(date(2026, 11, 26), DayKind.OFF, "Nghỉ bão", document_no="1/CĐ-TTg")
    catalogue.publish_calendar([entry], decision="Nghỉ bão", actor=SYSTEM, at=moment("2026-11-18T12:00"))
    moved = say(Verb.RECOMPUTE_DUE, longer, civil.control, moment("2026-11-19T09:00"), document_no="15/QĐ")
    assert row(moved).legal_due == moment("2026-11-30T17:30")
    assert open_step(moved).due > open_step(moved).opened_at
    assert list(differences([moved.dossier.pk])) == []
