"""What is to become of a dossier, drawn from its number and the seed alone: when, where, what, for whom, how fast."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from random import Random

from motcua.catalogue.calendars import calendar_for
from motcua.catalogue.cards import VersionCard
from motcua.catalogue.shelf import shelf
from motcua.people.cards import PostingCard
from motcua.people.roster import roster
from motcua.rules.calendar import VIETNAM, legal_day
from motcua.rules.codes import Channel
from motcua.rules.lifecycle import Role
from motcua.rules.organisation import UnitLevel
from motcua.rules.procedures import IntakeMode, Online

# How many people come in a half hour of the day, from 07:30; Monday most, Friday least.
HOURS = {7: 5, 8: 16, 9: 18, 10: 12, 11: 4, 13: 10, 14: 15, 15: 12, 16: 7, 17: 1}
WEEKDAYS = (1.0, 0.9, 0.8, 0.8, 0.65, 0.3, 0.1)
POPULAR = {"ho-tich": 6, "chung-thuc": 6, "ho-kinh-doanh": 6, "cu-tru": 4, "dat-dai": 3, "bao-tro-xa-hoi": 2}
# Shares of all visits: the home agency of the demonstration, the provincial centre, the others together.
HOME_SHARE, CENTRE_SHARE = 0.42, 0.26
# Many of the stories are of the last days, so that the lists of open work are full.
RECENT_SHARE, RECENT_DAYS = 0.5, 9


class Turn(StrEnum):
    """What kind of story."""

    ORDINARY = "ordinary"
    REFUSED = "refused"
    UNDONE = "undone"
    FRESH = "fresh"  # came a moment ago and still lies at the desk
    UNFETCHED = "unfetched"  # settled, and nobody comes for the result


@dataclass(frozen=True, slots=True)
class Story:
    """One dossier to be."""

    number: int
    turn: Turn
    received_at: datetime
    version: VersionCard
    case: str
    competent: str
    desk: PostingCard
    channel: Channel
    pace: float  # 1: every step takes exactly its own limit


@dataclass(frozen=True, slots=True)
class Stage:
    """Where and when the stories play. `now` is the province's present, aware; they reach back to `since`."""

    seed: int
    since: date
    now: datetime
    home: frozenset[int]


def turn_of(number: int) -> Turn:
    """Every kind appears early and goes on appearing."""
    if number % 25 == 7:
        return Turn.REFUSED
    if number % 40 == 11:
        return Turn.UNDONE
    if number % 16 == 3:
        return Turn.FRESH
    return Turn.UNFETCHED if number % 14 == 5 else Turn.ORDINARY


def tell(stage: Stage, number: int) -> tuple[Story, Random]:
    """The story of a number, and the dice with which it goes on."""
    rng = Random(f"{stage.seed}:{number}")
    while True:
        story = _attempt(stage, number, rng)
        if story is not None:
            return story, rng


def _attempt(stage: Stage, number: int, rng: Random) -> Story | None:
    turn = turn_of(number)
    unit_id = _desk_unit(stage, rng)
    at = _moment(stage, turn, unit_id, rng)
    if at is None:
        return None
    on = legal_day(at)
    scopes = [scope for scope in shelf().scopes(unit_id) if scope.holds(on) and scope.mode is not IntakeMode.TRACKED]
    versions = [version for scope in scopes if (version := _version(scope.procedure_id, on)) is not None]
    if not versions:
        return None
    version = rng.choices(versions, _weights(versions))[0]
    desk = _clerk(unit_id, version.sector, on, rng)
    if desk is None:
        return None
    agencies = sorted({scope.competent_unit_id for scope in scopes if scope.procedure_id == version.procedure_id})
    cases = [case.key for case in version.cases if version.is_receivable(case.id)]
    return Story(
        number=number,
        turn=turn,
        received_at=at,
        version=version,
        case=rng.choice(cases) if cases else "",
        competent=roster().unit(rng.choice(agencies), on).code,
        desk=desk,
        channel=_channel(version, rng),
        pace=_pace(rng),
    )


def _weights(versions: Sequence[VersionCard]) -> list[float]:
    """A sector's weight is shared among its procedures."""
    sizes = Counter(version.sector for version in versions)
    return [POPULAR.get(version.sector, 1) / sizes[version.sector] for version in versions]


def _desk_unit(stage: Stage, rng: Random) -> int:
    """Where somebody goes: mostly to the home agency or the provincial centre, else anywhere."""
    picture = roster()
    desks = [unit.id for unit in picture.units(legal_day(stage.now), UnitLevel.ONE_STOP)]
    home = [unit_id for unit_id in desks if unit_id in stage.home]
    centre = min(desks, key=lambda unit_id: (len(picture.ancestors(unit_id)), unit_id))
    die = rng.random()
    if home and die < HOME_SHARE:
        return rng.choice(home)
    return centre if die < HOME_SHARE + CENTRE_SHARE else rng.choice(desks)


def _moment(stage: Stage, turn: Turn, unit_id: int, rng: Random) -> datetime | None:
    """A moment in office hours, the more likely the nearer to now; None when the dice fell on a day off."""
    today = legal_day(stage.now)
    reach = (today - stage.since).days
    calendar = calendar_for(unit_id)
    reach = min(reach, RECENT_DAYS) if rng.random() < RECENT_SHARE else reach
    day = today - timedelta(days=round(reach * rng.random() ** 1.3))
    if turn is Turn.FRESH:
        day = today
        while not calendar.is_working(day) or calendar.sessions_on(day)[0].opens >= _clock(stage.now, day):
            day -= timedelta(days=1)
    if rng.random() > WEEKDAYS[day.weekday()] or not calendar.is_working(day):
        return None
    hour = rng.choices(tuple(HOURS), tuple(HOURS.values()))[0]
    clock = time(hour, rng.randrange(60), rng.randrange(60))
    if not any(session.opens <= clock < session.closes for session in calendar.sessions_on(day)):
        return None
    at = datetime.combine(day, clock, tzinfo=VIETNAM).astimezone(stage.now.tzinfo)
    return at if at + timedelta(minutes=1) < stage.now else None


def _clock(now: datetime, day: date) -> time:
    """The time of day that it is; on an earlier day all of it is over."""
    return now.astimezone(VIETNAM).time() if day == legal_day(now) else time.max


def _version(procedure_id: int, on: date) -> VersionCard | None:
    line = shelf().procedure(procedure_id).on(on)
    return shelf().version(line.id) if line is not None and line.receivable else None


def _clerk(unit_id: int, sector: str, on: date, rng: Random) -> PostingCard | None:
    postings: Sequence[PostingCard] = roster().postings_in(unit_id, on, Role.DESK)
    fitting = sorted((p for p in postings if not p.sectors or sector in p.sectors), key=lambda p: p.id)
    return rng.choice(fitting) if fitting else None


def _channel(version: VersionCard, rng: Random) -> Channel:
    online = {Online.NONE: 0, Online.PARTIAL: 25, Online.FULL: 45}[version.online]
    return rng.choices((Channel.DIRECT, Channel.ONLINE, Channel.POST), (55, online, 6))[0]


def _pace(rng: Random) -> float:
    """Most work is quick, some takes all its time, a little is late, and now and then something is forgotten."""
    low, high = rng.choices(((0.2, 0.6), (0.6, 1.0), (1.0, 2.0), (2.5, 9.0), (30.0, 60.0)), (52, 26, 10, 8, 4))[0]
    return rng.uniform(low, high)
