"""What is to become of a dossier, drawn from its number and the seed alone: when, where, what, for whom, how fast."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from random import Random

from motcua.catalogue.calendars import calendar_for
from motcua.catalogue.cards import VersionCard
from motcua.catalogue.shelf import shelf
from motcua.people.cards import PostingCard
from motcua.people.roster import roster
from motcua.rules.calendar import VIETNAM, legal_day
from motcua.rules.codes import Channel, Profile, SegmentCause
from motcua.rules.deadlines import LimitUnit
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
    SUPPLEMENT_PROPOSED = "supplement_proposed"
    SUPPLEMENT_SIGNED = "supplement_signed"
    SUPPLEMENT_WAITING = "supplement_waiting"
    SUPPLEMENT_ANSWERED = "supplement_answered"
    SUPPLEMENT_LAPSED = "supplement_lapsed"
    SUPPLEMENT_AGAIN = "supplement_again"  # answered, and asked a second time
    OBLIGATION_OPEN = "obligation_open"
    OBLIGATION_MET = "obligation_met"
    POSTING = "posting"
    EXTENDED = "extended"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    DECLINED = "declined"
    LATE = "late"  # late, open and without an apology
    LATE_SETTLED = "late_settled"  # settled late without one
    APOLOGY_IN_TIME = "apology_in_time"
    APOLOGY_AFTER = "apology_after"  # sent after the due date
    APOLOGY_KEPT = "apology_kept"
    APOLOGY_BROKEN = "apology_broken"


# The rarer stories, one after the other among every fifth dossier, so that the first hundred hold them all.
EVERY = 5
RARE = (
    Turn.SUPPLEMENT_WAITING,
    Turn.APOLOGY_IN_TIME,
    Turn.WITHDRAWN,
    Turn.SUPPLEMENT_ANSWERED,
    Turn.LATE,
    Turn.OBLIGATION_OPEN,
    Turn.STOPPED,
    Turn.APOLOGY_AFTER,
    Turn.SUPPLEMENT_PROPOSED,
    Turn.DECLINED,
    Turn.EXTENDED,
    Turn.APOLOGY_KEPT,
    Turn.SUPPLEMENT_LAPSED,
    Turn.OBLIGATION_MET,
    Turn.POSTING,
    Turn.SUPPLEMENT_AGAIN,
    Turn.LATE_SETTLED,
    Turn.SUPPLEMENT_SIGNED,
    Turn.APOLOGY_BROKEN,
    Turn.DECLINED,
)
# How many days ago such a dossier came, so that by now it has come as far as it is meant to.
AGES = {
    Turn.SUPPLEMENT_PROPOSED: (3, 6),
    Turn.SUPPLEMENT_SIGNED: (3, 6),
    Turn.SUPPLEMENT_WAITING: (5, 20),
    Turn.SUPPLEMENT_ANSWERED: (16, 45),
    Turn.SUPPLEMENT_LAPSED: (40, 80),
    Turn.SUPPLEMENT_AGAIN: (18, 40),
    Turn.OBLIGATION_OPEN: (8, 25),
    Turn.OBLIGATION_MET: (25, 70),
    Turn.POSTING: (10, 45),
    Turn.EXTENDED: (3, 18),
    Turn.WITHDRAWN: (8, 60),
    Turn.STOPPED: (10, 60),
    Turn.DECLINED: (15, 60),
    Turn.LATE: (10, 25),
    Turn.LATE_SETTLED: (25, 70),
    Turn.APOLOGY_IN_TIME: (5, 10),
    Turn.APOLOGY_AFTER: (9, 13),
    Turn.APOLOGY_KEPT: (25, 70),
    Turn.APOLOGY_BROKEN: (25, 70),
}
BEHIND = frozenset({turn for turn in Turn if turn.startswith(("late", "apology"))})
# A term that is over soon enough to be late in these days, in working days.
SHORT = (3, 5)
DAYS = (LimitUnit.WD, LimitUnit.CD)
LAND = "dat-dai"
MOST_ATTEMPTS = 300


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
    desks: dict[Turn, tuple[int, ...]] = field(default_factory=dict, compare=False)  # found once for each turn


def turn_of(number: int) -> Turn:
    """Every kind appears early and goes on appearing."""
    if number % 25 == 7:
        return Turn.REFUSED
    if number % 40 == 11:
        return Turn.UNDONE
    if number % EVERY == 3:
        return RARE[number // EVERY % len(RARE)]
    if number % 16 == 3:
        return Turn.FRESH
    return Turn.UNFETCHED if number % 14 == 5 else Turn.ORDINARY


def tell(stage: Stage, number: int) -> tuple[Story, Random]:
    """The story of a number, and the dice with which it goes on.

    What no procedure of the province allows becomes ordinary.
    """
    rng = Random(f"{stage.seed}:{number}")
    wanted = turn_of(number)
    for _ in range(MOST_ATTEMPTS if _desks(stage, wanted) else 0):
        story = _attempt(stage, number, wanted, rng)
        if story is not None:
            return story, rng
    while True:
        story = _attempt(stage, number, Turn.ORDINARY, rng)
        if story is not None:
            return story, rng


def _attempt(stage: Stage, number: int, turn: Turn, rng: Random) -> Story | None:
    unit_id = _desk_unit(stage, turn, rng)
    at = _moment(stage, turn, unit_id, rng)
    if at is None:
        return None
    on = legal_day(at)
    scopes = [scope for scope in shelf().scopes(unit_id) if scope.holds(on) and scope.mode is not IntakeMode.TRACKED]
    versions = [version for scope in scopes if (version := _version(scope.procedure_id, on)) and _fits(turn, version)]
    if not versions:
        return None
    version = rng.choices(versions, _weights(versions))[0]
    desk = _clerk(unit_id, version.sector, on, rng)
    if desk is None:
        return None
    agencies = sorted({scope.competent_unit_id for scope in scopes if scope.procedure_id == version.procedure_id})
    cases = [case.key for case in version.cases if _fits_case(turn, version, case.id)]
    return Story(
        number=number,
        turn=turn,
        received_at=at,
        version=version,
        case=rng.choice(cases) if cases else "",
        competent=roster().unit(rng.choice(agencies), on).code,
        desk=desk,
        channel=_channel(version, rng),
        pace=rng.uniform(0.1, 0.4) if turn in AGES else _pace(rng),
    )


def _fits(turn: Turn, version: VersionCard) -> bool:
    """Whether such a story can be told of this procedure."""
    if turn in (Turn.OBLIGATION_OPEN, Turn.OBLIGATION_MET) and not _asks_money(version):
        return False
    if turn is Turn.POSTING and version.pause(SegmentCause.POSTING) is None:
        return False
    if version.cases:
        return any(_fits_case(turn, version, case.id) for case in version.cases)
    return _fits_case(turn, version, None)


def _asks_money(version: VersionCard) -> bool:
    """Land: where the version lists the pause; before 2025 none lists it, and the clock runs on."""
    listed = version.pause(SegmentCause.OBLIGATION) is not None
    return version.sector == LAND and (listed or version.profile is Profile.R2018)


def _fits_case(turn: Turn, version: VersionCard, case_id: int | None) -> bool:
    limit = version.limit_for(case_id)
    if turn not in AGES or limit is None:
        return limit is not None
    if turn is Turn.EXTENDED:
        return version.extension(case_id) is not None
    if turn in BEHIND:
        return limit.unit is LimitUnit.WD and SHORT[0] <= limit.value <= SHORT[1]
    return limit.unit in DAYS and limit.value >= SHORT[0]


def _weights(versions: Sequence[VersionCard]) -> list[float]:
    """A sector's weight is shared among its procedures."""
    sizes = Counter(version.sector for version in versions)
    return [POPULAR.get(version.sector, 1) / sizes[version.sector] for version in versions]


def _desk_unit(stage: Stage, turn: Turn, rng: Random) -> int:
    """Where somebody goes: mostly to the home agency or the provincial centre, else anywhere."""
    picture, desks = roster(), _desks(stage, turn)
    home = [unit_id for unit_id in desks if unit_id in stage.home]
    centre = min(desks, key=lambda unit_id: (len(picture.ancestors(unit_id)), unit_id))
    die = rng.random()
    if home and die < HOME_SHARE:
        return rng.choice(home)
    return centre if die < HOME_SHARE + CENTRE_SHARE else rng.choice(desks)


def _desks(stage: Stage, turn: Turn) -> tuple[int, ...]:
    """The desks that receive a procedure of which such a story can be told."""
    if turn not in stage.desks:
        on = legal_day(stage.now)
        desks = tuple(unit.id for unit in roster().units(on, UnitLevel.ONE_STOP))
        if turn in AGES:
            told = {
                card.id for card in shelf().procedures() if (version := _version(card.id, on)) and _fits(turn, version)
            }
            desks = tuple(desk for desk in desks if told & {scope.procedure_id for scope in shelf().scopes(desk)})
        stage.desks[turn] = desks
    return stage.desks[turn]


def _moment(stage: Stage, turn: Turn, unit_id: int, rng: Random) -> datetime | None:
    """A moment in office hours, the more likely the nearer to now; None when the dice fell on a day off."""
    today = legal_day(stage.now)
    reach = (today - stage.since).days
    calendar = calendar_for(unit_id)
    reach = min(reach, RECENT_DAYS) if rng.random() < RECENT_SHARE else reach
    day = today - timedelta(days=round(reach * rng.random() ** 1.3))
    if turn in AGES:
        least, most = (min(days, (today - stage.since).days) for days in AGES[turn])
        day = today - timedelta(days=rng.randint(least, most))
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
