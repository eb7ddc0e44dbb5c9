"""A clerk finds a procedure by what she types."""

import time
from dataclasses import replace
from datetime import date

import pytest

from motcua.catalogue import queries
from motcua.catalogue.cards import ProcedureCard
from motcua.catalogue.commands import end_version
from motcua.catalogue.files.folder import load
from motcua.catalogue.files.importing import import_
from motcua.catalogue.queries import search_procedures
from motcua.catalogue.shelf import Shelf, shelf
from motcua.ledger.actor import SYSTEM
from tests.catalogue.factories import AT, TODAY, import_sample
from tests.laying import laid

pytestmark = pytest.mark.django_db


def names(text: str) -> list[str]:
    return [hit.line.name for hit in search_procedures(text, on=TODAY)]


def import_shipped() -> None:
    """The catalogue that comes with the product, by its own import."""
    import_(load(), actor=SYSTEM, at=AT)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("dang ky khai sinh", "Đăng ký khai sinh"),
        ("Đăng ký khai sinh", "Đăng ký khai sinh"),
        ("ĐĂNG KÝ  KHAI SINH", "Đăng ký khai sinh"),
        ("dkks", "Đăng ký khai sinh"),
        ("DKKS", "Đăng ký khai sinh"),
        ("1.001193", "Đăng ký khai sinh"),
        ("khai sinh", "Đăng ký khai sinh"),
        ("mo ho kinh doanh", "Đăng ký thành lập hộ kinh doanh"),
        ("ket hon dang ky", "Đăng ký kết hôn"),
        ("chung thuc ban sao", "Chứng thực bản sao từ bản chính"),
    ],
)
def test_words_without_accents_abbreviations_and_codes_find_a_procedure(typed: str, first: str) -> None:
    laid(import_shipped)
    assert names(typed)[0] == first


def test_every_word_must_occur() -> None:
    import_sample()
    assert names("giam ho") == ["Đăng ký giám hộ"]
    assert names("giam ho tich cuc") == []


def test_a_search_stays_within_a_sector_a_desk_and_a_day() -> None:
    import_sample()
    procedure = shelf().find("1.004837")
    assert len(search_procedures("giam", on=TODAY, sector="ho-tich")) == 1
    assert search_procedures("giam", on=TODAY, sector="dat-dai") == []
    assert len(search_procedures("giam", on=TODAY, within={procedure.id})) == 1
    assert search_procedures("giam", on=TODAY, within=set()) == []
    assert search_procedures("giam", on=date(2020, 1, 1)) == []
    end_version("1.004837", no=1, on=TODAY, actor=SYSTEM, at=AT)
    assert search_procedures("giam", on=TODAY) == []


def test_signs_in_the_search_box_find_nothing_and_break_nothing() -> None:
    import_sample()
    assert names("%") == names("'; DROP TABLE procedure") == names("(((") == []


def test_an_empty_search_is_the_whole_list() -> None:
    import_sample()
    assert names("") == ["Đăng ký giám hộ"]


def test_ten_thousand_procedures_are_looked_through_in_an_instant(monkeypatch: pytest.MonkeyPatch) -> None:
    import_sample()
    one = shelf().find("1.004837")
    many: list[ProcedureCard] = [
        replace(one, id=number, code=f"9.{number:06}", words=f" thu tuc so {number} dang ky {number * 7}")
        for number in range(10_000)
    ]
    large = Shelf(many, shelf().sectors())
    monkeypatch.setattr(queries, "shelf", lambda: large)
    start = time.process_time()  # this process's own work, whatever else the machine does
    found = search_procedures("thu tuc 9999", on=TODAY)
    assert time.process_time() - start < 0.5
    assert found[0].procedure.code == "9.009999"
