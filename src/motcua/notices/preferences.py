"""How somebody wants to be told: their own choice, or what the province has decided."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from motcua.catalogue.calendars import calendar_for
from motcua.ledger.actor import Actor
from motcua.notices import ports
from motcua.notices.models import Preference
from motcua.people.roster import roster
from motcua.people.settings import read
from motcua.rules.calendar import legal_day
from motcua.rules.faults import Fault
from motcua.rules.notices import Digest, Manner, leaves_at


class HalfQuiet(Fault):
    """Quiet hours have a beginning and an end."""

    code = "half_quiet"
    sentence = "Giờ yên lặng cần cả giờ bắt đầu và giờ kết thúc; để trống cả hai thì theo quy định của tỉnh."


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chooses; empty hours: as the province has decided."""

    email: bool
    digest: Digest
    quiet_from: time | None
    quiet_until: time | None
    quiet_on_days_off: bool


def preference_of(staff_id: int) -> Preference:
    """The person's own choice, or an unsaved one with what everybody has. One statement."""
    return Preference.objects.filter(person_id=staff_id).first() or Preference(person_id=staff_id)


def choose(actor: Actor, choice: Choice) -> None:
    """Keep how the actor wants to be told from now on. Raises HalfQuiet. No event: it concerns nobody else."""
    if (choice.quiet_from is None) is not (choice.quiet_until is None):
        raise HalfQuiet()
    columns = {
        "email": choice.email,
        "digest": int(choice.digest),
        "quiet_from": choice.quiet_from,
        "quiet_until": choice.quiet_until,
        "quiet_on_days_off": choice.quiet_on_days_off,
    }
    Preference.objects.update_or_create(person_id=actor.staff_id, defaults=columns)


def mail_times(people: Collection[int]) -> Mapping[int, Callable[[datetime], datetime]]:
    """For each of these people who wants e-mail and has an address: from the moment of a notice to when it may leave.

    Empty while the house has no mail server. One statement.
    """
    if not people or not ports.has_post():
        return {}
    kept = {row.person_id: row for row in Preference.objects.filter(person__in=people)}
    wanting = (kept.get(person) or Preference(person_id=person) for person in people)
    return {row.person_id: _leaving(row) for row in wanting if row.email and roster().staff(row.person_id).email}


def _leaving(row: Preference) -> Callable[[datetime], datetime]:
    """By the hours of the person and the calendar of the unit in which they work that day."""

    def leaving(at: datetime) -> datetime:
        on = legal_day(at)
        postings = roster().postings_of(row.person_id, on)
        return leaves_at(at, manner_of(row, at), calendar_for(postings[0].unit_id if postings else None))

    return leaving


def manner_of(row: Preference, at: datetime) -> Manner:
    """What counts for a person at a moment."""
    on = legal_day(at)
    return Manner(
        digest=Digest(row.digest),
        daily_at=read("digest_at", on=on),
        quiet_from=row.quiet_from or read("quiet_from", on=on),
        quiet_until=row.quiet_until or read("quiet_until", on=on),
        quiet_on_days_off=row.quiet_on_days_off,
    )
