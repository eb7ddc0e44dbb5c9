"""The national days against the package `holidays` and the table of the domain."""

from datetime import date

import holidays
import pytest

from motcua.rules.days import DayKind
from motcua.rules.holidays_vn import (
    CODE_2012,
    CODE_2019,
    COMPENSATORY,
    CULTURE_BASIS,
    NATIONAL_DAYS,
    NOTICE,
    PRIME_MINISTER,
    YEARS,
    Evidence,
    evidence_note,
)

PACKAGE = holidays.country_holidays("VN", years=range(2017, 2029))
OFF = {special.day for special in NATIONAL_DAYS if special.kind is DayKind.OFF}
WORK = {special.day for special in NATIONAL_DAYS if special.kind is DayKind.WORK}

# Weekdays off and made-up Saturdays from 2022 on, as announced; 2027 is a projection.
ANNOUNCED = {
    2022: "03/01 31/01 01/02 02/02 03/02 04/02 11/04 02/05 03/05 01/09 02/09",
    2023: "02/01 20/01 23/01 24/01 25/01 26/01 01/05 02/05 03/05 01/09 04/09",
    2024: "01/01 08/02 09/02 12/02 13/02 14/02 18/04 29/04 30/04 01/05 02/09 03/09",
    2025: "01/01 27/01 28/01 29/01 30/01 31/01 07/04 30/04 01/05 02/05 01/09 02/09",
    2026: "01/01 02/01 16/02 17/02 18/02 19/02 20/02 27/04 30/04 01/05 31/08 01/09 02/09 24/11",
    2027: "01/01 04/02 05/02 08/02 09/02 10/02 16/04 30/04 03/05 02/09 03/09 24/11",
}


@pytest.mark.parametrize("year", range(2018, 2028))
def test_every_day_off_is_the_packages_but_for_the_swap_it_does_not_know(year):
    ours = {day for day in OFF if day.year == year}
    theirs = {day for day in PACKAGE if day.year == year}
    assert ours ^ theirs == ({date(2026, 1, 2)} if year == 2026 else set())


@pytest.mark.parametrize("year", sorted(ANNOUNCED))
def test_the_weekdays_off_are_the_announced_ones(year):
    announced = {date(year, int(text[3:]), int(text[:2])) for text in ANNOUNCED[year].split()}
    assert {day for day in OFF if day.year == year and day.weekday() < 5} == announced


def test_the_made_up_saturdays_are_the_announced_ones():
    known = {day for day in PACKAGE.weekend_workdays if day.year >= 2018}
    assert known | {date(2026, 1, 10)} | {date(2019, 5, 4)} == WORK
    assert all(day.weekday() == 5 for day in WORK)


def test_no_day_stands_twice_and_every_day_has_its_basis():
    days = [special.day for special in NATIONAL_DAYS]
    assert len(days) == len(set(days))
    assert days == sorted(days)
    assert all(special.reason and special.basis for special in NATIONAL_DAYS)
    assert {special.day.year for special in NATIONAL_DAYS} == set(YEARS) == set(range(2018, 2028))


@pytest.mark.parametrize(
    ("day", "basis"),
    [
        (date(2020, 1, 1), CODE_2012),
        (date(2021, 1, 1), CODE_2019),
        (date(2020, 1, 23), f"{CODE_2012}; {PRIME_MINISTER}"),  # Tết
        (date(2021, 9, 2), f"{CODE_2019}; {PRIME_MINISTER}"),  # National Day
        (date(2021, 5, 3), f"{CODE_2019}, {COMPENSATORY}"),
        (date(2018, 9, 3), f"{CODE_2012}, {COMPENSATORY}"),
        (date(2018, 12, 31), NOTICE),
        (date(2026, 11, 24), CULTURE_BASIS),
    ],
)
def test_a_day_off_names_the_article_behind_it(day, basis):
    assert next(special.basis for special in NATIONAL_DAYS if special.day == day) == basis


def test_a_year_says_how_sure_it_is():
    assert {year for year, mark in YEARS.items() if mark is Evidence.PACKAGE} == {2018, 2019, 2020, 2021}
    assert {year for year, mark in YEARS.items() if mark is Evidence.PROVISIONAL} == {2027}


def test_a_term_in_unsure_years_carries_a_note():
    assert evidence_note(date(2022, 1, 1), date(2026, 12, 31)) is None
    assert evidence_note(date(2026, 12, 1), date(2027, 1, 5)) == (
        "Lịch nghỉ lễ năm 2027 là tạm tính, chờ thông báo chính thức."
    )
    assert evidence_note(date(2027, 12, 1), date(2029, 1, 5)) == (
        "Chưa có lịch nghỉ lễ năm 2028–2029: chỉ trừ thứ Bảy và Chủ nhật. "
        "Lịch nghỉ lễ năm 2027 là tạm tính, chờ thông báo chính thức."
    )
    assert evidence_note(date(2028, 1, 3), date(2030, 1, 5)) == (
        "Chưa có lịch nghỉ lễ năm 2028–2030: chỉ trừ thứ Bảy và Chủ nhật."
    )
