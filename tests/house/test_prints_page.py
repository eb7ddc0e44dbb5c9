"""docs/prints.md against the sets of forms, the kinds of papers, and what the house can draw."""

from motcua.documents.forms.wording import words
from motcua.documents.printing import PAPERS
from motcua.rules.documents import FormSet, PrintKind
from tests.house import manual

REGISTER = "documents/forms/register.py:draw_registers"


def test_every_set_of_forms_stands_in_the_page_with_its_first_day() -> None:
    told = {row[0].strip("`"): (row[1], row[2]) for row in manual.rows(manual.read("prints.md"), under="Sets of forms")}
    assert told == {
        f"FormSet.{form_set.name}": (words(form_set)["valid_from"], words(form_set)["corner"].format(form="…"))
        for form_set in FormSet
    }


def test_every_paper_stands_in_the_page_with_its_forms_and_what_draws_it() -> None:
    rows = {row[0].strip("`"): row[1:] for row in manual.rows(manual.read("prints.md"), under="Papers")}
    drawn = {
        kind: f"{paper.draw.__module__.removeprefix('motcua.').replace('.', '/')}.py:{paper.draw.__name__}"
        for kind, paper in PAPERS.items()
    } | {PrintKind.REGISTER: REGISTER}
    told = {name: (cells[0], cells[1], cells[3].strip("`")) for name, cells in rows.items()}
    assert told == {
        f"PrintKind.{kind.name}": (*(words(form_set)[kind.name.lower()]["form"] for form_set in FormSet), place)
        for kind, place in drawn.items()
    }


def test_no_kind_of_paper_is_left_that_the_house_cannot_draw() -> None:
    assert set(PrintKind) == PAPERS.keys() | {PrintKind.REGISTER}
    assert "Not printed yet" not in manual.read("prints.md")
