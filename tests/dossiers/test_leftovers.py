"""What lies open when a dossier ends is closed with it: a request that nobody answers, an apology that nobody sends."""

import pytest

from motcua.dossiers.apology_drafts import draft_due_apologies
from motcua.dossiers.leftovers import Left
from motcua.dossiers.models import Apology, SupplementRequest
from motcua.ledger.models import Event
from motcua.rules.codes import Apology as ApologyClass
from motcua.rules.codes import ApologyState, OutcomeKind, SupplementState
from motcua.rules.lifecycle import Verb
from tests.dossiers import test_apologies as letters
from tests.dossiers.acts import row, say, to_clerk, to_officer
from tests.dossiers.test_supplements import WITHDRAWAL, proposed, same, sent, signed

STOP = {"reason": "unpaid", "explanation": "Không nộp"}
DECLINE = {"reason": "not_entitled", "explanation": "Không đủ điều kiện"}


@pytest.mark.parametrize("verb", [Verb.WITHDRAW, Verb.STOP])
@pytest.mark.parametrize("reach", [proposed, signed, sent])
def test_a_request_ends_with_its_dossier(province, monday, after, verb, reach):
    change, end = reach(province, monday), after(hours=3)
    if verb is Verb.WITHDRAW:
        ended = say(verb, change, province.clerk_at_desk, end, **WITHDRAWAL)
    else:
        ended = say(verb, change, province.leader, end, reason="unpaid", explanation="Không nộp")
    request = SupplementRequest.objects.get()
    assert (request.state, request.ended_at) == (SupplementState.CLOSED, end)
    assert ended.event.facts["ended"]["request"] == 1
    assert Event.objects.filter(stream_id=ended.dossier.pk).last() == ended.event and same(ended)
    SupplementRequest.objects.update(state=SupplementState.SENT)
    assert not same(ended), "a request that is open again is found"


def test_a_result_or_a_refusal_leaves_no_request_for_a_signature(province, monday, after, monkeypatch):
    # Whatever holds a decision back meanwhile, dossiers from before it may have gone on with their request.
    monkeypatch.setattr("motcua.dossiers.work.Work.asking", None, raising=False)
    monkeypatch.setattr("motcua.dossiers.work.Work.wanting", False, raising=False)
    for outcome in ("approved", "refused"):
        change = proposed(province, monday)
        change = say(
            Verb.PROPOSE, change, province.officer, monday, opinion="Đã rõ", outcome=OutcomeKind[outcome.upper()]
        )
        if outcome == "approved":
            change = say(Verb.APPROVE, change, province.leader, monday)
            change = say(Verb.FINISH, change, province.secretary, after(hours=1))
        else:
            said = {"reason": "not_entitled", "explanation": "Không đủ điều kiện"}
            change = say(Verb.DECLINE, change, province.leader, after(hours=1), **said)
        request = SupplementRequest.objects.get(dossier=change.dossier.pk)
        assert (request.state, request.ended_at) == (SupplementState.CLOSED, after(hours=1)) and same(change)


@pytest.mark.parametrize("late", [False, True], ids=["in time", "late"])
@pytest.mark.parametrize("is_signed", [False, True], ids=["drafted", "signed"])
def test_a_letter_that_was_not_sent_ends_with_its_dossier(province, monday, moment, late, is_signed):
    change = to_clerk(province, monday)
    written = moment("2026-11-18T11:30")
    if is_signed:
        change = letters.signed(province, change, written, officer=province.leader)
    else:
        assert draft_due_apologies(written) == 1
    finished = moment("2026-11-23T09:00" if late else "2026-11-18T15:00")
    change = say(Verb.FINISH, change, province.secretary, finished)
    assert Apology.objects.get().state == ApologyState.DROPPED
    assert change.event.facts["letter"] is True and row(change).apology == ApologyClass.NONE
    assert Event.objects.filter(stream_id=change.dossier.pk).last() == change.event and same(change)
    Apology.objects.update(state=ApologyState.DRAFTED)
    assert not same(change), "a letter that lies there again is found"


def test_a_letter_that_was_sent_stays_what_it_is(province, monday, moment):
    change = letters.sent(province, to_clerk(province, monday), moment("2026-11-18T10:00"), officer=province.leader)
    change = say(Verb.FINISH, change, province.secretary, moment("2026-11-18T15:00"))
    assert Apology.objects.get().state == ApologyState.SENT and "letter" not in change.event.facts and same(change)


def test_a_withdrawal_drops_the_request_and_the_letter_in_one_event(province, monday, moment):
    change = letters.signed(province, signed(province, monday), moment("2026-11-18T10:00"))
    ended = say(Verb.WITHDRAW, change, province.clerk_at_desk, moment("2026-11-18T11:00"), **WITHDRAWAL)
    assert (ended.event.facts["ended"]["request"], ended.event.facts["ended"]["letter"]) == (1, True)
    assert SupplementRequest.objects.get().state == SupplementState.CLOSED
    assert Apology.objects.get().state == ApologyState.DROPPED and same(ended)


def test_an_end_with_nothing_open_says_nothing_of_it(province, monday, after):
    ended = say(Verb.WITHDRAW, to_officer(province, monday), province.clerk_at_desk, after(hours=1), **WITHDRAWAL)
    assert not {"request", "letter"} & ended.event.facts["ended"].keys() and same(ended)


def test_what_ended_before_an_end_closed_anything_still_agrees_with_its_events(province, monday, moment, monkeypatch):
    with monkeypatch.context() as patch:
        for room in ("clock", "commands.result"):
            patch.setattr(f"motcua.dossiers.{room}.close_left", lambda work, last: Left(None, None))
        at = moment("2026-11-18T10:00")
        withdrawn = letters.signed(province, signed(province, monday), at)
        withdrawn = say(Verb.WITHDRAW, withdrawn, province.clerk_at_desk, at, **WITHDRAWAL)
        finished = letters.signed(province, to_clerk(province, monday), at, officer=province.leader)
        finished = say(Verb.FINISH, finished, province.secretary, at)
    assert SupplementRequest.objects.get().state == SupplementState.SIGNED
    assert {letter.state for letter in Apology.objects.all()} == {ApologyState.SIGNED}
    assert same(withdrawn) and same(finished)
