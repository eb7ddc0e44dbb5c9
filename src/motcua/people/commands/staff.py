"""Staff are hired, posted and absent. Rights hang on postings, so each of these verbs moves rights."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction

from motcua.ledger import generation
from motcua.ledger.actor import Actor
from motcua.ledger.record import record
from motcua.ledger.streams import StreamKind
from motcua.people.actions import Action
from motcua.people.commands.units import UnitNotOpen
from motcua.people.models import Absence, Account, Posting, Seat, Staff, UnitVersion
from motcua.people.permissions import require
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Role
from motcua.rules.organisation import AbsenceCause, AccountKind, PostingKind, Rating
from motcua.rules.text import name_sort_key, nfc


class LoginTaken(Fault):
    """Somebody else has this login."""

    code = "login_taken"
    sentence = "Tên đăng nhập “{login}” đã có người dùng."


class WrongLogin(Fault):
    """A login is lower case, digits, dots and dashes."""

    code = "wrong_login"
    sentence = "Tên đăng nhập viết thường không dấu, gồm chữ, số, dấu chấm và gạch nối, dài 3–64 ký tự."


class PostingExists(Fault):
    """The person already serves there in that role."""

    code = "posting_exists"
    sentence = "{name} đã giữ vai trò này tại đơn vị, từ ngày {since:%d/%m/%Y}."


class PostingEnded(Fault):
    """The posting has ended, or would end before it began."""

    code = "posting_ended"
    sentence = "Vị trí này bắt đầu từ ngày {since:%d/%m/%Y} và không còn mở vào ngày {on:%d/%m/%Y}."


class WrongAbsence(Fault):
    """An absence ends after it begins, and nobody stands in for himself."""

    code = "wrong_absence"
    sentence = "Thời gian vắng phải kết thúc sau khi bắt đầu, và người thay phải là người khác."


@transaction.atomic
def hire_staff(
    name: str,
    *,
    login: str,
    actor: Actor,
    at: datetime,
    phone: str = "",
    email: str = "",
    password: str | None = None,
) -> Staff:
    """A person with an account. Without a password nobody can sign in until reset_password gives one.

    Raises LoginTaken, WrongLogin, Denied.
    """
    require(actor, Action.ADMINISTER_PEOPLE)
    login = login.strip()
    if not 3 <= len(login) <= 64 or login != login.lower() or not login.replace(".", "").replace("-", "").isalnum():
        raise WrongLogin
    if not login.isascii():
        raise WrongLogin
    if Account.objects.filter(login=login).exists():
        raise LoginTaken(login=login)
    # A password begins to age with the first sign-in.
    account = Account(login=login, kind=AccountKind.STAFF)
    account.set_password(password)
    account.save()
    name = nfc(name).strip()
    staff = Staff.objects.create(
        account=account, name=name, sort_key=name_sort_key(name), phone=phone.strip(), email=email.strip()
    )
    record(StreamKind.STAFF, staff.pk, kind="staff.hire", actor=actor, at=at, facts={"account_id": account.pk})
    generation.bump()
    return staff


@transaction.atomic
def change_staff(
    staff_id: int,
    *,
    actor: Actor,
    at: datetime,
    name: str | None = None,
    phone: str | None = None,
    email: str | None = None,
) -> Staff:
    """Correct a person's name, phone or address. The event says which columns, never what stood there."""
    require(actor, Action.ADMINISTER_PEOPLE)
    staff = Staff.objects.get(pk=staff_id)
    given = {"name": name, "phone": phone, "email": email}
    changed = sorted(key for key, value in given.items() if value is not None and value != getattr(staff, key))
    for key in changed:
        setattr(staff, key, nfc(given[key] or "").strip())
    staff.sort_key = name_sort_key(staff.name)
    staff.save()
    record(StreamKind.STAFF, staff_id, kind="staff.change", actor=actor, at=at, facts={"columns": changed})
    generation.bump()
    return staff


class PostingTerms(TypedDict, total=False):
    """What a posting at a one-stop unit says besides (Decree 61/2018 Art. 11, 12)."""

    planned_to: date | None
    sending_unit_id: int | None
    kind: PostingKind | None
    grade: str
    years_in_sector: int | None
    last_rating: Rating | None
    decision: str


@transaction.atomic
def grant_posting(
    staff_id: int,
    *,
    unit_id: int,
    role: Role,
    title: str,
    on: date,
    actor: Actor,
    at: datetime,
    sectors: Iterable[str] = (),
    **terms: Unpack[PostingTerms],
) -> Posting:
    """A person serves in a unit with one role from a day on. Standards of law are warnings (staffing.warnings_for).

    Raises UnitNotOpen, PostingExists, Denied.
    """
    require(actor, Action.ADMINISTER_PEOPLE)
    if not UnitVersion.objects.filter(unit_id=unit_id, valid_to__isnull=True).exists():
        raise UnitNotOpen(unit=unit_id, on=on)
    held = Posting.objects.filter(staff_id=staff_id, unit_id=unit_id, role=role, valid_to__isnull=True).first()
    if held is not None:
        raise PostingExists(name=Staff.objects.get(pk=staff_id).name, since=held.valid_from)
    posting = Posting.objects.create(
        staff_id=staff_id,
        seat=_seat(unit_id, nfc(title).strip(), on),
        unit_id=unit_id,
        role=role,
        sectors=sorted(sectors),
        valid_from=on,
        **terms,
    )
    facts = {
        "posting_id": posting.pk, "unit_id": unit_id, "seat_id": posting.seat_id, "role": int(role),
        "sectors": posting.sectors, "on": on.isoformat(), "decision": posting.decision,
    }  # fmt: skip
    record(StreamKind.STAFF, staff_id, kind="staff.grant_posting", actor=actor, at=at, facts=facts)
    generation.bump()
    return posting


@transaction.atomic
def end_posting(posting_id: int, *, on: date, actor: Actor, at: datetime, decision: str = "") -> None:
    """A posting ends: `on` is the first day without it. Raises PostingEnded, Denied."""
    require(actor, Action.ADMINISTER_PEOPLE)
    posting = Posting.objects.get(pk=posting_id)
    if posting.valid_to is not None or on <= posting.valid_from:
        raise PostingEnded(since=posting.valid_from, on=on)
    posting.valid_to = on
    posting.save(update_fields=["valid_to"])
    facts = {"posting_id": posting_id, "on": on.isoformat(), "decision": decision}
    record(StreamKind.STAFF, posting.staff_id, kind="staff.end_posting", actor=actor, at=at, facts=facts)
    generation.bump()


@transaction.atomic
def set_absence(
    staff_id: int,
    *,
    from_at: datetime,
    to_at: datetime,
    cause: AbsenceCause,
    actor: Actor,
    at: datetime,
    substitute_id: int | None = None,
    ground: str = "",
) -> Absence:
    """A person is away from one moment to another (UTC) and, if named, somebody stands in. Raises WrongAbsence."""
    require(actor, Action.ADMINISTER_PEOPLE)
    if to_at <= from_at or substitute_id == staff_id:
        raise WrongAbsence
    absence = Absence.objects.create(
        person_id=staff_id, from_at=from_at, to_at=to_at, cause=cause, substitute_id=substitute_id, ground=nfc(ground)
    )
    facts = {
        "absence_id": absence.pk, "from_at": from_at.isoformat(), "to_at": to_at.isoformat(),
        "cause": int(cause), "substitute_id": substitute_id,
    }  # fmt: skip
    record(StreamKind.STAFF, staff_id, kind="staff.set_absence", actor=actor, at=at, facts=facts)
    generation.bump()
    return absence


@transaction.atomic
def end_absence(absence_id: int, *, actor: Actor, at: datetime) -> None:
    """Somebody is back earlier: the absence ends at this moment. Raises WrongAbsence if it has not begun or is over."""
    require(actor, Action.ADMINISTER_PEOPLE)
    absence = Absence.objects.get(pk=absence_id)
    if not absence.from_at < at < absence.to_at:
        raise WrongAbsence
    absence.to_at = at
    absence.save(update_fields=["to_at"])
    facts = {"absence_id": absence_id}
    record(StreamKind.STAFF, absence.person_id, kind="staff.end_absence", actor=actor, at=at, facts=facts)
    generation.bump()


def _seat(unit_id: int, title: str, on: date) -> Seat:
    seat = Seat.objects.filter(unit_id=unit_id, title=title, valid_to__isnull=True, valid_from__lte=on).first()
    return seat or Seat.objects.create(unit_id=unit_id, title=title, valid_from=on)
