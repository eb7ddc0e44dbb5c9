"""How many statements an act or a page makes: a budget that never grows with rows or papers.

Begin and commit are counted, and the look-up of the token, or of the session and its account.
"""

import pytest
from django.db import connection

from motcua.dossiers.models import Dossier
from tests.dossiers.province import FIVE_STEPS, HOUSEHOLD, LAND, make_procedure
from tests.dossiers.test_extensions import CASES, LIMITS, PAUSES

PERSON = {"name": "Hoàng Thị Thu Hà", "identity_no": "999187002416", "phone": "0999000318"}
WAY = (
    ("forward", "clerk_at_desk", {}),
    ("forward", "coordinator", {}),
    ("propose", "officer", {"opinion": "Đủ điều kiện"}),
    ("approve", "leader", {}),
    ("finish", "secretary", {}),
    ("return_result", "clerk_at_desk", {"identity_seen": True}),
)
BUDGET = {"forward": 12, "finish": 15, "return_result": 15}


def order(papers=3):
    """A receipt with as many papers."""
    named = [{"name": f"Giấy {no}", "originals": 1} for no in range(1, papers + 1)]
    return {"verb": "receive", "procedure": HOUSEHOLD, "applicant": PERSON, "papers": named}


def live(say, province, papers, count=None):
    """A whole life; with `count` the statements of every verb by its place in it."""
    code = say("", order(papers), province.clerk_at_desk)["code"]
    found = {}
    for version, (verb, who, body) in enumerate(WAY, 1):
        if count is None:
            say(f"{code}/{verb}/", body, getattr(province, who), version)
            continue
        with count() as said:
            say(f"{code}/{verb}/", body, getattr(province, who), version)
        found[version, verb] = said
    return found


@pytest.fixture
def morning(province, clock):
    """Monday morning."""
    clock.set("2026-11-16T09:10")
    return province


def test_every_verb_of_a_life_keeps_its_budget_however_many_papers(morning, say, statements):
    live(say, morning, 3)  # warms what is kept
    few, many = (live(say, morning, papers, statements) for papers in (3, 30))
    for (place, verb), said in few.items():
        assert len(said) <= BUDGET.get(verb, len(said)), "\n".join([verb, *said])
        assert len(said) == len(many[place, verb]), (verb, said, many[place, verb])


@pytest.mark.parametrize(("place", "verb"), [(3, "propose"), (4, "approve")])
def test_an_opinion_and_a_decision_keep_the_budget_of_a_transition(morning, say, statements, place, verb):
    live(say, morning, 3)
    assert len(live(say, morning, 3, statements)[place, verb]) <= 12


def grown(say, province, dossiers):
    """So many dossiers, each with twice as many papers as the last has steps done; the code of the first."""
    codes = [say("", order(3 + no), province.clerk_at_desk)["code"] for no in range(dossiers)]
    for code in codes:
        say(f"{code}/forward/", {}, province.clerk_at_desk, 1)
        say(f"{code}/forward/", {}, province.coordinator, 2)
    return codes[0]


@pytest.mark.parametrize(
    ("budget", "who", "path"),
    [
        (6, "officer", "/nv/viec/"),
        (10, "officer", "/nv/ho-so/{code}/"),
        (4, None, "/tra-cuu/{code}/?k={secret}"),
    ],
    ids=["worklist", "dossier page", "tracking"],
)
def test_a_page_keeps_its_budget_however_many_rows(morning, say, statements, screen_of, client, budget, who, path):
    browser = screen_of(getattr(morning, who)) if who else client
    counts = []
    for dossiers in (2, 7):
        code = grown(say, morning, dossiers)
        secret = Dossier.objects.get(code=code).lookup_secret
        address = path.format(code=code, secret=secret)
        assert browser.get(address).status_code == 200
        with statements() as said:
            browser.get(address)
        assert len(said) <= budget, "\n".join(said)
        counts.append(len(said))
    assert counts[0] == counts[1]


MONEY = {"amount": 50000, "basis": "Luật phí", "document_no": "4/TB"}
WISH = {"asked_on": "2026-11-16", "document_no": "5", "reason": "Không cần nữa"}
STOP = {"reason": "in_dispute", "explanation": "Có tranh chấp"}
AGAINST = {"outcome": "refused", "opinion": "Không đủ điều kiện"}
DECLINE = {"reason": "not_entitled", "explanation": "Không đủ điều kiện"}
TRUE = {"moment": "2026-11-16T08:00:00+07:00", "reason": "typed_wrong", "explanation": "Nhầm", "document_no": "8/QĐ"}
POSTED = {"cause": "posting", "document_no": "1/TB"}
DESK, OFFICER, LEADER = "clerk_at_desk", "officer", "leader"
TO_OFFICER = (("forward", DESK, {}),)
# A refusal reads who judged, decides the draft and owes a paper: one more on SQLite, two fewer on PostgreSQL.
CLOCK_BUDGET = {"decline": 16}
# The procedure, what comes before, and the act that is counted; the land's tax and the posting stop the clock.
TIMES = [
    (LAND, TO_OFFICER, ("pause", OFFICER, POSTED)),
    (LAND, (*TO_OFFICER, ("pause", OFFICER, POSTED)), ("resume", OFFICER, {})),
    (LAND, TO_OFFICER, ("request_obligation", OFFICER, MONEY)),
    (LAND, (*TO_OFFICER, ("request_obligation", OFFICER, MONEY)), ("confirm_obligation", DESK, {"receipt_no": "12"})),
    (LAND, TO_OFFICER, ("withdraw", DESK, WISH)),
    (LAND, TO_OFFICER, ("stop", LEADER, STOP)),
    (LAND, (*TO_OFFICER, ("propose", OFFICER, AGAINST)), ("decline", LEADER, DECLINE)),
    (LAND, (), ("correct_due", "control", TRUE)),
    ("1.004859", (*TO_OFFICER, ("forward", "coordinator", {})), ("extend", LEADER, {"explanation": "Xác minh"})),
]


@pytest.mark.parametrize(("procedure", "before", "act"), TIMES, ids=lambda said: said[0] if len(said) == 3 else "")
def test_a_verb_of_the_clock_keeps_its_budget(morning, say, statements, procedure, before, act):
    if procedure == "1.004859":
        make_procedure(
            procedure, "3 WD", FIVE_STEPS, desk=morning.desk, ward=morning.ward, cases=CASES, pauses=PAUSES,
            more_limits=LIMITS,
        )  # fmt: skip
    for count in (None, statements):  # the first warms what is kept
        case = {"case": "thay-doi"} if procedure == "1.004859" else {}
        code = say("", order() | {"procedure": procedure} | case, morning.clerk_at_desk)["code"]
        for version, (verb, who, body) in enumerate(before, 1):
            say(f"{code}/{verb}/", body, getattr(morning, who), version)
        verb, who, body = act
        if count is None:
            say(f"{code}/{verb}/", body, getattr(morning, who), len(before) + 1)
            continue
        with count() as said:
            say(f"{code}/{verb}/", body, getattr(morning, who), len(before) + 1)
        assert len(said) <= CLOCK_BUDGET.get(verb, 15), "\n".join([verb, *said])


JUDGED = {
    "judgements": [{"paper": no, "verdict": "needs_work", "reason": "Mờ"} for no in (1, 2, 3)],
    "parts": [{"part": part, "verdict": "pass"} for part in ("applicant", "request")],
}
SUPPLEMENT = (
    ("forward", "clerk_at_desk", {}),
    ("forward", "coordinator", {}),
    ("judge_paper", "officer", JUDGED),
    (
        "propose_supplement",
        "officer",
        {"reason": "paper_invalid", "items": [{"paper": no, "words": "Bản rõ"} for no in (1, 2, 3)]},
    ),
    ("sign_supplement", "coordinator", {}),
    ("request_supplement", "clerk_at_desk", {}),
    ("accept_supplement", "clerk_at_desk", {"answers": [{"no": no, "copies": 1} for no in (1, 2, 3)]}),
)


# SQLite writes table by table what PostgreSQL writes in one statement; the sending asks at which step it is said.
SUPPLEMENT_BUDGET = {
    "postgresql": {"request_supplement": 15, "accept_supplement": 15},
    "sqlite": {"request_supplement": 16, "accept_supplement": 20},
}


def test_a_supplement_keeps_its_budget(morning, say, statements):
    for warm in (True, False):
        code = say("", order(3), morning.clerk_at_desk)["code"]
        for version, (verb, who, body) in enumerate(SUPPLEMENT, 1):
            with statements() as said:
                say(f"{code}/{verb}/", body, getattr(morning, who), version)
            budget = SUPPLEMENT_BUDGET[connection.vendor].get(verb, len(said))
            assert warm or len(said) <= budget, "\n".join([verb, str(len(said)), *said])
