"""The records of decisions: each with its standing and day, its four parts, and its line in the table of contents."""

import re
from calendar import month_name
from datetime import date

from tests.house.manual import DOCS

FOLDER = DOCS / "decisions"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))
PARTS = ("**Context.**", "**Options.**", "**Choice.**", "**Cost.**")
STANDING = re.compile(r"(?:Accepted|Replaced by (\d+)), (\d{1,2} [A-Z][a-z]+ \d{4})\.")
MONTHS = list(month_name)


def title(text: str) -> tuple[int, str]:
    """(number, words) of a record."""
    found = re.match(r"# (\d+)\. (.+)\n", text)
    assert found, text[:60]
    return int(found.group(1)), found.group(2)


def test_records_are_numbered_without_a_gap() -> None:
    assert [int(path.name[:4]) for path in RECORDS] == list(range(1, len(RECORDS) + 1))
    assert [title(path.read_text(encoding="utf-8"))[0] for path in RECORDS] == list(range(1, len(RECORDS) + 1))


def test_every_record_says_how_it_stands_and_since_when() -> None:
    for path in RECORDS:
        found = STANDING.search(path.read_text(encoding="utf-8"))
        assert found, path.name
        day, month, year = found.group(2).split()
        assert date(int(year), MONTHS.index(month), int(day)) >= date(2026, 11, 22)


def test_every_record_has_its_four_parts_in_order() -> None:
    for path in RECORDS:
        text = path.read_text(encoding="utf-8")
        places = [text.find(part) for part in PARTS]
        assert places == sorted(places) and places[0] > 0, path.name


def test_the_table_of_contents_has_every_record_under_its_title() -> None:
    lines = re.findall(r"^(\d+)\. \[(.+)\]\((.+)\)$", (FOLDER / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    told = [(int(number), words, name) for number, words, name in lines]
    assert told == [(*title(path.read_text(encoding="utf-8")), path.name) for path in RECORDS]
