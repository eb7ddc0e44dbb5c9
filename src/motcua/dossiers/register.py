"""The register of dossiers (sổ theo dõi), composed from rows: one line for each dossier received, burnt numbers too."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Count

from motcua.catalogue.calendars import calendar_for
from motcua.catalogue.shelf import shelf
from motcua.documents.forms.register import Entry, Register, Standing, Sums
from motcua.documents.forms.wording import form_set_on
from motcua.dossiers.books import Book, book_for
from motcua.dossiers.models import Dossier, Handing, Party, Step
from motcua.dossiers.sheets import heading_of
from motcua.people.roster import roster
from motcua.rules.calendar import first_moment, legal_day
from motcua.rules.codes import PartyRole, ReturnMethod
from motcua.rules.deadlines import Timing
from motcua.rules.lifecycle import NodeKind, State

# Columns 13 and 14: how it was taken, and what stands for the signature of whoever took it.
METHODS = {
    ReturnMethod.DESK: ("Tại quầy", "Đã ký"),
    ReturnMethod.POST: ("Bưu chính", "Biên bản"),
    ReturnMethod.ONLINE: ("Trực tuyến", "Xác thực"),
    ReturnMethod.ONLINE_AND_DESK: ("Trực tuyến, tại quầy", "Đã ký"),
}
LINES_ON_A_PAGE = 20


def entries(dossiers: Sequence[Dossier], *, at: datetime) -> tuple[Entry, ...]:
    """The lines of the book for these dossiers, in their order, as they stand at `at`. Three statements."""
    ids = [dossier.pk for dossier in dossiers]
    parties = _parties(ids)
    forwarded, back = _hops(ids)
    handings = {handing.dossier_id: handing for handing in Handing.objects.filter(dossier__in=ids)}
    return tuple(
        _entry(dossier, parties, forwarded.get(dossier.pk), back.get(dossier.pk), handings.get(dossier.pk), at=at)
        for dossier in dossiers
    )


def registers(dossiers: Sequence[Dossier], *, unit_id: int, at: datetime) -> tuple[Register, ...]:
    """The books of one desk in which these dossiers stand, by year and number, each with its lines in order.

    What a book held before the first line, and behind a line that is left out, is carried into its sums. Three
    statements, and one for each book.
    """
    lines = dict(zip((dossier.pk for dossier in dossiers), entries(dossiers, at=at), strict=True))
    books: dict[Book, list[Dossier]] = {}
    for dossier in dossiers:
        books.setdefault(book_with(dossier), []).append(dossier)
    return tuple(
        _register(book, books[book], lines, unit_id=unit_id, at=at)
        for book in sorted(books, key=lambda book: (book.year, book.no))
    )


def empty_register(book: Book, *, unit_id: int, at: datetime) -> Register:
    """A book in which nothing stands yet."""
    return _bound(book, (), unit_id=unit_id, at=at)


def book_with(dossier: Dossier) -> Book:
    """The book of a received dossier. No statement."""
    assert dossier.received_at is not None
    version = shelf().version(dossier.procedure_version_id)
    return book_for(version, unit_id=dossier.receiving_unit_id, on=legal_day(dossier.received_at))


def _register(
    book: Book, dossiers: list[Dossier], lines: Mapping[int, Entry], *, unit_id: int, at: datetime
) -> Register:
    ordered = sorted(dossiers, key=lambda dossier: (dossier.register_no or 0, dossier.pk))
    shown = tuple(lines[dossier.pk] for dossier in ordered)
    return replace(_bound(book, shown, unit_id=unit_id, at=at), before=_before(book, shown, unit_id=unit_id))


def _bound(book: Book, shown: tuple[Entry, ...], *, unit_id: int, at: datetime) -> Register:
    """The book under the unit's name of today, in the form of its year."""
    on = legal_day(at)
    return Register(
        form_set=form_set_on(min(on, date(book.year, 12, 31))),
        heading=heading_of(roster().unit(unit_id, on), None, on),
        sector=book.title,
        book=book.number,
        year=book.year,
        entries=shown,
        first_page=(shown[0].no - 1) // LINES_ON_A_PAGE + 1 if shown else 1,
    )


def _before(book: Book, shown: tuple[Entry, ...], *, unit_id: int) -> Sums:
    """What the book holds up to its last line here, without the lines that are shown. One statement."""
    rows = Dossier.objects.received_at_desk([unit_id]).filter(
        register_no__lte=shown[-1].no, received_at__gte=first_moment(date(book.year, 1, 1)),
        received_at__lt=first_moment(date(book.year + 1, 1, 1)),
    )  # fmt: skip
    if book.sector:
        rows = rows.filter(procedure_version__procedure__sector__code=book.sector)
    states = Counter(
        {State(state): number for state, number in rows.order_by().values_list("state").annotate(Count("pk"))}
    )
    here = Counter(entry.standing for entry in shown)
    return Sums(
        entries=states.total() - len(shown),
        returned=states[State.RETURNED] - here[Standing.RETURNED],
        stopped=states[State.WITHDRAWN] + states[State.STOPPED] - here[Standing.STOPPED],
        cancelled=states[State.ANNULLED] - here[Standing.CANCELLED],
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
    handing: Handing | None,
    *,
    at: datetime,
) -> Entry:
    applicant = parties.get((dossier.pk, PartyRole.APPLICANT))
    owner = parties.get((dossier.pk, PartyRole.OWNER)) or applicant
    standing = standing_of(dossier)
    gone = standing is Standing.CANCELLED
    received = dossier.received_at or dossier.closed_at
    assert received is not None
    method, signed = METHODS[ReturnMethod(handing.method)] if handing else ("", "")
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
        method=method,
        signed=signed,
        note=_note(dossier, handing, at=at),
        late=_is_late(dossier, at=at),
    )


def _day(moment: datetime | None) -> date | None:
    return legal_day(moment) if moment else None


def _is_late(dossier: Dossier, *, at: datetime) -> bool:
    """Settled late, or still open behind its date: late is for ever."""
    if dossier.timing is not None:
        return dossier.timing == Timing.LATE
    return dossier.closed_at is None and dossier.late_at <= at


def _note(dossier: Dossier, handing: Handing | None, *, at: datetime) -> str:
    """Column 15: by how many working days it is late, who took it, what was returned at once."""
    said = []
    if _is_late(dossier, at=at) and dossier.legal_due:
        calendar = calendar_for(dossier.receiving_unit_id, dossier.calendar_version_id)
        end = legal_day(dossier.finished_at or at)
        days = calendar.working_days_between(legal_day(dossier.legal_due), end)
        said.append(f"Quá hạn {days:02d} ngày" if days > 0 else "Quá hạn trong ngày")
    if handing and handing.authority_seen:
        said.append("Ủy quyền nhận")
    if dossier.returned_at and dossier.legal_due is None:
        said.append("Trả ngay")
    return ", ".join(said)
