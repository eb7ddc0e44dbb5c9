"""Receiving at the counter through the page, as a browser without JavaScript would."""

import re
import unicodedata

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.models import Dossier, Paper, Party
from motcua.ledger.models import Event
from motcua.rules.lifecycle import Role, State
from tests.dossiers.province import BIRTH, COPY, HOUSEHOLD, UNKNOWN
from tests.people.factories import make_actor

PAGE = "/nv/tiep-nhan/"
STATEMENTS = 18


def typed(**fields):
    """A filled form."""
    said = {
        "lam": "nhan",
        "ma": HOUSEHOLD,
        "ho_ten": "Hoàng Thị Thu Hà",
        "so_dinh_danh": "999 187 002 416",
        "ngay_sinh": "14/06/1987",
        "noi_cu_tru": "Số 112 đường Nguyễn Công Trứ, phường Tân Hòa",
        "dien_thoai": "0999 000 318",
        "chinh": ["TP01", "TP02", "TP03"],
        "idempotency_key": "khoa-thu-nhat",
    }
    return said | fields


@pytest.fixture
def desk(sit, province):
    """The clerk's browser."""
    return sit(province.clerk_at_desk)


def test_each_role_begins_at_its_own_page(sit, province):
    assert sit(province.clerk_at_desk).get("/nv/")["Location"] == "/nv/tiep-nhan/"
    assert sit(province.officer).get("/nv/")["Location"] == "/nv/viec/"
    assert sit(province.leader).get("/nv/")["Location"] == "/nv/ky/"


def test_a_dossier_is_received_and_its_receipt_is_at_hand(desk):
    answer = desk.post(PAGE, typed(), follow=True)
    page = answer.content.decode()
    dossier = Dossier.objects.get()
    assert dossier.code == "H99.27-261116-0001" and dossier.state == State.RECEIVED
    assert answer.redirect_chain[0][0] == f"{PAGE}?vua={dossier.code}&in=1"
    assert f"Đã tiếp nhận {dossier.code}." in page and f"/nv/tiep-nhan/hoan-tac/{dossier.code}/" in page
    assert f"/nv/ho-so/{dossier.code}/in/tiep-nhan/" in page
    assert Paper.objects.filter(originals=1).count() == 3
    party = Party.objects.get()
    assert (party.identity_no, party.phone) == ("999187002416", "0999000318")


def test_the_page_counts_at_most_eighteen_statements_for_a_receipt(desk):
    desk.post(PAGE, typed())
    with CaptureQueriesContext(connection) as captured:
        assert desk.post(PAGE, typed(idempotency_key="khoa-thu-hai")).status_code == 302
    assert len([one for one in captured.captured_queries if "access_log" not in one["sql"]]) <= STATEMENTS


def test_thirty_papers_cost_no_statement_more(desk, province):
    desk.post(PAGE, typed())
    counts = []
    for no, papers in enumerate((["TP01"], ["TP01", "TP02", "TP03"])):
        with CaptureQueriesContext(connection) as captured:
            assert (
                desk.post(PAGE, typed(idempotency_key=f"khoa-{no}", chinh=papers, thieu="TP02 TP03")).status_code == 302
            )
        counts.append(len(captured.captured_queries))
    assert counts[0] == counts[1]


def test_what_lacks_papers_is_received_only_when_they_were_named_and_the_clerk_insists(desk):
    answer = desk.post(PAGE, typed(chinh=["TP01"]))
    page = answer.content.decode()
    assert answer.status_code == 422 and Dossier.objects.count() == 0
    assert "Còn thiếu 2 giấy tờ phải nộp" in page and "<li>Giấy tờ thứ 2</li><li>Giấy tờ thứ 3</li>" in page
    assert "Vẫn tiếp nhận, thiếu 2 giấy tờ" in page and "Hoàng Thị Thu Hà" in page
    shown = re.search(r'name="thieu" value="([^"]+)"', page)
    assert desk.post(PAGE, typed(chinh=["TP01"], thieu=shown[1])).status_code == 302
    dossier = Dossier.objects.get()
    assert Event.objects.get(stream_id=dossier.pk, kind="dossier.receive").facts["missing"] == ["TP02", "TP03"]
    diary = desk.get(f"/nv/ho-so/{dossier.code}/nhat-ky/").content.decode()
    assert "nhận khi chưa có: Giấy tờ thứ 2; Giấy tờ thứ 3" in diary


def test_a_paper_that_was_never_shown_as_missing_is_asked_for_again(desk):
    answer = desk.post(PAGE, typed(chinh=["TP01"], thieu="TP02"))
    assert answer.status_code == 422 and "Còn thiếu 2 giấy tờ" in answer.content.decode()


def test_a_scan_or_a_copy_is_a_paper_too_and_a_refusal_asks_for_none(desk):
    assert desk.post(PAGE, typed(chinh=["TP01"], sao=["TP02", "TP03"])).status_code == 302
    refusal = typed(chinh=[], lam="tu-choi", ly_do="papers_missing", noi_ro="Thiếu cả.", idempotency_key="khoa-hai")
    assert desk.post(PAGE, refusal).status_code == 302


def test_a_form_sent_twice_gives_the_first_result(desk):
    desk.post(PAGE, typed())
    again = desk.post(PAGE, typed(), follow=True).content.decode()
    assert Dossier.objects.count() == 1
    assert "Bạn đã gửi hồ sơ này rồi, mã H99.27-261116-0001" in again


def test_a_receipt_is_undone_within_twenty_seconds_and_not_later(desk, clock):
    desk.post(PAGE, typed())
    desk.post(PAGE, typed(idempotency_key="khoa-thu-hai"))
    first, second = Dossier.objects.order_by("pk")
    desk.post(f"/nv/tiep-nhan/hoan-tac/{first.code}/")
    clock.set("2026-11-16T09:11")
    page = desk.post(f"/nv/tiep-nhan/hoan-tac/{second.code}/", follow=True).content.decode()
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.state == State.ANNULLED and second.state == State.RECEIVED
    assert "trong 20 giây" in page


def test_everything_typed_survives_a_mistake(desk):
    answer = desk.post(PAGE, typed(so_dinh_danh="99918700241", ngay_sinh="31/02/1987", ghi_chu="mở quán <b>ăn</b>"))
    page = answer.content.decode()
    assert answer.status_code == 422 and "<title>Lỗi: Tiếp nhận" in page
    for kept in ("99918700241", "31/02/1987", "Hoàng Thị Thu Hà", "mở quán &lt;b&gt;ăn&lt;/b&gt;", HOUSEHOLD):
        assert kept in page
    assert len(re.findall(r'name="chinh" [^>]* checked', page)) == 3
    assert Dossier.objects.count() == 0


def test_a_procedure_is_found_without_accents_by_initials_and_by_code(desk):
    for text in ("ho kinh doanh", "dktlhkd", HOUSEHOLD, "đăng ký thành lập"):
        assert HOUSEHOLD in desk.get(f"{PAGE}thu-tuc/", {"thu_tuc": text}).content.decode(), text
    assert "Chưa thấy thủ tục nào" in desk.get(f"{PAGE}thu-tuc/", {"thu_tuc": "xyz"}).content.decode()


def test_what_cannot_be_received_stands_behind_what_can(desk):
    page = desk.get(f"{PAGE}thu-tuc/", {"thu_tuc": "thủ tục"}).content.decode()
    codes = re.findall(r'data-code="([^"]+)"', page)
    assert codes[-1] == UNKNOWN and len(codes) == 3 and "chỉ xem thông tin" in page


def test_the_last_used_procedures_stand_on_top(desk, province):
    desk.post(PAGE, typed(ma=BIRTH))
    hits = re.findall(r'data-code="([^"]+)"', desk.get(f"{PAGE}thu-tuc/").content.decode())
    assert hits[0] == BIRTH


def test_without_javascript_the_button_shows_papers_and_the_date(desk):
    page = desk.post(PAGE, typed(lam="xem", ma="", thu_tuc="thanh lap ho")).content.decode()
    assert "17:30 thứ Năm 19/11/2026" in page and "Cách tính" in page
    assert "Giấy tờ thứ 2" in page and "Phòng Kinh tế phường Tân Hòa" in page
    assert Dossier.objects.count() == 0


def test_the_live_part_is_the_same_computed_by_the_server(desk):
    part = desk.post(PAGE, typed(lam="xem"), headers={"HX-Request": "true"}).content.decode()
    assert "17:30 thứ Năm 19/11/2026" in part and 'hx-swap-oob="true"' in part and "<html" not in part


def test_the_same_person_with_the_same_open_procedure_is_told_before(desk):
    desk.post(PAGE, typed())
    part = desk.post(PAGE, typed(lam="trung")).content.decode()
    assert "H99.27-261116-0001" in part and "note--warn" in part
    other = desk.post(PAGE, typed(lam="trung", so_dinh_danh="999187002417")).content.decode()
    assert "H99.27" not in other


def test_applicant_and_owner_are_two_parties(desk):
    desk.post(PAGE, typed(chu_ten="Công ty TNHH Tân Hòa", chu_loai="2", uy_quyen="12/2026"))
    assert list(Party.objects.order_by("role").values_list("name", "kind")) == [
        ("Hoàng Thị Thu Hà", 1),
        ("Công ty TNHH Tân Hòa", 2),
    ]


def test_what_is_returned_at_once_is_one_screen_and_three_verbs(desk):
    form = desk.post(PAGE, typed(lam="xem", ma=COPY)).content.decode()
    assert "Trả ngay" in form and "In giấy tiếp nhận" in form
    refused = desk.post(PAGE, typed(ma=COPY))
    assert refused.status_code == 422 and Dossier.objects.count() == 0
    answer = desk.post(PAGE, typed(ma=COPY, da_kiem_tra="on", idempotency_key="khoa-hai"))
    dossier = Dossier.objects.get()
    assert dossier.state == State.RETURNED and dossier.event_count == 3
    assert answer["Location"] == f"{PAGE}?vua={dossier.code}"
    assert desk.get(f"/nv/ho-so/{dossier.code}/in/tiep-nhan/").status_code == 404


def test_a_refusal_needs_its_reason_in_writing_and_prints_form_three(desk):
    answer = desk.post(PAGE, typed(lam="tu-choi"))
    assert answer.status_code == 422 and "Chọn lý do từ chối." in answer.content.decode()
    assert "<dialog" in answer.content.decode() and Dossier.objects.count() == 0
    answer = desk.post(PAGE, typed(lam="tu-choi", ly_do="papers_missing", noi_ro="Thiếu giấy tờ chứng minh địa điểm."))
    dossier = Dossier.objects.get()
    assert dossier.code is None and answer["Location"] == f"{PAGE}?tu-choi={dossier.reference}"
    paper = desk.get(f"/nv/ho-so/{dossier.reference}/in/tu-choi/")
    assert b"".join(paper.streaming_content).startswith(b"%PDF")


def test_alt_d_fills_in_what_the_last_dossier_said(desk):
    desk.post(PAGE, typed(chu_ten="Công ty TNHH Tân Hòa", chu_loai="2"))
    page = desk.get(f"{PAGE}?giong=1").content.decode()
    assert "Hoàng Thị Thu Hà" in page and "Công ty TNHH Tân Hòa" in page and HOUSEHOLD in page and "14/06/1987" in page


@pytest.mark.parametrize("code", ["H47.1.001193", "9.999999", "1.001193 hoặc hơn", "\x00", "9" * 300])
def test_a_procedure_that_is_not_ours_is_refused_in_one_sentence(desk, code):
    answer = desk.post(PAGE, typed(ma=code, thu_tuc=code))
    assert answer.status_code == 422 and Dossier.objects.count() == 0


def test_a_procedure_without_a_known_limit_is_not_received(desk):
    answer = desk.post(PAGE, typed(ma=UNKNOWN))
    assert answer.status_code == 422 and "chưa tiếp nhận được" in answer.content.decode()


def test_a_decomposed_name_is_stored_composed_and_markup_stays_text(desk):
    name = unicodedata.normalize("NFD", "Nguyễn Thị Hường #strong[a] <script>alert(1)</script>")
    desk.post(PAGE, typed(ho_ten=name))
    party = Party.objects.get()
    assert party.name == unicodedata.normalize("NFC", name)
    receipt = desk.get(f"/nv/ho-so/{Dossier.objects.get().code}/in/tiep-nhan/")
    assert b"".join(receipt.streaming_content).startswith(b"%PDF")
    assert "<script>alert" not in desk.get(f"{PAGE}?giong=1").content.decode()


def test_an_officer_may_not_receive(sit, province):
    answer = sit(province.officer).get(PAGE)
    assert answer.status_code == 403 and "Người được làm" in answer.content.decode()


def test_a_procedure_of_another_sector_is_not_offered(sit, province):
    narrow = sit(make_actor(Role.DESK, province.desk, sectors=["khong-co"], name="Đỗ Thị Hẹp"))
    asked = f"{PAGE}thu-tuc/?thu_tuc=hộ kinh doanh"
    assert HOUSEHOLD in sit(province.clerk_at_desk).get(asked).content.decode()
    assert HOUSEHOLD not in narrow.get(asked).content.decode()
    assert HOUSEHOLD not in narrow.get(f"{PAGE}thu-tuc/").content.decode()
    page = narrow.post(PAGE, typed()).content.decode()
    assert "Lĩnh vực này không thuộc phần việc được giao của bạn" in page
