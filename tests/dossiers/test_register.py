"""The register: which book a line stands in, what is carried from the lines before, what its last columns say."""

from datetime import date

import pytest

from motcua.catalogue import commands as catalogue
from motcua.documents.forms.register import Standing, Sums
from motcua.documents.models import PrintRecord
from motcua.dossiers import orders
from motcua.dossiers.books import book_of
from motcua.dossiers.commands import undo_receive
from motcua.dossiers.models import Dossier
from motcua.dossiers.register import empty_register, entries, registers
from motcua.ledger.actor import SYSTEM
from motcua.people import commands as people
from motcua.rules.lifecycle import Verb
from tests.dossiers.acts import say, to_clerk
from tests.dossiers.province import AT_ONCE, COPY, LAND, Province, make_procedure
from tests.people.factories import BEGAN

CERTIFIED = "2.000815"


@pytest.fixture
def two_sectors(province: Province) -> Province:
    """The ward with a second sector, in which one procedure is returned at once."""
    catalogue.name_sector("chung-thuc", name="Chứng thực", actor=SYSTEM, at=BEGAN)
    make_procedure(CERTIFIED, "NOW", AT_ONCE, desk=province.desk, ward=province.ward, sector="chung-thuc")
    return province


def shown(province, at, *codes):
    rows = Dossier.objects.filter(code__in=codes) if codes else Dossier.objects.filter(code__isnull=False)
    return registers(list(rows.order_by("-pk")), unit_id=province.desk.pk, at=at)


def test_each_sector_has_its_own_book_with_its_own_numbers(two_sectors, monday):
    for procedure in (LAND, CERTIFIED, LAND):
        two_sectors.receive(monday, procedure, papers=())
    first, second = shown(two_sectors, monday)
    assert (first.book, first.sector, [line.no for line in first.entries]) == ("01", "Hộ kinh doanh", [1, 2])
    assert (second.book, second.sector, [line.no for line in second.entries]) == ("02", "Chứng thực", [1])
    assert first.heading.number == "" and first.year == 2026 and first.first_page == 1


def test_the_receipt_names_the_number_of_the_book_and_of_the_line(two_sectors, monday):
    two_sectors.receive(monday, LAND)
    two_sectors.receive(monday, CERTIFIED, papers=(), slip_wanted=True)
    said = [(record.values["book"], record.values["entry"]) for record in PrintRecord.objects.order_by("pk")]
    assert said == [("01", "1"), ("02", "1")]


def test_a_desk_that_keeps_one_book_numbers_all_sectors_through(two_sectors, monday):
    people.change_setting(
        "register_book", value="unit", on=date(2026, 1, 1), legal_basis="QĐ 5", unit_id=two_sectors.desk.pk,
        actor=SYSTEM, at=BEGAN,
    )  # fmt: skip
    for procedure in (LAND, CERTIFIED):
        two_sectors.receive(monday, procedure, papers=())
    (book,) = shown(two_sectors, monday)
    assert (book.book, book.sector) == ("01", "Tất cả lĩnh vực") and [line.no for line in book.entries] == [1, 2]


def test_how_books_are_kept_changes_with_the_year_only(two_sectors, monday):
    people.change_setting(
        "register_book", value="unit", on=date(2026, 6, 1), legal_basis="QĐ 5", actor=SYSTEM, at=BEGAN
    )
    desk = two_sectors.desk.pk
    assert book_of("chung-thuc", "Chứng thực", unit_id=desk, year=2026).number == "02"
    assert book_of("chung-thuc", "Chứng thực", unit_id=desk, year=2027).number == "01"


def test_what_the_book_held_before_is_carried_into_its_sums(province, monday, after, moment):
    for at in (moment("2025-12-30T09:00"), monday):
        province.receive(at, COPY, papers=())
    gone = province.receive(monday).dossier
    undo_receive(gone.code, orders.UndoReceiveOrder(), actor=province.clerk_at_desk, at=monday)
    result = say(Verb.FINISH, to_clerk(province, monday), province.secretary, monday)
    say(Verb.RETURN_RESULT, result, province.clerk_at_desk, after(days=1), identity_seen=True)
    last = province.receive(after(days=1)).dossier
    (book,) = shown(province, after(days=1), last.code)
    assert book.entries[0].no == 4 and book.before == Sums(entries=3, returned=1, stopped=0, cancelled=1)
    (whole,) = [book for book in shown(province, after(days=1)) if book.year == 2026]
    assert whole.before == Sums() and len(whole.entries) == 4


def test_the_last_year_is_another_book(province, moment):
    for text in ("2025-12-30T09:00", "2026-01-05T09:00"):
        province.receive(moment(text))
    said = [(book.year, book.entries[0].no) for book in shown(province, moment("2026-01-05T09:00"))]
    assert said == [(2025, 1), (2026, 1)]


def test_an_open_dossier_behind_its_date_is_late_in_the_book(province, monday, after):
    province.receive(monday)
    (line,) = entries(list(Dossier.objects.all()), at=after(days=7))
    assert line.late and line.note == "Quá hạn 02 ngày" and line.standing is Standing.OPEN
    (line,) = entries(list(Dossier.objects.all()), at=after(days=1))
    assert not line.late and line.note == ""


def test_who_took_the_result_for_somebody_else_is_noted(province, monday):
    done = say(Verb.FINISH, to_clerk(province, monday), province.secretary, monday)
    taker = orders.PartyOrder(name="Đỗ Văn Thay", identity_no="999187002417", authority="12/2026")
    say(
        Verb.RETURN_RESULT, done, province.clerk_at_desk, monday,
        taker="somebody", somebody=taker, identity_seen=True, authority_seen=True,
    )  # fmt: skip
    (line,) = entries(list(Dossier.objects.all()), at=monday)
    assert (line.method, line.signed, line.note) == ("Tại quầy", "Đã ký", "Ủy quyền nhận")


def test_the_page_of_a_print_is_counted_in_twenties(province, monday):
    for _ in range(21):
        last = province.receive(monday).dossier
    (book,) = shown(province, monday, last.code)
    assert (book.first_page, book.entries[0].no) == (2, 21)


def test_an_empty_book_has_its_number_all_the_same(province, monday):
    kept = book_of("ho-kinh-doanh", "Hộ kinh doanh", unit_id=province.desk.pk, year=2026)
    assert empty_register(kept, unit_id=province.desk.pk, at=monday).book == "01"
