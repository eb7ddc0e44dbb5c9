"""The house gives the dates of the golden file, and the golden file is what the oracle says."""

import json
from collections import Counter
from datetime import datetime, time
from functools import cache

import pytest

from motcua.rules.calendar import VIETNAM
from motcua.rules.deadlines import Due, EndMode, Resume, after_pause, due, parse_limit
from tests.golden.make_deadlines import FILE, make, text_of
from tests.rules.calendars import house_calendar

CASES = json.loads(FILE.read_text(encoding="utf-8"))
calendar_named = cache(house_calendar)


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def answer(case) -> Due:
    cutoff = case.get("count_cutoff")
    limit = parse_limit(
        case["limit"],
        mode=EndMode[case.get("end", "END_OF_DAY")],
        count_cutoff=time.fromisoformat(cutoff) if cutoff else None,
    )
    calendar = calendar_named(case["calendar"])
    found = due(limit, moment(case["from"]), calendar)
    for paused, resumed in case.get("pauses", []):
        how = Resume[case["mode"].upper()]
        found = after_pause(limit, found, moment(paused), moment(resumed), calendar, how=how)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['group']} {case['limit']} {case['from']}")
def test_a_golden_term_ends_on_its_golden_date(case):
    found = answer(case).at
    assert (found and found.astimezone(VIETNAM).isoformat()) == case["due"]


def test_the_golden_file_is_what_the_oracle_writes():
    assert FILE.read_text(encoding="utf-8") == text_of(make())


def test_the_golden_file_covers_every_unit_year_and_setting():
    years = Counter(case["from"][:4] for case in CASES)
    assert len(CASES) >= 300
    assert set(years) == {str(year) for year in range(2018, 2028)}
    assert {case["limit"].split(" ")[-1] for case in CASES} == {"WD", "CD", "WH", "MO", "SAMEDAY", "NOW"}
    assert {case.get("mode") for case in CASES} == {None, "resume", "restart"}
    assert sum("count_cutoff" in case for case in CASES) >= 30
    assert sum(case.get("end") == "ROLLING" for case in CASES) >= 60
    assert sum(case["group"] == "make_up" for case in CASES) >= 30
