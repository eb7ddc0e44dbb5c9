"""A server whose clock is behind says a verb before what it follows: one sentence, and nothing has happened."""

from datetime import date, timedelta

import pytest

from motcua.dossiers.change import StaleVersion
from motcua.dossiers.differences import differences
from motcua.rules.codes import ProofKind
from motcua.rules.lifecycle import Verb
from tests.dossiers.acts import POSTED, land_to_officer, refused, say, to_officer
from tests.dossiers.test_supplements import ANSWERS, proposed, sent, signed

WISH = {"asked_on": date(2026, 11, 16), "document_no": "5", "reason": "Không cần nữa"}
NOTICE = {"amount": 50_000, "basis": "Luật phí", "document_no": "4/TB"}
DROP = {"explanation": "Đã có trong kho dữ liệu"}
SENT = {"proof": ProofKind.PHONE, "words": "Gọi 09:10"}
AN_HOUR = timedelta(hours=1)


def paused(p, at):
    return say(Verb.PAUSE, land_to_officer(p, at - AN_HOUR), p.officer, at, **POSTED)


def resumed(p, at):
    return say(Verb.RESUME, paused(p, at - AN_HOUR / 2), p.officer, at)


def asked(p, at):
    return say(Verb.REQUEST_OBLIGATION, land_to_officer(p, at - AN_HOUR), p.officer, at, **NOTICE)


def running_debt(p, at):
    return say(Verb.REQUEST_OBLIGATION, to_officer(p, at - AN_HOUR), p.officer, at, **NOTICE)


def drafted(p, at):
    return say(Verb.DRAFT_APOLOGY, to_officer(p, at - timedelta(days=9)), p.officer, at)


def lettered(p, at):
    return say(Verb.SIGN_APOLOGY, drafted(p, at - AN_HOUR), p.leader, at)


@pytest.mark.parametrize(
    ("before", "verb", "who", "fields"),
    [
        (paused, Verb.RESUME, "officer", {}),
        (paused, Verb.WITHDRAW, "clerk_at_desk", WISH),
        (paused, Verb.STOP, "leader", {"reason": "in_dispute", "explanation": "Có tranh chấp"}),
        (resumed, Verb.WITHDRAW, "clerk_at_desk", WISH),
        (resumed, Verb.PAUSE, "leader", POSTED | {"document_no": "2/TB"}),
        (to_officer, Verb.WITHDRAW, "clerk_at_desk", WISH),
        (to_officer, Verb.PROPOSE, "officer", {"opinion": "Đủ điều kiện"}),
        (proposed, Verb.SIGN_SUPPLEMENT, "coordinator", {}),
        (proposed, Verb.DROP_SUPPLEMENT, "officer", DROP),
        (signed, Verb.REQUEST_SUPPLEMENT, "clerk_at_desk", {}),
        (sent, Verb.ACCEPT_SUPPLEMENT, "clerk_at_desk", {"answers": ANSWERS}),
        (asked, Verb.CONFIRM_OBLIGATION, "clerk_at_desk", {"receipt_no": "12"}),
        (running_debt, Verb.CONFIRM_OBLIGATION, "clerk_at_desk", {"receipt_no": "12"}),
        (drafted, Verb.SIGN_APOLOGY, "leader", {}),
        (lettered, Verb.SEND_APOLOGY, "clerk_at_desk", SENT),
    ],
    ids=lambda said: getattr(said, "__name__", None) or (str(said) if isinstance(said, Verb) else ""),
)
def test_no_verb_is_said_before_what_it_follows(province, moment, before, verb, who, fields):
    at = moment("2026-11-16T14:10")
    change = before(province, at)
    with refused(StaleVersion, "vừa được người khác thay đổi"):
        say(verb, change, getattr(province, who), at - timedelta(minutes=2), **fields)
    assert list(differences([change.dossier.pk])) == []
