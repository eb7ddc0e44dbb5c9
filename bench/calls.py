"""What the clients say: the scenarios of the product's API and of the reference, for `load.measure`."""

import itertools
import json
import os
import random
from typing import Any

from bench.load import Answer, Connection, Scenario, Step
from bench.names import CHAIN, HOUSEHOLD, LINKS
from bench.sites import Site

DOSSIERS = "/api/v1/dossiers/"
TRANSITIONS = (("desk", "forward"), ("coordinator", "forward"), ("officer", "propose"), ("leader", "approve"))
END = (("clerk", "finish"), ("desk", "return_result"))
# On the way to a request that a leader has signed: everything is judged, three papers are not good enough.
TO_SIGNED = (
    ("desk", "forward"),
    ("coordinator", "forward"),
    ("officer", "judge_paper"),
    ("officer", "propose_supplement"),
    ("coordinator", "sign_supplement"),
)
_SAID: dict[str, dict[str, Any]] = {
    "return_result": {"identity_seen": True},
    "propose": {"opinion": "Đủ điều kiện"},
    "judge_paper": {
        "judgements": [{"paper": no, "verdict": "needs_work", "reason": "Mờ"} for no in (1, 2, 3)],
        "parts": [{"part": part, "verdict": "pass"} for part in ("applicant", "request")],
    },
    "propose_supplement": {
        "reason": "paper_invalid",
        "items": [{"paper": no, "words": "Nộp bản rõ"} for no in (1, 2, 3)],
    },
}


class Caller:
    """One client of the product: a token, a stream of idempotency keys, invented people."""

    def __init__(self, site: Site, connection: Connection, *, agencies: int | None = None) -> None:
        self.connection = connection
        self.agencies = site.facts["agencies"][:agencies]
        self.random = random.Random(os.getpid())
        self._token = b"Authorization: Bearer " + site.facts["token"].encode() + b"\r\n"
        self._keys = (f"{os.getpid()}-{number}" for number in itertools.count())

    def head(self, login: str, *, version: int | None = None, key: bool = True) -> bytes:
        """The header lines of a call for a member of staff."""
        said = self._token + b"Content-Type: application/json\r\nActing-For: " + login.encode() + b"\r\n"
        if version is not None:
            said += b'If-Match: "%d"\r\n' % version
        return said + b"Idempotency-Key: " + next(self._keys).encode() + b"\r\n" if key else said

    def alone(self) -> bytes:
        """The header lines of the client for itself."""
        return self._token

    def receive(self, agency: dict[str, Any], procedure: str = HOUSEHOLD, papers: int = 3) -> Answer:
        """A receipt with as many papers."""
        number = self.random.randrange(10**6)
        body = {
            "verb": "receive",
            "procedure": procedure,
            "applicant": {
                "name": "Hoàng Thị Thu Hà",
                "identity_no": f"999187{number:06d}",
                "phone": f"0999{number:06d}",
                "address": "Số 112 đường Nguyễn Công Trứ, phường Tân Hòa",
            },
            "papers": [{"item": f"TP0{no}", "originals": 1} for no in range(1, papers + 1)],
        }
        return self.connection.request("POST", DOSSIERS, self.head(agency["desk"]), json.dumps(body).encode())

    def say(self, verb: str, code: str, login: str, version: int) -> Answer:
        """A verb over a dossier, with the version seen."""
        body = json.dumps(_SAID.get(verb, {})).encode()
        return self.connection.request("POST", f"{DOSSIERS}{code}/{verb}/", self.head(login, version=version), body)

    def agency(self) -> dict[str, Any]:
        """Any of the agencies."""
        found: dict[str, Any] = self.random.choice(self.agencies)
        return found


def receive(site: Site, *, agencies: int | None = None) -> Scenario:
    """Receipts in all agencies, or in the first few."""

    def scenario(_number: int, connection: Connection) -> Step:
        caller = Caller(site, connection, agencies=agencies)
        return lambda: caller.receive(caller.agency())

    return scenario


def forward(site: Site, ready: int) -> Scenario:
    """Transitions along the long chain; every client first receives `ready` dossiers and takes them out of the desk."""

    def scenario(_number: int, connection: Connection) -> Step:
        caller = Caller(site, connection)
        waiting = []
        for _ in range(ready):
            agency = caller.agency()
            code = json.loads(caller.receive(agency, CHAIN)[1])["code"]
            caller.say("forward", code, agency["desk"], 1)
            waiting.append((code, agency["officer"]))
        turns = iter([(code, officer, 2 + link) for link in range(LINKS - 1) for code, officer in waiting])

        def step() -> Answer | None:
            turn = next(turns, None)
            return None if turn is None else caller.say("forward", *turn)

        return step

    return scenario


def life(site: Site) -> Scenario:
    """Whole lives: a receipt, five transitions, the return; the first refusal is the answer."""

    def scenario(_number: int, connection: Connection) -> Step:
        caller = Caller(site, connection)

        def step() -> Answer:
            agency = caller.agency()
            answer = caller.receive(agency)
            code = json.loads(answer[1]).get("code", "")
            for version, (who, verb) in enumerate((*TRANSITIONS, *END), 1):
                if answer[0] >= 400:
                    break
                answer = caller.say(verb, code, agency[who], version)
            return answer

        return step

    return scenario


def supplement(site: Site, ready: int) -> Scenario:
    """Requests sent by the desk; every client first brings `ready` dossiers to the signature of a leader."""

    def scenario(_number: int, connection: Connection) -> Step:
        caller = Caller(site, connection)
        waiting = []
        for _ in range(ready):
            agency = caller.agency()
            code = json.loads(caller.receive(agency)[1])["code"]
            for version, (who, verb) in enumerate(TO_SIGNED, 1):
                caller.say(verb, code, agency[who], version)
            waiting.append((code, agency["desk"]))
        turns = iter(waiting)

        def step() -> Answer | None:
            turn = next(turns, None)
            return None if turn is None else caller.say("request_supplement", *turn, 1 + len(TO_SIGNED))

        return step

    return scenario


def bare_receive(_site: Site) -> Scenario:
    """The reference's receipt."""

    def scenario(_number: int, connection: Connection) -> Step:
        chance = random.Random(os.getpid())
        return lambda: _bare(connection, chance)

    return scenario


def bare_forward(_site: Site) -> Scenario:
    """The reference's transition, on fifty dossiers of each client."""

    def scenario(_number: int, connection: Connection) -> Step:
        chance = random.Random(os.getpid())
        ids = [json.loads(_bare(connection, chance)[1])["id"] for _ in range(50)]
        head, turn = b"Content-Type: application/json\r\n", itertools.count()

        def step() -> Answer:
            body = json.dumps({"to": 1 + next(turn) % 6, "note": "Chuyen xu ly"}).encode()
            return connection.request("POST", f"/api/dossiers/{chance.choice(ids)}/move", head, body)

        return step

    return scenario


def _bare(connection: Connection, chance: random.Random) -> Answer:
    paper = {"name": "don.pdf", "sha256": "a" * 64, "size": 120_345, "path": "ab/cd/1"}
    body = {
        "agency_id": chance.randint(1, 200),
        "procedure_id": chance.randint(1, 2000),
        "applicant_name": "Nguyen Van A",
        "applicant_identity": f"{chance.randint(1, 5_000_000):012d}",
        "phone": "0900000000",
        "answers": {"address": "So 1 Duong Le Loi", "purpose": "Cap moi"},
        "documents": [paper | {"kind": kind} for kind in (1, 2, 3)],
    }
    head = b"Content-Type: application/json\r\n"
    return connection.request("POST", "/api/dossiers", head, json.dumps(body).encode())
