"""The one door to a dossier: who may pass, what a passing counts, and that whoever says nothing has done nothing."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.change import MirrorReadOnly, StaleVersion, change, require_way
from motcua.dossiers.clock import stop_clock
from motcua.dossiers.facts import Paused
from motcua.dossiers.models import Dossier
from motcua.dossiers.work import Work
from motcua.people.permissions import Denied
from motcua.rules.codes import MasterSystem, SegmentCause
from motcua.rules.lifecycle import Verb, WrongState
from tests.dossiers.acts import POSTED, everything, land_to_officer, refused, row, say, to_officer


def test_a_verb_that_says_nothing_of_what_it_did_has_done_nothing(province, monday):
    received, desk = province.receive(monday).dossier, province.clerk_at_desk
    before = everything()
    with (
        pytest.raises(RuntimeError, match="said nothing of what it did"),
        transaction.atomic(),
        change(str(received), Verb.ANNOTATE, actor=desk, at=monday) as door,
    ):
        door.work.take(door.work.open_step)
    assert everything() == before


def test_what_came_of_it_is_told_when_the_door_is_shut(province, monday):
    received, desk = province.receive(monday).dossier, province.clerk_at_desk
    with (
        pytest.raises(RuntimeError, match="still open"),
        transaction.atomic(),
        change(str(received), Verb.ANNOTATE, actor=desk, at=monday) as door,
    ):
        assert door.result


def test_a_verb_makes_one_new_version_and_a_note_makes_none(province, monday):
    received = province.receive(monday)
    first = row(received)
    noted = row(say(Verb.ANNOTATE, received, province.clerk_at_desk, monday, text="Đã gọi điện"))
    assert (noted.version, noted.event_count) == (first.version, first.event_count + 1)
    forwarded = row(say(Verb.FORWARD, received, province.clerk_at_desk, monday))
    assert (forwarded.version, forwarded.event_count) == (first.version + 1, first.event_count + 2)


def test_a_verb_within_a_greater_act_costs_no_savepoint(province, monday):
    change_ = land_to_officer(province, monday)
    with (
        CaptureQueriesContext(connection) as said,
        change(str(change_.dossier), Verb.PAUSE, actor=province.officer, at=monday) as door,
    ):
        door.facts = Paused(stopped=stop_clock(door.work, SegmentCause.POSTING, basis="Điều 30"))
    assert said.captured_queries and not any("SAVEPOINT" in one["sql"] for one in said.captured_queries)


@pytest.mark.parametrize("columns", [{"master_system": MasterSystem.MINISTRY}, {"imported": True}], ids=str)
def test_what_another_system_keeps_or_kept_is_only_read(province, monday, columns):
    received = province.receive(monday)
    Dossier.objects.filter(pk=received.dossier.pk).update(**columns)
    with refused(MirrorReadOnly, received.dossier.code):
        say(Verb.FORWARD, received, province.clerk_at_desk, monday)


def test_whether_the_door_would_open_is_known_before_anybody_says_the_verb(province, monday):
    received = row(province.receive(monday))

    def way(actor, verb):
        require_way(Work(received, actor=actor, at=monday), verb)

    way(province.clerk_at_desk, Verb.FORWARD)
    with pytest.raises(Denied):
        way(province.secretary, Verb.FORWARD)
    with pytest.raises(WrongState):
        way(province.clerk_at_desk, Verb.RETURN_RESULT)


def test_nobody_ends_a_dossier_before_its_open_step_began(province, monday, moment):
    received = province.receive(monday)
    handed_over = say(Verb.FORWARD, received, province.clerk_at_desk, moment("2026-11-16T14:10"))
    said = {"asked_on": monday.date(), "document_no": "5", "reason": "Không cần nữa"}
    with refused(StaleVersion):
        say(Verb.WITHDRAW, handed_over, province.clerk_at_desk, moment("2026-11-16T14:09"), **said)


@pytest.mark.parametrize("read", [True, False], ids=["stretches read", "unread"])
def test_nobody_stops_the_clock_before_it_went_on(province, monday, moment, read):
    paused = say(Verb.PAUSE, land_to_officer(province, monday), province.officer, moment("2026-11-16T10:10"), **POSTED)
    resumed = say(Verb.RESUME, paused, province.officer, moment("2026-11-16T11:10"))
    early = moment("2026-11-16T11:09")
    with (
        refused(StaleVersion),
        change(str(resumed.dossier), Verb.PAUSE, actor=province.officer, at=early) as door,
    ):
        assert not read or door.work.segments
        door.facts = Paused(stopped=stop_clock(door.work, SegmentCause.POSTING, basis="Điều 30"))


def test_a_step_for_a_named_person_is_in_that_hand_and_one_for_nobody_in_none(province, monday):
    anybody = to_officer(province, monday)
    named = to_officer(province, monday, person=province.second_officer)
    assert (row(anybody).holder_id, row(anybody).holder_unit_id) == (None, province.office.pk)
    assert row(named).holder_id == province.second_officer.staff_id
