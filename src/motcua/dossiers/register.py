"""The register of dossiers (sổ theo dõi), composed from rows: one line for each dossier received, burnt numbers too."""

from collections.abc import Sequence
from datetime import date, datetime

from motcua.catalogue.shelf import shelf
from motcua.documents.forms.register import Entry, Register, Standing
from motcua.dossiers.models import Dossier, Handing, Party, Step
from motcua.dossiers.sheets import form_set_on, heading_of
from motcua.people.roster import roster
from motcua.rules.calendar import legal_day
from motcua.rules.codes import PartyRole, ReturnMethod
from motcua.rules.deadlines import Timing
from motcua.rules.lifecycle import NodeKind, State

METHODS = {
    ReturnMethod.DESK: "Tại quầy",
    ReturnMethod.POST: "Bưu chính",
    ReturnMethod.ONLINE: "Bản điện tử",
    ReturnMethod.ONLINE_AND_DESK: "Điện tử, tại quầy",
}


def entries(dossiers: Sequence[Dossier]) -> tuple[Entry, ...]:
    """The lines of the book for these dossiers, in their order. Three statements, however many there are."""
    ids = [dossier.pk for dossier in dossiers]
    parties = _parties(ids)
    forwarded, back = _hops(ids)
    handings = dict(Handing.objects.filter(dossier__in=ids).values_list("dossier_id", "method"))
    return tuple(
        _entry(dossier, parties, forwarded.get(dossier.pk), back.get(dossier.pk), handings.get(dossier.pk))
        for dossier in dossiers
    )


def register(
    dossiers: Sequence[Dossier], *, unit_id: int, sector: str, year: int, on: date, first_page: int = 1
) -> Register:
    """The book of one desk: the dossiers in the order of their numbers, under the unit's name of the legal day `on`."""
    unit = roster().unit(unit_id, on)
    lines = entries(sorted(dossiers, key=lambda d: (d.register_no or 0, d.pk)))
    return Register(
        form_set=form_set_on(on),
        heading=heading_of(unit, None, on),
        sector=sector,
        book="01",
        year=year,
        entries=lines,
        first_page=first_page,
    )


def standing_of(dossier: Dossier) -> Standing:
    """Where a line stands for the sums of its page."""
    match dossier.state_now:
        case State.ANNULLED:
            return Standing.CANCELLED
        case State.WITHDRAWN | State.STOPPED:
            return Standing.STOPPED
        case State.RETURNED:
            return Standing.RETURNED
        case _:
            return Standing.OPEN


def _parties(ids: list[int]) -> dict[tuple[int, int], Party]:
    rows = Party.objects.filter(dossier__in=ids, replaced_by__isnull=True).order_by("pk")
    return {(party.dossier_id, party.role): party for party in rows}


def _hops(ids: list[int]) -> tuple[dict[int, datetime], dict[int, datetime]]:
    """When each left the desk, and when its result came back there."""
    forwarded: dict[int, datetime] = {}
    back: dict[int, datetime] = {}
    kinds = (NodeKind.INTAKE, NodeKind.RETURN)
    for step in Step.objects.filter(dossier__in=ids, kind__in=kinds, main=True).order_by("no"):
        if step.kind == NodeKind.RETURN:
            back[step.dossier_id] = step.opened_at
        elif step.closed_at is not None:
            forwarded[step.dossier_id] = step.closed_at
    return forwarded, back


def _entry(
    dossier: Dossier,
    parties: dict[tuple[int, int], Party],
    forwarded: datetime | None,
    back: datetime | None,
    method: int | None,
) -> Entry:
    applicant = parties.get((dossier.pk, PartyRole.APPLICANT))
    owner = parties.get((dossier.pk, PartyRole.OWNER)) or applicant
    standing = standing_of(dossier)
    gone = standing is Standing.CANCELLED
    received = dossier.received_at or dossier.closed_at
    assert received is not None
    return Entry(
        no=dossier.register_no or 0,
        code=str(dossier),
        procedure=shelf().version(dossier.procedure_version_id).name,
        sets=dossier.sets,
        owner=owner.name if owner else "",
        address=owner.address if owner else "",
        phone=(applicant.phone if applicant else "") or (owner.phone if owner else ""),
        agency=roster().unit(dossier.competent_unit_id, legal_day(received)).name,
        received_on=legal_day(received),
        due_on=_day(dossier.legal_due),
        standing=standing,
        forwarded_on=None if gone else _day(forwarded),
        got_back_on=None if gone else _day(back),
        returned_on=_day(dossier.returned_at),
        method=METHODS[ReturnMethod(method)] if method else "",
        signed="Đã ký nhận" if standing is Standing.RETURNED else "",
        note=_note(dossier),
        late=dossier.timing == Timing.LATE,
    )


def _day(moment: datetime | None) -> date | None:
    return legal_day(moment) if moment else None


def _note(dossier: Dossier) -> str:
    """Column 15: by how much it was late; what was returned at once."""
    if dossier.timing == Timing.LATE and dossier.finished_at and dossier.legal_due:
        days = (legal_day(dossier.finished_at) - legal_day(dossier.legal_due)).days
        return f"Trễ {max(days, 1):02d} ngày"
    return "Trả ngay" if dossier.returned_at and dossier.legal_due is None else ""
