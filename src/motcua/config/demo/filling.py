"""Making a demo province and filling it with dossiers, in pieces that survive being killed.

Which stories have been told stands in the ledger of the installation, written in the transaction of the stories
themselves: whoever comes again goes on behind the last one. The same seed, province and moment make the same dossiers.
"""

import heapq
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from motcua.config.demo import marker
from motcua.config.demo.attachments import keep_samples
from motcua.config.demo.building import Content, build_places, read_province, unit_ids, units_below
from motcua.config.demo.lives import Life
from motcua.config.demo.staffing import Hiring
from motcua.config.demo.stories import Stage, tell
from motcua.documents.models import File
from motcua.ledger.actor import SYSTEM
from motcua.ledger.models import Event, Installation
from motcua.ledger.record import record
from motcua.ledger.streams import StreamKind
from motcua.rules.calendar import legal_day
from motcua.rules.faults import Fault

BEGUN, TOLD = "installation.demo_begin", "installation.demo_fill"
STREAM = 1
# The offices have been at work for a while before the first dossier of the demonstration.
HISTORY = timedelta(days=400)
LEAST_MONTHS, MOST_MONTHS = 1, 12


class NotEmpty(Fault):
    """The database holds a province that is no demonstration."""

    code = "demo_not_empty"
    sentence = "Cơ sở dữ liệu này đã có dữ liệu thật nên không nạp dữ liệu minh họa vào được."


class OtherDemo(Fault):
    """The demonstration was begun with another province, seed or span."""

    code = "other_demo"
    sentence = "Dữ liệu minh họa ở đây được tạo với {what} {there}, không phải {wanted}."


class WrongMonths(Fault):
    """The span is too short or too long."""

    code = "wrong_months"
    sentence = "Số tháng phải từ {least} đến {most}."


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for; None: as begun, or the default."""

    province: str | None = None
    seed: int | None = None
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A demonstration that exists. `now` is the moment up to which its stories play."""

    province: str
    seed: int
    months: int
    now: datetime
    samples: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a filling did: stories so far, and the acts that a verb refused (story, code of the fault)."""

    stories: int
    refused: tuple[tuple[int, str], ...]


def begin(wish: Wish, *, now: datetime) -> Begun:
    """The demonstration of this data directory, made if there is none yet: one transaction.

    `now` is the province's present. Raises NotEmpty, OtherDemo, WrongMonths.
    """
    there = begun()
    if there is not None:
        _check_same(wish, there)
        return there
    if Installation.objects.exclude(province_code="").exists():
        raise NotEmpty()
    months = wish.months or 3
    if not LEAST_MONTHS <= months <= MOST_MONTHS:
        raise WrongMonths(least=LEAST_MONTHS, most=MOST_MONTHS)
    name, seed = wish.province or "lam-giang", 2026 if wish.seed is None else wish.seed
    content, mark = read_province(name), marker.begun(settings.DATA_DIRECTORY)
    at = now - HISTORY
    with transaction.atomic():
        ids = build_places(content, at=at)
        hiring = Hiring(content, ids, seed=seed, password=mark.password, at=at, now=now)
        accounts = hiring.everybody()
        samples = [file.pk for file in keep_samples(at=at)]
        facts = {"province": name, "seed": seed, "months": months, "now": now.isoformat(), "samples": samples}
        record(StreamKind.INSTALLATION, STREAM, kind=BEGUN, actor=SYSTEM, at=at, facts=facts)
        marker.write(settings.DATA_DIRECTORY, marker.Marker(mark.password, accounts))
    return Begun(name, seed, months, now, tuple(samples))


def begun() -> Begun | None:
    """The demonstration that this database holds, if any."""
    facts = _facts(BEGUN)
    if facts is None:
        return None
    now = datetime.fromisoformat(facts["now"])
    return Begun(facts["province"], facts["seed"], facts["months"], now, tuple(facts["samples"]))


def told() -> int:
    """How many stories have been told."""
    facts = _facts(TOLD)
    return int(facts["stories"]) if facts else 0


def fill(demo: Begun, count: int, *, piece: int, tell_progress: Callable[[int], None], pause: float = 0.0) -> Told:
    """Tell stories until there are `count`, `piece` in a transaction, with a pause (seconds) for others in between."""
    content = read_province(demo.province)
    stage, samples = _stage(content, demo), _samples(demo)
    refused: list[tuple[int, str]] = []
    upto = told()
    while upto < count:
        with transaction.atomic():
            Installation.objects.select_for_update().get()  # two fillings at once take turns, piece by piece
            done = told()
            upto = min(done + piece, count)
            if done < upto:
                refused += _play(stage, range(done, upto), samples)
                facts = {"stories": upto}
                record(StreamKind.INSTALLATION, STREAM, kind=TOLD, actor=SYSTEM, at=demo.now, facts=facts)
        tell_progress(upto)
        time.sleep(pause)
    return Told(told(), tuple(refused))


def _play(stage: Stage, numbers: range, samples: tuple[File, ...]) -> list[tuple[int, str]]:
    """Several stories at once, act by act in the order of time, up to the present."""
    lives = {number: Life(*tell(stage, number), samples) for number in numbers}
    agenda = [(life.next_at, number) for number, life in lives.items() if life.next_at]
    heapq.heapify(agenda)
    refused = []
    while agenda:
        at, number = heapq.heappop(agenda)
        if at > stage.now:
            continue
        life = lives[number]
        try:
            with transaction.atomic():
                life.act()
        except Fault as fault:
            refused.append((number, fault.code))
            continue
        if life.next_at is not None:
            heapq.heappush(agenda, (life.next_at, number))
    return refused


def _stage(content: Content, demo: Begun) -> Stage:
    ids = unit_ids()
    first = content["people"][0]["postings"][0]["unit"]
    parent = next(unit["parent"] for unit in content["units"] if unit["code"] == first)
    home = frozenset(ids[code] for code in units_below(content, parent))
    since: date = legal_day(demo.now - timedelta(days=30 * demo.months))
    return Stage(seed=demo.seed, since=since, now=demo.now, home=home)


def _samples(demo: Begun) -> tuple[File, ...]:
    """The samples, kept anew where they were forgotten since: no dossier names them, only what is made of them."""
    found = tuple(File.objects.remembered().filter(pk__in=demo.samples).order_by("pk"))
    return found if len(found) == len(demo.samples) else keep_samples(at=demo.now)


def _check_same(wish: Wish, there: Begun) -> None:
    for what, asked, found in (
        ("tỉnh", wish.province, there.province),
        ("seed", wish.seed, there.seed),
        ("số tháng", wish.months, there.months),
    ):
        if asked is not None and asked != found:
            raise OtherDemo(what=what, there=found, wanted=asked)


def _facts(kind: str) -> dict[str, Any] | None:
    """What the last event of this kind in the stream of the installation says."""
    events = Event.objects.filter(stream_kind=StreamKind.INSTALLATION, stream_id=STREAM, kind=kind)
    last = events.order_by("-seq").first()
    return None if last is None else last.facts
