"""Saying verbs in the tests of dossiers: as the faces do, with the version just seen, and how a refusal is proved."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection, models, transaction

from motcua.documents.models import PrintRecord, Result
from motcua.dossiers import orders
from motcua.dossiers.change import Change
from motcua.dossiers.commands import COMMANDS
from motcua.dossiers.models import (
    Apology,
    ClockSegment,
    Dossier,
    DueChange,
    FieldVerdict,
    Handing,
    Note,
    Obligation,
    Outcome,
    Paper,
    Party,
    Step,
    SupplementItem,
    SupplementRequest,
    Verdict,
)
from motcua.ledger.actor import Actor
from motcua.ledger.models import Counter, Event
from motcua.people.roster import roster
from motcua.people.settings import reasons
from motcua.rules.codes import PaperVerdict, SegmentCause
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Verb
from tests.dossiers.province import LAND, Province

TABLES: tuple[type[models.Model], ...] = (
    *(Dossier, Step, ClockSegment, DueChange, Party, Paper, Verdict, Outcome, Handing, Note, Apology, Obligation),
    *(SupplementRequest, SupplementItem, FieldVerdict),
    *(Event, Counter, PrintRecord, Result),
)
POSTED = {"cause": SegmentCause.POSTING, "document_no": "1/TB"}
PASS = orders.PaperJudgement(paper=1, verdict=PaperVerdict.PASS)


def say(verb: Verb, change: Change, actor: Actor, at: datetime, **fields: Any) -> Change:
    """A verb over the dossier of the last change, with the version that it left."""
    command = COMMANDS[verb]
    dossier = change.dossier
    return command.function(
        str(dossier), command.order(**fields), actor=actor, at=at, expected=Dossier.objects.get(pk=dossier.pk).version
    )


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the tables that a verb writes, to be compared before and after."""
    with connection.cursor() as cursor:
        found = {}
        for table in (model._meta.db_table for model in TABLES):
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
            found[table] = [tuple(map(str, row)) for row in cursor.fetchall()]
    return found


@contextmanager
def refused(fault: type[Fault], *words: str) -> Iterator[None]:
    """The act within is refused by exactly this fault, in one Vietnamese sentence, and has changed nothing."""
    before = everything()
    with pytest.raises(fault) as caught, transaction.atomic():
        yield
    assert type(caught.value) is fault
    sentence = str(caught.value)
    assert sentence[0].isupper() and sentence.endswith(".") and "{" not in sentence, sentence
    assert all(word in sentence for word in words), sentence
    assert everything() == before


def to_office(p: Province, at: datetime, **fields: Any) -> Change:
    """Received and handed over: it lies at the coordinator's step."""
    return say(Verb.FORWARD, p.receive(at, **fields), p.clerk_at_desk, at)


def land_to_officer(p: Province, at: datetime, **fields: Any) -> Change:
    """A dossier of land at the appraisal: its procedure lets the tax and the public posting stop the clock."""
    return say(Verb.FORWARD, p.receive(at, LAND, **fields), p.clerk_at_desk, at)


def to_officer(p: Province, at: datetime, person: Actor | None = None) -> Change:
    """At the appraisal; in the hands of `person`, or waiting for anybody."""
    login = login_of(person) if person else ""
    return say(Verb.FORWARD, to_office(p, at), p.coordinator, at, person=login)


def to_leader(p: Province, at: datetime) -> Change:
    """Proposed: before whoever decides."""
    return say(Verb.PROPOSE, to_officer(p, at), p.officer, at, opinion="Đủ điều kiện")


def to_clerk(p: Province, at: datetime) -> Change:
    """Approved: only number and seal are missing."""
    return say(Verb.APPROVE, to_leader(p, at), p.leader, at)


def to_return(p: Province, at: datetime) -> Change:
    """Settled: the result waits at the desk."""
    return say(Verb.FINISH, to_clerk(p, at), p.secretary, at)


def to_end(p: Province, at: datetime) -> Change:
    """Handed over."""
    return say(Verb.RETURN_RESULT, to_return(p, at), p.clerk_at_desk, at, identity_seen=True)


def login_of(actor: Actor) -> str:
    """The public name of a person."""
    return roster().staff(actor.staff_id or 0).login


def a_reason(setting: str) -> str:
    """The first reason on a list of the province."""
    return reasons(setting, on=date(2026, 11, 16))[0].code


def facts_of(change: Change) -> dict[str, Any]:
    """What the event of a change says, read back from the database."""
    return Event.objects.get(pk=change.event.pk).facts


def row(change: Change) -> Dossier:
    """The dossier as it stands in the database."""
    return Dossier.objects.get(pk=change.dossier.pk)


def open_step(change: Change) -> Step:
    """Its one open step."""
    return Step.objects.get(dossier_id=change.dossier.pk, closed_at__isnull=True)
