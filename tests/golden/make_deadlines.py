"""Write tests/golden/deadlines.json: some hundred terms over 2018–2027 with the due dates of the slow oracle.

    .venv/bin/python -m tests.golden.make_deadlines

The same seed gives the same file. The house never takes part: a change of this file is a change of the law or of the
oracle, and is read line by line.
"""

import json
import random
from datetime import date, datetime, time, timedelta
from pathlib import Path

from tests.rules.calendars import WEEKS, oracle_calendar
from tests.rules.oracle import DAY, MAKE_UP, after_pauses

FILE = Path(__file__).with_name("deadlines.json")
FIRST, LAST = date(2018, 1, 2), date(2027, 10, 1)
TET = ["2018-02-16", "2019-02-05", "2020-01-25", "2021-02-12", "2022-02-01"]
TET += ["2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06"]
LIMITS = [
    "0.5 WD",
    "1 WD",
    "2 WD",
    "2.5 WD",
    "3 WD",
    "5 WD",
    "7 WD",
    "8 WD",
    "10 WD",
    "12 WD",
    "15 WD",
    "17 WD",
    "25 WD",
]
LIMITS += ["1 CD", "2.5 CD", "5 CD", "10 CD", "15 CD", "23 CD", "30 CD", "0.5 MO", "1 MO", "1.5 MO", "2 MO", "6 MO"]
LIMITS += ["0.5 WH", "1 WH", "4 WH", "8 WH", "12.5 WH", "24 WH", "40 WH", "SAMEDAY", "NOW"]
CLOCKS = ["00:00", "06:45", "07:30", "08:00", "09:10", "11:29", "11:30", "12:15", "13:30", "14:00", "14:59", "15:00"]
CLOCKS += ["15:01", "16:40", "17:00", "17:29", "17:30", "17:31", "20:05", "23:59"]


def question(group, at, limit, **more):
    return {"group": group, "from": at.isoformat(timespec="minutes"), "limit": limit, "calendar": "national", **more}


def answered(asked):
    """The question with the oracle's `due`, local time."""
    number, _, unit = asked["limit"].rpartition(" ")
    cutoff = asked.get("count_cutoff")
    end = after_pauses(
        oracle_calendar(asked["calendar"]),
        datetime.fromisoformat(asked["from"]),
        float(number or 0),
        unit,
        rolling=asked.get("end") == "ROLLING",
        cutoff=cutoff and time.fromisoformat(cutoff),
        pauses=[tuple(map(datetime.fromisoformat, pause)) for pause in asked.get("pauses", [])],
        restart=asked.get("mode") == "restart",
    )
    return {**asked, "due": end and end.isoformat(timespec="minutes") + ":00+07:00"}


def some_moment(chance, near=None):
    """A moment of any day of the ten years, or of a day near the given one."""
    day = near + chance.randint(-12, 6) * DAY if near else FIRST + chance.randrange((LAST - FIRST).days) * DAY
    return datetime.combine(day, time.fromisoformat(chance.choice(CLOCKS)))


def around_holidays(chance):
    for tet in TET:
        for limit in ("3 WD", "7 WD", "10 CD", "8 WH", "SAMEDAY", "1 MO"):
            yield question("tet", some_moment(chance, date.fromisoformat(tet)), limit)
    for saturday in sorted(MAKE_UP):
        for limit in ("1 WD", "4 WD", "7 WD", "12 WH", "SAMEDAY", "5 CD"):
            yield question("make_up", some_moment(chance, saturday), limit)
    for year in range(2018, 2028):
        for month, day in ((4, 28), (8, 31), (12, 30)):
            yield question("national", some_moment(chance, date(year, month, day)), chance.choice(LIMITS))


def every_limit(chance):
    for limit in LIMITS:
        for name in WEEKS:
            yield question("limits", some_moment(chance), limit, calendar=name)
    for day in ("2019-01-31", "2020-02-29", "2023-01-31", "2024-01-31", "2024-02-29", "2025-10-31", "2026-12-31"):
        for limit in ("1 MO", "1.5 MO", "2 MO", "12 MO"):
            yield question("months", datetime.fromisoformat(f"{day}T09:00"), limit)


def settings(chance):
    for _ in range(60):
        asked = question("settings", some_moment(chance), chance.choice(LIMITS), calendar=chance.choice(list(WEEKS)))
        if chance.random() < 0.7:
            asked["count_cutoff"] = chance.choice(["11:00", "15:00", "16:30"])
        if chance.random() < 0.7:
            asked["end"] = "ROLLING"
        yield asked


def pauses(chance):
    for _ in range(130):
        start = some_moment(chance)
        asked = question("pauses", start, chance.choice(LIMITS), calendar=chance.choice(list(WEEKS)))
        asked["mode"] = chance.choice(["resume", "resume", "restart"])
        asked["pauses"], moment = [], start
        for _ in range(chance.choice([1, 1, 1, 2, 3])):
            moment += timedelta(minutes=chance.choice([0, 30, 300, 1440, 2900, 4321]))
            paused, moment = moment, moment + timedelta(minutes=chance.choice([0, 45, 400, 1440, 5000, 12345, 40000]))
            asked["pauses"].append([paused.isoformat(timespec="minutes"), moment.isoformat(timespec="minutes")])
        if chance.random() < 0.3:
            asked["end"] = "ROLLING"
        yield asked


def make():
    """All cases, in a fixed order."""
    chance = random.Random(2018)
    groups = (around_holidays, every_limit, settings, pauses)
    return [answered(asked) for group in groups for asked in group(chance)]


def text_of(cases):
    return "[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n"


if __name__ == "__main__":
    FILE.write_text(text_of(make()), encoding="utf-8")
