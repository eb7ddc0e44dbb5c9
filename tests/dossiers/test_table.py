"""One word for every verb wherever it stands; what the screen offers is what the door takes (`test_cells` walks it)."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.urls import Resolver404, resolve

from motcua.dossiers import commands, diary
from motcua.dossiers.change import ClockStands
from motcua.dossiers.clock import NotPaused
from motcua.dossiers.commands import COMMANDS
from motcua.dossiers.picture import picture
from motcua.ledger.actor import ActorKind
from motcua.people import permissions
from motcua.people.permissions import Denied
from motcua.rules.codes import ProofKind, SegmentCause
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import VERB_WORDS, Verb, WrongState, WrongStep
from tests.dossiers.acts import PASS, facts_of, open_step, say, to_end, to_leader, to_office, to_officer

CHANGING = [verb for verb in Verb if not COMMANDS[verb].creates]
FIELDS: dict[Verb, dict[str, object]] = {
    Verb.ASSIGN: {"person": "ai-do"},
    Verb.SEND_BACK: {"to": "Phân công", "reason": "khac"},
    Verb.JUDGE_PAPER: {"judgements": (PASS,)},
    Verb.PROPOSE: {"opinion": "Đủ"},
    Verb.RETURN_RESULT: {"identity_seen": True},
    Verb.ANNOTATE: {"text": "Gọi lại"},
    Verb.RECOMPUTE_DUE: {"document_no": "1/QĐ"},
    Verb.PROPOSE_SUPPLEMENT: {"items": (), "reason": "paper_missing"},
    Verb.DROP_SUPPLEMENT: {"explanation": "Thôi"},
    Verb.ACCEPT_SUPPLEMENT: {"answers": ()},
    Verb.PAUSE: {"cause": SegmentCause.POSTING, "document_no": "1/TB"},
    Verb.REQUEST_OBLIGATION: {"amount": 50_000, "basis": "Luật", "document_no": "1/TB"},
    Verb.CONFIRM_OBLIGATION: {"receipt_no": "12"},
    Verb.EXTEND: {"explanation": "Xác minh"},
    Verb.CORRECT_DUE: {
        "moment": datetime(2026, 11, 16, 1, tzinfo=UTC), "reason": "typed_wrong", "explanation": "Nhầm",
        "document_no": "1/QĐ",
    },
    Verb.WITHDRAW: {"asked_on": date(2026, 11, 16), "document_no": "1", "reason": "Thôi"},
    Verb.STOP: {"reason": "unpaid", "explanation": "Không nộp"},
    Verb.DECLINE: {"reason": "not_entitled", "explanation": "Không đủ"},
    Verb.SEND_APOLOGY: {"proof": ProofKind.SMS, "words": "Đã nhắn"},
}  # fmt: skip


@pytest.mark.parametrize("verb", list(Verb))
def test_a_verb_is_one_word_everywhere(verb):
    command = COMMANDS[verb]
    assert verb.value == verb.name.lower() == command.function.__name__ == command.verb
    assert getattr(commands, verb.value) is command.function
    assert command.order.__name__ == "".join(part.title() for part in verb.split("_")) + "Order"
    assert permissions.who_may(verb) and verb in VERB_WORDS and verb in diary._SENTENCES
    if not command.creates:
        assert _leads_somewhere(f"/api/v1/dossiers/H99.27-261116-0001/{verb}/")
        assert _leads_somewhere(f"/nv/ho-so/H99.27-261116-0001/{verb}/")


def _leads_somewhere(path: str) -> bool:
    try:
        return resolve(path) is not None
    except Resolver404:
        return False


def test_no_tab_of_the_dossier_page_is_called_like_a_verb():
    tabs = {"ke-khai", "trao-doi", "du-thao", "nhat-ky"}
    assert not tabs & set(Verb)
    assert all("_" in verb or verb.isalpha() for verb in Verb) and all("-" not in verb for verb in Verb)


def test_the_event_of_a_verb_bears_its_word_and_who_said_it(province, monday):
    change = to_end(province, monday)
    said = picture(change.dossier.code, actor=province.clerk_at_desk, at=monday).events
    assert {event.kind.removeprefix("dossier.") for event in said} <= set(Verb)
    assert all(event.actor_kind == ActorKind.STAFF and event.posting_id for event in said)
    assert change.event.kind == "dossier.return_result" and facts_of(change)["identity_seen"] is True


def test_only_verbs_that_the_screen_offers_are_taken_and_the_other_way_round(province, monday):
    for change, actor in (
        (province.receive(monday), province.clerk_at_desk),
        (to_office(province, monday), province.coordinator),
        (to_officer(province, monday), province.officer),
        (to_leader(province, monday), province.leader),
    ):
        offered = set(picture(change.dossier.code, actor=actor, at=monday).verbs)
        refused = set()
        for verb in CHANGING:
            try:
                with transaction.atomic():
                    say(verb, change, actor, monday, **FIELDS.get(verb, {}))
                    transaction.set_rollback(True)
            except (Denied, WrongState, WrongStep, ClockStands, NotPaused) as fault:
                refused.add(verb)
                assert str(fault)
            except Fault:
                continue  # let through, and then something else was wrong with what was said
        assert offered == set(CHANGING) - refused, open_step(change).node_key
