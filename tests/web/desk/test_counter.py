"""Handing over, returning results, the register and the printed papers: each through the policy."""

import io
import re
from datetime import date

import pytest
from openpyxl import load_workbook

from motcua.dossiers import orders
from motcua.dossiers.commands import approve, finish, forward, propose, refuse, undo_receive
from motcua.dossiers.models import Dossier, Handing
from motcua.ledger.actor import SYSTEM
from motcua.ledger.models import AccessLog
from motcua.people import commands as people
from motcua.rules.lifecycle import Role, State
from motcua.web.shared.seen import Look
from tests.dossiers.province import COPY, HOUSEHOLD, applicant
from tests.people.factories import make_actor, make_unit


@pytest.fixture
def desk(sit, province):
    """The clerk's browser."""
    return sit(province.clerk_at_desk)


@pytest.fixture
def settled(province, moment):
    """A dossier whose result waits at the desk, two days early."""
    p, at = province, moment("2026-11-16T09:00")
    code = p.receive(at).dossier.code
    for verb, actor in ((forward, p.clerk_at_desk), (forward, p.coordinator)):
        verb(code, orders.ForwardOrder(), actor=actor, at=at)
    propose(code, orders.ProposeOrder(opinion="Đủ điều kiện"), actor=p.officer, at=at)
    approve(code, orders.ApproveOrder(), actor=p.leader, at=at)
    return finish(code, orders.FinishOrder(), actor=p.secretary, at=at).dossier


def pdf_of(answer) -> bytes:
    """The whole answer."""
    content = b"".join(answer.streaming_content)
    assert answer["Content-Type"] == "application/pdf" and answer["X-Content-Type-Options"] == "nosniff"
    assert content.startswith(b"%PDF")
    return content


def test_many_are_handed_over_at_once_and_each_is_accounted_for(desk, province, moment):
    at = moment("2026-11-16T09:00")
    first, second = province.receive(at).dossier, province.receive(at).dossier
    page = desk.get("/nv/quay/").content.decode()
    assert first.code in page and second.code in page
    stale = [f"{first.code}@{first.version}", f"{second.code}@99"]
    page = desk.post("/nv/quay/chuyen/", {"ho-so": stale}).content.decode()
    assert "Đã chuyển 1 hồ sơ." in page and "1 hồ sơ chưa chuyển được" in page
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.PROCESSING, State.RECEIVED)
    assert desk.post("/nv/quay/chuyen/", {"ho-so": [f"{second.code}@{second.version}"]}).status_code == 302


def test_what_a_colleague_holds_is_shown_and_cannot_be_chosen(desk, sit, province, moment):
    code = province.receive(moment("2026-11-13T09:00")).dossier.code
    own = desk.get("/nv/quay/").content.decode()
    other = sit(province.second_at_desk).get("/nv/quay/").content.decode()
    assert f'value="{code}@1"' in own and "c-u nowrap late" in own  # it should have been handed over on Friday
    assert code in other and f'value="{code}@1"' not in other and "Phạm Thu Trang giữ" in other
    assert f'value="{code}@1"' in sit(province.head_of_desk).get("/nv/quay/").content.decode()


def test_the_counter_says_by_when_the_law_wants_a_dossier_handed_over(desk, province, moment):
    friday = [province.receive(moment(f"2026-11-13T{clock}")).dossier.code for clock in ("09:00", "15:01")]
    late, morning = by_law(desk, friday)
    assert late == ("luật định: trong ngày 13/11", True) and morning == ("luật định: đầu giờ 16/11", False)
    people.change_setting(
        "forward_cutoff", value="16:00", unit_id=province.desk.pk, on=date(2026, 11, 13), legal_basis="QĐ 3",
        actor=SYSTEM, at=moment("2026-11-13T08:00"),
    )  # fmt: skip
    assert by_law(desk, friday[1:]) == [("luật định: trong ngày 13/11", True)]
    copy = province.receive(moment("2026-11-16T09:00"), COPY).dossier.code
    assert by_law(desk, [copy]) == [None], "what is returned at once never leaves the desk"


def by_law(desk, codes: list[str]) -> list[tuple[str, bool] | None]:
    """What the list says of each dossier's hand-over, and whether it is red."""
    rows = {code: row for row in desk.get("/nv/quay/").content.decode().split("<tr") for code in codes if code in row}
    found = [re.search(r'<span class="s( late)?">(luật định: [^<]+)<', rows[code]) for code in codes]
    return [(said[2], bool(said[1])) if said else None for said in found]


def test_an_empty_counter_says_so(desk):
    assert "Không còn hồ sơ nào chờ chuyển." in desk.get("/nv/quay/").content.decode()
    assert "Không có kết quả nào chờ trả" in desk.get("/nv/tra-ket-qua/").content.decode()


def test_a_result_is_found_by_its_qr_and_given_to_whoever_shows_an_identity_card(desk, settled):
    waiting = desk.get("/nv/tra-ket-qua/").content.decode()
    assert settled.code in waiting and "dl--early" in waiting and "Sớm" in waiting
    scan = f"https://dvc.example/tra-cuu/{settled.code}/?k={settled.lookup_secret}"
    page = desk.get("/nv/tra-ket-qua/", {"q": scan}).content.decode()
    assert "QR đúng giấy hẹn" in page and "Hoàng Thị Thu Hà" in page
    form = {"version": settled.version, "taker": "applicant", "identity_seen": "on", "back": "/nv/tra-ket-qua/"}
    answer = desk.post(f"/nv/ho-so/{settled.code}/return_result/", form)
    assert answer["Location"] == "/nv/tra-ket-qua/"
    settled.refresh_from_db()
    assert settled.state == State.RETURNED and Handing.objects.get().identity_seen


def test_a_result_is_not_given_without_looking_at_an_identity_card(desk, settled):
    form = {"version": settled.version, "taker": "applicant"}
    answer = desk.post(f"/nv/ho-so/{settled.code}/return_result/", form)
    assert answer.status_code in (409, 422) and "Kiểm tra căn cước" in answer.content.decode()


def test_a_result_that_cannot_be_given_here_says_why(desk, sit, province, moment, settled):
    narrow = sit(make_actor(Role.DESK, province.desk, sectors=["khong-co"], name="Đỗ Thị Hẹp"))
    page = narrow.get("/nv/tra-ket-qua/", {"q": settled.code}).content.decode()
    assert "Lĩnh vực này không thuộc phần việc được giao của bạn." in page and 'name="taker"' not in page
    early = province.receive(moment("2026-11-16T09:10")).dossier
    assert "Hồ sơ chưa có kết quả để trả" in desk.get("/nv/tra-ket-qua/", {"q": early.code}).content.decode()


def test_somebody_else_is_asked_for_name_and_authority_and_nothing_typed_is_lost(desk, settled):
    page = desk.get("/nv/tra-ket-qua/", {"q": settled.code}).content.decode()
    for label in ("Họ tên người nhận thay", "Giấy ủy quyền số, ngày"):
        assert f"{label}</label>" in page, label  # no "(nếu có)": it must be said, if somebody else comes
    form = {"version": settled.version, "taker": "somebody", "identity_no": "999187002417", "identity_seen": "on"}
    answer = desk.post(f"/nv/ho-so/{settled.code}/return_result/", form)
    said = answer.content.decode()
    assert answer.status_code == 422 and "Nhập họ tên người nhận thay" in said and "999187002417" in said
    assert "Nhập số, ngày của giấy ủy quyền." in said and "Kiểm tra giấy ủy quyền rồi đánh dấu." in said
    full = form | {"name": "Đỗ Văn Thay", "authority": "12/2026", "authority_seen": "on"}
    assert desk.post(f"/nv/ho-so/{settled.code}/return_result/", full).status_code == 302
    assert Handing.objects.get().authority_seen


@pytest.mark.parametrize("text", ["H99.27-261116-9999", "không phải mã", "\x00", "https://x.example/tra-cuu/"])
def test_what_is_no_code_is_said_in_one_sentence(desk, settled, text):
    assert desk.get("/nv/tra-ket-qua/", {"q": text}).status_code == 200


def test_a_qr_of_another_slip_does_not_open_the_dossier(desk, settled):
    scan = f"https://dvc.example/tra-cuu/{settled.code}/?k=khac"
    page = desk.get("/nv/tra-ket-qua/", {"q": scan}).content.decode()
    assert "Mã QR không khớp" in page and "999187002416" not in page


def test_the_register_shows_every_number_the_burnt_one_too(desk, province, moment, clock):
    at = moment("2026-11-16T09:10")
    gone = province.receive(at).dossier
    undo_receive(gone.code, orders.UndoReceiveOrder(), actor=province.clerk_at_desk, at=at)
    kept = province.receive(at).dossier
    page = desk.get("/nv/so-theo-doi/").content.decode()
    assert gone.code in page and kept.code in page and "Đã hủy, số không dùng lại" in page
    pdf_of(desk.get("/nv/so-theo-doi/in/"))
    book = load_workbook(io.BytesIO(b"".join(desk.get("/nv/so-theo-doi/bang-tinh/").streaming_content)))
    written = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value]
    assert kept.code in written and gone.code in written
    assert set(AccessLog.objects.filter(page="desk:register", what=Look.EXPORT).values_list("what", flat=True))


def test_the_books_on_screen_bear_their_numbers_and_the_print_of_many_is_one_file(desk, province, moment):
    province.receive(moment("2026-11-16T09:10"))
    many = desk.get("/nv/so-theo-doi/").content.decode()
    assert "Mỗi lĩnh vực một quyển" in many and "Trang này 1 hồ sơ: đã trả 0, đang giải quyết 1." in many
    one = desk.get("/nv/so-theo-doi/?linh-vuc=ho-kinh-doanh").content.decode()
    assert "Hộ kinh doanh. Quyển số 01. Năm 2026." in one
    pdf_of(desk.get("/nv/so-theo-doi/in/?tu=2025-01-01&den=2026-12-31"))


def test_an_empty_book_is_printed_and_no_book_at_all_is_said(desk, province):
    pdf_of(desk.get("/nv/so-theo-doi/in/?linh-vuc=ho-kinh-doanh"))
    answer = desk.get("/nv/so-theo-doi/in/")
    assert answer.status_code == 409 and "Không có hồ sơ nào trong khoảng này để in." in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["tu=2027-01-01&den=x", "sau=x_1", "sau=2026-01-01_99999999999999999999", "linh-vuc=x"]
)
def test_a_strange_address_of_the_register_harms_nothing(desk, query):
    assert desk.get(f"/nv/so-theo-doi/?{query}").status_code == 200


def test_the_register_goes_on_behind_the_fiftieth_line(desk, province, moment):
    for minute in range(52):
        province.receive(moment(f"2026-11-16T08:{minute:02}"))
    page = desk.get("/nv/so-theo-doi/").content.decode()
    assert page.count("ho-so/H99.27-261116-") == 50
    address = page.split('href="?tu=')[-1] if 'href="?tu=' in page else page.split('href="?sau=')[1]
    behind = desk.get("/nv/so-theo-doi/?sau=" + address.split('"')[0]).content.decode()
    assert behind.count("ho-so/H99.27-261116-") == 2


def test_the_register_may_be_read_by_postal_staff_and_not_exported(sit, province):
    post = sit(make_actor(Role.POST, province.desk, name="Đỗ Thị Bưu"))
    assert post.get("/nv/so-theo-doi/").status_code == 200
    assert post.get("/nv/so-theo-doi/bang-tinh/").status_code == 403


def test_receipt_and_control_slip_are_printed_and_the_receipt_stays_the_same(desk, settled):
    first = pdf_of(desk.get(f"/nv/ho-so/{settled.code}/in/tiep-nhan/"))
    assert pdf_of(desk.get(f"/nv/ho-so/{settled.code}/in/tiep-nhan/")) == first
    pdf_of(desk.get(f"/nv/ho-so/{settled.code}/in/kiem-soat/"))
    assert AccessLog.objects.filter(what=Look.PRINT).count() == 3


def test_a_paper_of_another_unit_or_of_no_kind_is_not_printed(sit, province, settled):
    elsewhere = make_unit("H99.28.10", name="Bộ phận Một cửa phường Khác", parent=province.ward)
    stranger = sit(make_actor(Role.DESK, elsewhere, name="Lý Thị Xa"))
    assert stranger.get(f"/nv/ho-so/{settled.code}/in/tiep-nhan/").status_code in (403, 404, 409)
    assert stranger.get(f"/nv/ho-so/{settled.reference}/in/tiep-nhan/").status_code == 404
    assert sit(province.clerk_at_desk).get(f"/nv/ho-so/{settled.code}/in/khac/").status_code == 404


def test_an_administrator_reads_no_paper(sit, province, settled):
    assert sit(province.admin).get(f"/nv/ho-so/{settled.code}/in/tiep-nhan/").status_code == 403
    assert Dossier.objects.count() == 1


def test_the_page_of_a_dossier_leads_to_the_papers_that_hold_and_may_be_printed(desk, sit, province, moment, settled):
    def offered(client, dossier) -> list[str]:
        page = client.get(f"/nv/ho-so/{dossier}/").content.decode()
        return [address.split("/")[-2] for address in re.findall(r'href="(/nv/ho-so/[^"]+/in/[^"]+)"', page)]

    at = moment("2026-11-16T09:10")
    assert offered(desk, settled) == offered(sit(province.leader), settled) == ["tiep-nhan", "kiem-soat"]
    at_once = province.receive(at, COPY, papers=()).dossier
    assert offered(desk, at_once) == []  # no slip was wanted, and it goes through no hands
    gone = province.receive(at).dossier
    undo_receive(gone.code, orders.UndoReceiveOrder(), actor=province.clerk_at_desk, at=at)
    assert offered(desk, gone) == []
    order = orders.RefuseOrder(
        procedure=HOUSEHOLD, applicant=applicant(), reason="papers_missing", explanation="Thiếu."
    )
    turned_away = refuse(order, actor=province.clerk_at_desk, at=at).dossier
    assert offered(desk, turned_away) == ["tu-choi"]
    for dossier in (settled, at_once, turned_away):
        for kind in offered(desk, dossier):
            pdf_of(desk.get(f"/nv/ho-so/{dossier}/in/{kind}/"))
