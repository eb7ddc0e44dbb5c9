"""The one door to a dossier: lock, authorise, step, let the verb work, record, save.

A verb cannot forget the lock, the right, the transition or the event, because it does none of them. A raised
exception undoes all of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from motcua.documents.models import PrintRecord
from motcua.dossiers.alarms import move_alarm
from motcua.dossiers.facts import Facts
from motcua.dossiers.models import Dossier
from motcua.dossiers.work import Work
from motcua.ledger.actor import Actor
from motcua.ledger.models import Event
from motcua.ledger.record import append, draw
from motcua.ledger.rows import Question
from motcua.ledger.streams import StreamKind
from motcua.people import permissions
from motcua.rules import lifecycle
from motcua.rules.codes import Clock, MasterSystem
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import State, Verb


class UnknownDossier(Fault):
    """No dossier has this code or reference."""

    code = "unknown_dossier"
    sentence = "Không có hồ sơ mang mã “{ref}”. Kiểm tra lại từng ký tự trên giấy hẹn."


class StaleVersion(Fault):
    """Somebody else changed the dossier since it was read."""

    code = "stale_version"
    sentence = "Hồ sơ {ref} vừa được người khác thay đổi. Xem bản mới rồi làm lại; phần bạn đã gõ vẫn còn."


class MirrorReadOnly(Fault):
    """The dossier belongs to another system, or was imported: it takes no verb."""

    code = "mirror_read_only"
    sentence = "Hồ sơ {ref} do hệ thống khác quản lý nên chỉ xem được."


class ClockStands(Fault):
    """The clock stands, and the work with it."""

    code = "clock_stands"
    sentence = "Hồ sơ đang tạm dừng nên chưa {verb} được. Tiếp tục giải quyết rồi làm."


@dataclass(frozen=True, slots=True)
class Change:
    """What a verb gives back: the dossier as it is now, and the event that says why."""

    dossier: Dossier
    event: Event


class Door:
    """A change under way: what the verb works with, and afterwards what came of it."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.facts: Facts | None = None
        self._owed: list[PrintRecord] = []
        self._event: Event | None = None

    def close(self, verb: Verb, *, occurred_at: datetime) -> None:
        """Draw the event over the changed dossier; write both, and what is owed on paper."""
        work = self.work
        dossier = work.dossier
        if self.facts is None:
            raise RuntimeError(f"{verb} said nothing of what it did")
        event = draw(
            StreamKind.DOSSIER,
            dossier.pk,
            kind=f"dossier.{verb}",
            actor=work.actor,
            at=occurred_at,
            recorded_at=work.at,
            facts=self.facts.as_facts(),
            seq=work.seq,
            previous=bytes(dossier.chain_head),
        )
        move_alarm(work)
        version = dossier.version if verb in lifecycle.NOTING else dossier.version + 1
        work.set(event_count=work.seq, chain_head=event.hash, version=version)
        self._event = append(event, changed=(dossier, work.changed), owed=self._owed)

    def owe(self, paper: PrintRecord) -> str:
        """Owe a printed paper with this event; gives its hash for the facts (decision: prints are erasable)."""
        self._owed.append(paper)
        return bytes(paper.sha256).hex()

    @property
    def result(self) -> Change:
        """The finished change; to be asked after the door is shut."""
        if self._event is None:
            raise RuntimeError("the door is still open")
        return Change(self.work.dossier, self._event)


@contextmanager
def change(ref: str, verb: Verb, *, actor: Actor, at: datetime, expected: int | None = None) -> Iterator[Door]:
    """Open the door to the dossier with this code or reference.

    `at` is now, aware; `expected` the version that the actor saw (None: whatever it is, for verbs that touch nothing
    another could have typed). Raises UnknownDossier, MirrorReadOnly, StaleVersion, permissions.Denied, WrongState,
    WrongStep, ClockStands; then nothing has happened.
    """
    with transaction.atomic(savepoint=False):
        dossier = _lock(ref)
        if dossier.master_system != MasterSystem.LOCAL or dossier.imported:
            raise MirrorReadOnly(ref=ref)
        if expected is not None and expected != dossier.version:
            raise StaleVersion(ref=ref)
        work = Work(dossier, actor=actor, at=at)
        require_right(work, verb)
        door = Door(work)
        work.enter(_step(work, verb))
        yield door
        door.close(verb, occurred_at=at)


def _lock(ref: str) -> Dossier:
    """The dossier, locked until the transaction ends (on SQLite the writer is alone anyway)."""
    found = _BY_CODE(ref) if "-" in ref else _BY_REFERENCE(ref.upper())
    if not found:
        raise UnknownDossier(ref=ref)
    return found[0]


def _locked(ref: str) -> QuerySet[Dossier]:
    found: QuerySet[Dossier] = Dossier.objects.named(ref).select_for_update()
    return found


_BY_CODE, _BY_REFERENCE = Question(_locked, "H00-000000-0000"), Question(_locked, "00000000")


def require_right(work: Work, verb: Verb) -> None:
    """Whether the actor may say this verb, and whether the open step is theirs to work on. Raises Denied, WrongRole."""
    permissions.require(work.actor, verb, work.dossier, sector=work.version.sector, at=work.at)
    if verb in lifecycle.BY_ROLE_OF_STEP:
        work.require_role(verb)


def require_way(work: Work, verb: Verb) -> None:
    """Whether the door would open for this verb, before anybody says it. Raises what `change` raises but staleness."""
    require_right(work, verb)
    _step(work, verb)


def _step(work: Work, verb: Verb) -> State:
    """The state that follows, by the table.

    A step that began after the moment of this act was begun by somebody else while it waited for the lock (or on a
    server whose clock is ahead): raises StaleVersion, for no step ends before it began.
    """
    at = work.main_kind if lifecycle.needs_step(verb) else None
    state = lifecycle.step(work.dossier.state_now, verb, at=at)
    if work.dossier.clock == Clock.PAUSED and verb in lifecycle.NEEDS_RUNNING_CLOCK:
        raise ClockStands(verb=lifecycle.VERB_WORDS[verb])
    if at is not None:
        require_after(work, work.open_step.opened_at)
    return state


def require_after(work: Work, moment: datetime | None) -> None:
    """No act comes before what it follows: what is later was done by somebody else meanwhile, or on a server whose
    clock is ahead. Raises StaleVersion.
    """
    if moment is not None and work.at < moment:
        raise StaleVersion(ref=work.dossier)
