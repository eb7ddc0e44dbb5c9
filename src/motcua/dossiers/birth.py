"""How a dossier comes into the database: children first under ids taken beforehand, the number late, then the rest.

The order keeps the counter of a busy desk locked for one statement only: the dossier, its event and its paper.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.documents.models import File, PrintRecord
from motcua.dossiers.admission import Admission
from motcua.dossiers.alarms import next_alarm
from motcua.dossiers.change import Change
from motcua.dossiers.completeness import missing_papers
from motcua.dossiers.dating import Promise
from motcua.dossiers.facts import Dates, Facts, Received, Refused, StepOpened
from motcua.dossiers.inventory import inventory
from motcua.dossiers.models import ClockSegment, Dossier, DueChange, Note, Paper, Party, Step
from motcua.dossiers.orders import PaperOrder, PartyOrder, ReceiveOrder, RefuseOrder
from motcua.dossiers.parties import draw_party
from motcua.dossiers.texts import tidy, worded
from motcua.dossiers.unguessable import fresh_reference, fresh_secret
from motcua.dossiers.work import draw_step, opened
from motcua.ledger.actor import Actor
from motcua.ledger.canonical import GENESIS
from motcua.ledger.counters import next_number, next_numbers
from motcua.ledger.ids import prefetch_each
from motcua.ledger.keys import chain_key, veil
from motcua.ledger.record import append, draw
from motcua.ledger.streams import StreamKind
from motcua.rules.codes import Clock, DueChangeKind, NoteVisibility, PartyRole, SegmentCause, SegmentKind
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import State, Verb
from motcua.rules.numbering import format_code


class UnknownItem(Fault):
    """The procedure asks for no paper of that code."""

    code = "unknown_item"
    sentence = "Thủ tục không có thành phần hồ sơ mã “{item}”. Giấy tờ khác thì bỏ mã và ghi tên."


class ItemTwice(Fault):
    """One paper of the procedure stands twice among those handed in."""

    code = "item_twice"
    sentence = "Thành phần hồ sơ “{item}” được nêu hai lần. Gộp lại thành một dòng."


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids that are named before their rows are written."""

    dossier: int
    parties: list[int]


def take_ids(order: ReceiveOrder | RefuseOrder) -> Ids:
    """New ids for the dossier of an order; one statement."""
    wanted = prefetch_each({Dossier: 1, Party: len(_people(order))})
    return Ids(wanted[Dossier][0], wanted[Party])


def draw_dossier(ids: Ids, admission: Admission, *, state: State, channel: int, return_method: int) -> Dossier:
    """An unsaved dossier with its reference and the secret of its slip."""
    return Dossier(
        pk=ids.dossier,
        reference=fresh_reference(),
        state=state,
        national_state=state.national,
        profile=admission.version.profile,
        calendar_version_id=admission.calendar_version_id,
        procedure_version_id=admission.version.id,
        case_id=admission.case.id if admission.case else None,
        process_version_id=admission.process.id if admission.process else None,
        channel=channel,
        receiving_unit_id=admission.receiving.id,
        competent_unit_id=admission.competent.id,
        holder_unit_id=admission.receiving.id,
        return_method=return_method,
        lookup_secret=fresh_secret(),
        chain_head=GENESIS,
    )


def draw_people(ids: Ids, order: ReceiveOrder | RefuseOrder) -> list[Party]:
    """The applicant, and the owner when it is somebody else; unsaved. Raises the faults of `draw_party`."""
    return [
        draw_party(person, role, pk=pk, dossier_id=ids.dossier)
        for pk, (role, person) in zip(ids.parties, _people(order).items(), strict=True)
    ]


def _people(order: ReceiveOrder | RefuseOrder) -> dict[PartyRole, PartyOrder]:
    people = {PartyRole.APPLICANT: order.applicant}
    if isinstance(order, ReceiveOrder) and order.owner is not None:
        people[PartyRole.OWNER] = order.owner
    return people


def draw_papers(
    orders: tuple[PaperOrder, ...], dossier: Dossier, admission: Admission, files: Mapping[str, File]
) -> list[Paper]:
    """The papers in the order of the receipt, unsaved. Raises UnknownItem, ItemTwice, UnprintableSign."""
    items = {item.code: item for item in admission.version.papers}
    _require_items([order.item for order in orders if order.item], items)
    papers = []
    for no, order in enumerate(orders, 1):
        item = items.get(order.item)
        papers.append(
            Paper(
                dossier_id=dossier.pk,
                no=no,
                paper_item_id=item.id if item else None,
                file_id=files[order.file].pk if order.file else None,
                name=tidy("Tên giấy tờ", order.name) or (item.name if item else "Giấy tờ khác"),
                nature=order.nature,
                source=order.source,
                originals=order.originals,
                copies=order.copies,
                original_seen=order.original_seen,
            )
        )
    return papers


def _require_items(codes: list[str], items: Collection[str]) -> None:
    """Every code is one of the procedure, and said once: one line of the receipt for each."""
    for no, code in enumerate(codes):
        if code not in items:
            raise UnknownItem(item=code)
        if code in codes[:no]:
            raise ItemTwice(item=code)


def draw_title(dossier: Dossier, title: str, actor: Actor, *, at: datetime, label: str = "Trích yếu") -> list[Note]:
    """The summary of the request (trích yếu), for those who work on it; unsaved, none when there is none.

    `label` names the field where it is something else. Raises UnprintableSign.
    """
    text = worded(label, title)
    if not text:
        return []
    note = Note(
        dossier_id=dossier.pk,
        by_id=actor.staff_id,
        at=at,
        visibility=NoteVisibility.INTERNAL,
        is_title=True,
        text=text,
    )
    return [note]


def draw_desk_step(dossier: Dossier, admission: Admission, actor: Actor) -> tuple[Step, StepOpened]:
    """The first step, unsaved: at the desk, with whoever received, until the hand-over (Decree 61/2018 Art. 18)."""
    node = admission.running.map.intake
    step = draw_step(
        node,
        no=1,
        unit_id=admission.receiving.id,
        person_id=actor.staff_id,
        at=admission.received_at,
        seq=1,
        calendar=admission.calendar,
    )
    step.dossier_id = dossier.pk
    dossier.holder_id = actor.staff_id
    return step, opened(step, node)


def start_clock(dossier: Dossier, admission: Admission, term: Promise, step: Step) -> tuple[ClockSegment, DueChange]:
    """The settlement clock runs from acceptance; the dates are promised, and `first_due` never changes again.

    `step` is the one at the desk: the first alarm is of its clock or of the citizen's. Gives the first entries of the
    clock and of the promises, unsaved.
    """
    at = admission.received_at
    dossier.received_at, dossier.complete_at, dossier.clock = at, at, Clock.RUNNING
    dossier.first_due = term.due.at
    for column, value in term.columns().items():
        setattr(dossier, column, value)
    dossier.alarm_at = next_alarm(dossier, step, after=at)
    segment = ClockSegment(
        dossier_id=dossier.pk,
        no=1,
        kind=SegmentKind.RUN,
        cause=SegmentCause.ACCEPTANCE,
        from_at=at,
        opened_seq=1,
    )
    first = DueChange(
        dossier_id=dossier.pk,
        seq=1,
        kind=DueChangeKind.FIRST,
        at=at,
        legal_after=term.due.at,
        promised_after=term.due.at,
    )
    return segment, first


def count_sets(dossier: Dossier, sets: int) -> None:
    """How many sets were handed in."""
    dossier.sets = sets


def take_numbers(dossier: Dossier, admission: Admission) -> None:
    """The code (agency, legal day, serial of the day: Decree 61/2018 Art. 26) and the line in the year's register.

    Locks both counters of the desk until the end, so it comes as late as can be.
    """
    agency, day = admission.numbering_agency, admission.day
    serial, dossier.register_no = next_numbers(
        [
            ("dossier", agency.id, day),
            (admission.book.series, admission.receiving.id, day.replace(month=1, day=1)),
        ]
    )
    dossier.code = format_code(agency.code, day=day, serial=serial)


def take_refusal_number(dossier: Dossier, admission: Admission) -> None:
    """The number of the refusal slip in the year."""
    year = admission.day.replace(month=1, day=1)
    dossier.register_no = next_number("refusal", admission.receiving.id, year)


def received(
    dossier: Dossier,
    admission: Admission,
    *,
    parties: list[Party],
    papers: list[Paper],
    dates: Dates,
    opened: StepOpened,
    slip: PrintRecord | None,
) -> Received:
    """The facts of an acceptance: what it is pinned to, whom it concerns by id, which dates were promised."""
    asked_for = admission.version.papers_for(dossier.case_id)
    missing = missing_papers(asked_for, {paper.paper_item_id for paper in papers})
    return Received(
        **_begun(dossier, parties=parties, papers=papers),
        code=dossier.code or "",
        process_version=admission.running.id,
        case=dossier.case_id,
        dates=dates,
        opened=opened,
        missing=tuple(paper.code for paper in missing) or None,
        print_sha256=bytes(slip.sha256).hex() if slip else None,
    )


def refused(dossier: Dossier, *, parties: list[Party], papers: list[Paper], reason: str, slip: PrintRecord) -> Refused:
    """The facts of a refusal; what was said in words stands in the note."""
    return Refused(
        **_begun(dossier, parties=parties, papers=papers), reason=reason, print_sha256=bytes(slip.sha256).hex()
    )


def _begun(dossier: Dossier, *, parties: list[Party], papers: list[Paper]) -> dict[str, Any]:
    """What both say: what the dossier is pinned to, where it came in, what was handed in, in which line it stands."""
    return {
        "reference": dossier.reference,
        "profile": dossier.profile,
        "procedure_version": dossier.procedure_version_id,
        "calendar_version": dossier.calendar_version_id,
        "channel": dossier.channel,
        "receiving_unit": dossier.receiving_unit_id,
        "competent_unit": dossier.competent_unit_id,
        "parties": tuple(party.pk for party in parties),
        "papers": len(papers),
        "papers_sha256": inventory(papers),
        "sets": dossier.sets,
        "return_method": dossier.return_method,
        "secret": _veiled(dossier),
        "register_no": dossier.register_no or 0,
    }


def _veiled(dossier: Dossier) -> str:
    """The secret of the slip as the event may say it: whoever reads the ledger must not open a dossier by it."""
    return veil(dossier.lookup_secret, key_id=chain_key()[0])


def begin(
    dossier: Dossier,
    verb: Verb,
    facts: Facts,
    *,
    actor: Actor,
    occurred_at: datetime,
    at: datetime,
    prints: list[PrintRecord],
) -> Change:
    """Write the dossier with its first event, and what that event owes on paper."""
    event = draw(
        StreamKind.DOSSIER,
        dossier.pk,
        kind=f"dossier.{verb}",
        actor=actor,
        at=occurred_at,
        recorded_at=at,
        facts=facts.as_facts(),
        seq=1,
        previous=GENESIS,
    )
    dossier.event_count, dossier.chain_head = 1, event.hash
    return Change(dossier, append(event, new=[dossier], owed=prints))
