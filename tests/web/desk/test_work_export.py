"""A worklist as a workbook: the rows that the list shows, nobody else's, never a formula, never without a trace."""

import io

import pytest
from openpyxl import load_workbook

from motcua.dossiers.models import Party
from motcua.ledger.access import Look
from motcua.ledger.models import AccessLog
from motcua.rules.codes import PartyRole
from motcua.rules.lifecycle import Role
from tests.dossiers.acts import to_officer
from tests.people.factories import make_actor
from tests.web.desk.test_statements import count

MINE, OFFICE = "/nv/viec/", "/nv/phong/"


def table(client, path: str) -> list[list]:
    """The workbook behind an address: its head and its rows."""
    answer = client.get(path)
    assert answer.status_code == 200 and answer["Content-Type"].endswith("spreadsheetml.sheet"), answer.content[:400]
    leaf = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    return [[cell.value for cell in row] for row in leaf.iter_rows(min_row=5)]


def codes(rows: list[list]) -> set[str]:
    return {row[rows[0].index("Mã hồ sơ")] for row in rows[1:]}


@pytest.fixture
def two(province, moment, clock):
    """One late dossier and one with time, both of one officer, on Wednesday 25 November."""
    days = ("2026-11-16T09:10", "2026-11-24T23:00")
    late, open_still = (to_officer(province, moment(day), province.officer) for day in days)
    clock.set("2026-11-25T09:00")
    return late.dossier.code, open_still.dossier.code


def test_the_workbook_holds_the_rows_and_columns_of_the_list(province, sit, two, moment):
    client = sit(province.officer)
    assert f'href="{MINE}bang-tinh/?nhom=qua-han"' in client.get(f"{MINE}?nhom=qua-han").content.decode()
    rows = table(client, f"{MINE}bang-tinh/")
    assert codes(rows) == set(two)
    assert rows[0][-2:] == ["Bước đang làm", "Thời gian ở bước này"], "the usual columns"
    rows = table(client, f"{MINE}bang-tinh/?nhom=qua-han&cot=nhan&cot=bo-sung")
    assert codes(rows) == {two[0]} and rows[0][-2:] == ["Ngày tiếp nhận", "Số lần bổ sung"]
    late = dict(zip(rows[0], rows[1], strict=True))
    assert late["Nhóm"] == "Quá hạn" and "chưa xin lỗi" in late["Còn lại"] and late["Số lần bổ sung"] == 0
    assert f"{late['Hạn trả']:%d/%m/%Y %H:%M}" == "19/11/2026 17:30", "a real moment, as the local clock shows it"
    assert f"{late['Ngày tiếp nhận']:%H:%M}" == "09:10"
    assert late["Người nộp"] == Party.objects.filter(role=PartyRole.APPLICANT).first().name


def test_the_file_says_what_it_holds_and_is_named_after_list_and_day(province, sit, two):
    answer = sit(province.coordinator).get(f"{OFFICE}bang-tinh/?nhom=qua-han&q=abc")
    assert "25-11-2026.xlsx" in answer["Content-Disposition"]
    leaf = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert leaf["A1"].value == "Hồ sơ của phòng" and leaf["A2"].value == "Quá hạn; tìm “abc”: 0 hồ sơ"
    assert leaf["A3"].value == "Nguyễn Lan Anh, 09:00 25/11/2026"


def test_nobody_exports_what_the_list_does_not_show_him(province, sit, two):
    other = sit(province.second_officer)
    assert codes(table(other, f"{MINE}bang-tinh/")) == set()
    assert codes(table(sit(province.coordinator), f"{OFFICE}bang-tinh/")) == set(two)
    elsewhere = sit(make_actor(Role.OFFICER, name="Lê Văn Xa"))
    assert codes(table(elsewhere, f"{OFFICE}bang-tinh/")) == set()


@pytest.mark.parametrize("role", [Role.DUTY, Role.CONSULT, Role.CASHIER, Role.POST])
def test_a_role_that_may_not_export_gets_no_file_and_no_button(province, sit, two, role):
    client = sit(make_actor(role, province.office, name="Đỗ Thị Bưu"))
    for path in (MINE, OFFICE):
        assert client.get(f"{path}bang-tinh/").status_code == 403
        assert "Xuất Excel" not in client.get(path, follow=True).content.decode()


def test_an_export_leaves_its_line_in_the_book_of_looks(province, sit, two):
    table(sit(province.officer), f"{MINE}bang-tinh/")
    assert AccessLog.objects.filter(page="desk:work", what=Look.EXPORT).exists()


def test_a_name_that_looks_like_a_formula_stays_text(province, sit, two):
    Party.objects.filter(role=PartyRole.APPLICANT).update(name='=HYPERLINK("http://x.example","x")')
    answer = sit(province.officer).get(f"{MINE}bang-tinh/")
    leaf = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    found = [cell for row in leaf.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert len(found) == 2 and all(cell.data_type == "s" for cell in found)


def test_a_list_that_is_too_long_is_refused_in_one_sentence(province, sit, two, monkeypatch):
    monkeypatch.setattr("motcua.web.desk.work_export.MOST", 1)
    client = sit(province.officer)
    answer = client.get(f"{MINE}bang-tinh/")
    assert answer.status_code == 409 and "Danh sách có hơn 1 hồ sơ." in answer.content.decode()
    assert codes(table(client, f"{MINE}bang-tinh/?nhom=qua-han")) == {two[0]}


@pytest.mark.parametrize("query", ["nhom=x", "hop=cho-nhan", "cot=khong-co", "sau=x", "thu-tuc=%00", "q=%3Cb%3E"])
def test_a_strange_address_of_the_workbook_harms_nothing(province, sit, two, query):
    assert sit(province.officer).get(f"{MINE}bang-tinh/?{query}").status_code == 200


def test_the_workbook_costs_no_more_statements_for_more_rows(province, sit, two, moment):
    client = sit(province.officer)
    before = count(client, f"{MINE}bang-tinh/")
    for _ in range(4):
        to_officer(province, moment("2026-11-24T23:00"), province.officer)
    assert count(client, f"{MINE}bang-tinh/") == before
