"""The register as paper and as workbook."""

import io
from dataclasses import replace
from datetime import date

from openpyxl import load_workbook

from motcua.documents.forms.register import Closing, Register, Standing, Sums, draw_registers
from motcua.documents.forms.register_xlsx import write_registers
from motcua.documents.forms.values import as_values, from_values
from motcua.rules.documents import FormSet
from tests.documents import readings
from tests.documents.samples import EVENING, REGISTER, entry


def said(sheet: Register) -> list[str]:
    return [" ".join(page.split()) for page in readings.text_of(draw_registers((sheet,), EVENING))]


def test_a_full_page_has_twenty_entries_and_its_sums():
    (page,) = said(REGISTER)
    assert "Lĩnh vực: Hộ kinh doanh. Quyển số: 03. Năm 2026. Trang 61, từ số thứ tự 1201 đến 1220" in page
    assert "Cộng trang này: 20 hồ sơ 20 Đã trả 15, dừng 01, đang giải quyết 04, quá hạn 01." in page
    assert "Lũy kế từ đầu năm: 1.220 hồ sơ, đã trả 1.187, dừng 12, đang giải quyết 21." in page


def test_sums_add_up_over_pages_and_heads_repeat():
    pages = said(replace(REGISTER, entries=tuple(entry(place) for place in range(70))))
    assert all("TT Mã hồ sơ Tên TTHC" in page or "TT" in page for page in pages)
    assert [f"Cộng trang này: {count} hồ sơ" in page for count, page in zip((20, 20, 20, 10), pages, strict=True)]
    assert "SỔ THEO DÕI HỒ SƠ" in pages[0] and "SỔ THEO DÕI HỒ SƠ" not in pages[1]
    assert "Lũy kế từ đầu năm: 1.270 hồ sơ, đã trả 1.226, dừng 15, đang giải quyết 29." in pages[3]


def test_a_cancelled_entry_keeps_its_number_and_counts_as_nothing():
    entries = tuple(
        replace(line, standing=Standing.CANCELLED, got_back_on=None, returned_on=None, method="", signed="")
        if line.no == 1203
        else line
        for line in REGISTER.entries
    )
    (page,) = said(replace(REGISTER, entries=entries))
    assert "1203" in page and "- - - - Hủy" in page
    assert "Đã trả 14, dừng 01, đang giải quyết 04" in page and "đang giải quyết 21" in page


def test_long_names_wrap_and_take_rows_from_the_page():
    name = (
        "Công ty Trách nhiệm hữu hạn Một thành viên Đầu tư, Thương mại và Dịch vụ Du lịch Sinh thái Hồ Xanh Lam Giang"
    )
    pages = said(replace(REGISTER, entries=tuple(replace(line, owner=name) for line in REGISTER.entries)))
    assert len(pages) > 1 and sum(page.count(name) for page in pages) == 20
    assert "Trang 61–6" in pages[0] and "20 hồ sơ" not in pages[0]


def test_an_empty_book_prints_its_head():
    (page,) = said(replace(REGISTER, entries=()))
    assert "Trang 61, chưa có hồ sơ" in page and "Cộng trang này: 00 hồ sơ" in page


def test_a_closed_book_ends_with_its_closing_page():
    pages = said(replace(REGISTER, closing=Closing(date(2026, 12, 31), "GIÁM ĐỐC", "Nguyễn Văn Bình")))
    assert "Sổ này có 20 hồ sơ, từ số thứ tự 1201 đến 1220, khóa sổ ngày 31/12/2026." in pages[-1]
    assert "GIÁM ĐỐC (Ký tên, đóng dấu) Nguyễn Văn Bình" in pages[-1]


def test_it_is_form_06_of_2018():
    assert "Mẫu số 06 - Thông tư số 01/2018/TT-VPCP" in said(replace(REGISTER, form_set=FormSet.F2018))[0]


def test_the_workbook_holds_the_same_entries_with_real_dates():
    leaf = load_workbook(io.BytesIO(write_registers((REGISTER,), EVENING))).active
    assert leaf["B1"].value is None and leaf["A3"].value == "SỔ THEO DÕI HỒ SƠ"
    assert [leaf.cell(8, column).value for column in range(1, 16)] == list(range(1, 16))
    rows = list(leaf.iter_rows(min_row=9, values_only=True))
    assert len(rows) == 21 and rows[0][:2] == (1201, "H99.27-261109-0007")
    assert rows[0][7].date() == date(2026, 11, 9) and leaf.cell(9, 8).number_format == "dd/mm/yyyy"
    assert rows[6][10:14] == ("-", "-", "-", "-") and rows[16][10] is None
    assert leaf.print_title_rows == "$6:$8" and "\u00a0" not in str(rows)
    assert leaf["A4"].value == "Lĩnh vực: Hộ kinh doanh. Quyển số: 03. Năm 2026, từ số thứ tự 1201 đến 1220"
    assert rows[20][0] == "Cộng: 20 hồ sơ" and rows[20][3] == 20
    assert rows[20][4].endswith("Lũy kế từ đầu năm: 1.220 hồ sơ, đã trả 1.187, dừng 12, đang giải quyết 21.")


def test_each_book_of_a_print_has_its_own_head_its_own_foot_and_its_own_leaf():
    other = replace(REGISTER, sector="Chứng thực [*]", book="02", first_page=1, before=Sums(cancelled=1, entries=1))
    sheets = (replace(REGISTER, entries=tuple(entry(place) for place in range(30))), other)
    pages = [" ".join(page.split()) for page in readings.text_of(draw_registers(sheets, EVENING))]
    assert ["SỔ THEO DÕI HỒ SƠ" in page for page in pages] == [True, False, True]
    assert ["Mẫu số 07" in page for page in pages] == [True, False, True]
    assert "Quyển 03/2026 Trang 2/3" in pages[1] and "Quyển 02/2026 Trang 3/3" in pages[2]
    assert "Lũy kế từ đầu năm: 21 hồ sơ, đã trả 15, dừng 01, đang giải quyết 04." in pages[2]
    book = load_workbook(io.BytesIO(write_registers(sheets, EVENING)))
    assert book.sheetnames == ["Quyển 03-2026 Hộ kinh doanh", "Quyển 02-2026 Chứng thực"]


def test_a_name_that_begins_like_a_formula_stays_text():
    evil = '=HYPERLINK("http://x.example";"Lan")'
    sheet = replace(REGISTER, entries=(replace(REGISTER.entries[0], owner=evil),))
    cell = load_workbook(io.BytesIO(write_registers((sheet,), EVENING))).active.cell(9, 5)
    assert cell.value == evil and cell.data_type == "s"


def test_one_name_that_cannot_be_printed_does_not_stop_the_book():
    sheet = replace(REGISTER, entries=(replace(entry(0), owner="Lê 😀 Bình"), entry(1)))
    (page,) = said(sheet)
    assert "Bình" in page and "😀" not in page and "Cộng trang này: 02 hồ sơ" in page


def test_values_come_back_as_they_went():
    assert from_values(Register, as_values(REGISTER)) == REGISTER
