"""The papers of the demo province, with the worst data a clerk meets. Persons and numbers are invented."""

from dataclasses import replace
from datetime import UTC, date, datetime

from motcua.documents.forms.control_slip import ControlSlip, HandOver, draw_control_slip
from motcua.documents.forms.receipt import PaperLine, ReceiptSheet, draw_receipt
from motcua.documents.forms.refusal import RefusalSheet, draw_refusal
from motcua.documents.forms.register import Entry, Register, Standing, Sums, draw_registers
from motcua.documents.forms.sheets import Heading, Occasion
from motcua.rules.calendar import VIETNAM
from motcua.rules.deadlines import Timing
from motcua.rules.documents import FormSet


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=VIETNAM).astimezone(UTC)


COUNTER = Occasion(printed_at=at(2026, 11, 18, 9, 45), printed_by="Phạm Thu Trang (Quầy 4)")

RECEIPT = ReceiptSheet(
    form_set=FormSet.F2025,
    heading=Heading(
        parent="UBND TỈNH LAM GIANG",
        agency="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        number="12846/TTPVHCC",
        place="Lam Giang",
        on=date(2026, 11, 18),
    ),
    code="H99.15-261118-0065",
    track="https://dvc.lamgiang.example/tra-cuu/H99.15-261118-0065/?k=7K4P",
    desk="Trung tâm Phục vụ hành chính công tỉnh Lam Giang, quầy 4",
    owner="Hoàng Thị Thu Hà",
    applicant="Hoàng Thị Thu Hà",
    address="Số 112 đường Nguyễn Công Trứ, khối phố 5, phường Tân Hòa, tỉnh Lam Giang",
    phone="0905000318",
    email="thuha.hoang@example.vn",
    procedure="Đăng ký thành lập hộ kinh doanh",
    procedure_code="1.001612",
    papers=(
        PaperLine("Giấy đề nghị đăng ký hộ kinh doanh", originals=1, pages=2),
        PaperLine("Hợp đồng thuê địa điểm kinh doanh", copies=1, pages=4),
        PaperLine("Căn cước của chủ hộ kinh doanh", source="CSDL dân cư"),
    ),
    sets=1,
    limit="03 ngày làm việc",
    received_at=at(2026, 11, 18, 9, 44),
    due_at=at(2026, 11, 23, 17),
    return_at="quầy 4, số 1 đường Trần Phú, phường Tân Giang; bản điện tử gửi về kho dữ liệu của người nộp",
    fee="100.000 đồng, đã thu (biên lai số 0004512)",
    book="03",
    entry="2417",
    clerk="Phạm Thu Trang",
    contact="0299 000 104, tổng đài 1900 0000",
)

GUIDES = ("Nguyễn Thị Mỹ Linh", "Trần Quốc Đạt", "Lê Hoàng Yến", "Võ Tấn Phát", "Phan Như Quỳnh", "Đặng Gia Huy",
          "Bùi Ngọc Trâm", "Hồ Minh Nhật", "Ngô Bảo Hân", "Dương Thành Đô", "Mai Khánh Vy", "Cao Nhật Tân")  # fmt: skip

THIRTY = (
    PaperLine("Đơn đề nghị cấp giấy phép kinh doanh dịch vụ lữ hành nội địa", originals=1, pages=2),
    PaperLine("Giấy chứng nhận ký quỹ kinh doanh dịch vụ lữ hành", copies=1, pages=3),
    PaperLine("Quyết định bổ nhiệm người phụ trách kinh doanh dịch vụ lữ hành", originals=1, pages=4),
    PaperLine("Văn bằng chuyên ngành lữ hành của người phụ trách", copies=1, pages=2),
    PaperLine("Chứng chỉ nghiệp vụ điều hành du lịch nội địa", copies=1, pages=3),
    *(
        PaperLine(f"{paper} {guide}", copies=1, pages=pages)
        for guide in GUIDES
        for paper, pages in (("Hợp đồng với hướng dẫn viên", 4), ("Thẻ hướng dẫn viên của", 2))
    ),
    PaperLine(
        "Phương án kinh doanh lữ hành và danh mục 24 chương trình du lịch dự kiến khai thác trong năm 2027 "
        "tại tỉnh Lam Giang và các tỉnh lân cận",
        originals=1,
        pages=4,
    ),
)

WORST_RECEIPT = replace(
    RECEIPT,
    heading=replace(RECEIPT.heading, number="12852/TTPVHCC"),
    code="H99.15-261118-0071",
    track="https://dvc.lamgiang.example/tra-cuu/H99.15-261118-0071/?k=9QXR",
    owner="Công ty Trách nhiệm hữu hạn Một thành viên Đầu tư, Thương mại và Dịch vụ Du lịch Sinh thái Hồ Xanh "
    "Lam Giang",
    applicant="Phạm Nguyễn Hoàng Bảo Châu",
    filed_by="ông Phạm Nguyễn Hoàng Bảo Châu (giấy ủy quyền ngày 16/11/2026)",
    address="Lô C3, khu du lịch sinh thái Hồ Xanh, thôn Đông Thượng, xã Thanh Sơn, tỉnh Lam Giang",
    phone="0299 000 507",
    email="",
    procedure="Cấp Giấy phép kinh doanh dịch vụ lữ hành nội địa",
    procedure_code="2.001628",
    papers=THIRTY,
    limit="10 ngày",
    received_at=at(2026, 11, 18, 10, 52),
    due_at=at(2026, 11, 30, 17),
    return_at="trụ sở công ty, qua dịch vụ bưu chính công ích",
    fee="3.000.000 đồng, chưa thu; nộp trước khi nhận kết quả",
    book="01",
    entry="0386",
)


def receipt() -> bytes:
    return draw_receipt(RECEIPT, COUNTER)


def worst_receipt() -> bytes:
    return draw_receipt(WORST_RECEIPT, replace(COUNTER, printed_at=at(2026, 11, 18, 10, 53)))


REFUSAL = RefusalSheet(
    form_set=FormSet.F2025,
    heading=Heading(
        parent="UBND PHƯỜNG TÂN HÒA",
        agency="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        number="412/TTPVHCC",
        place="Tân Hòa",
        on=date(2026, 11, 18),
    ),
    code="",
    track="https://dvc.lamgiang.example/t/9QXR7K4P",
    unit="Trung tâm Phục vụ hành chính công phường Tân Hòa",
    desk="Trung tâm Phục vụ hành chính công phường Tân Hòa, quầy 2",
    owner="Trương Công Định",
    applicant="Trương Công Định",
    address="Tổ 7, khối phố 1, phường Tân Hòa, tỉnh Lam Giang",
    phone="0935000771",
    email="tcdinh@example.vn",
    procedure="Cấp Phiếu lý lịch tư pháp",
    procedure_code="2.000488",
    reasons=(
        "Yêu cầu không thuộc thẩm quyền giải quyết của Ủy ban nhân dân phường và không thuộc danh mục thủ tục "
        "tiếp nhận tại Trung tâm.",
        "Căn cứ: từ ngày 01/3/2025, việc cấp Phiếu lý lịch tư pháp do cơ quan Công an thực hiện.",
    ),
    clerk="Trần Thị Mỹ Duyên",
    complaint_to="Chủ tịch Ủy ban nhân dân phường Tân Hòa",
    hotline="1900 0000",
    right_place="Công an tỉnh Lam Giang",
    right_place_detail="số 8 đường Lê Lợi, phường Tân Giang (7 giờ 30 đến 16 giờ 30, thứ Hai đến thứ Sáu), hoặc nộp "
    "trực tuyến trên ứng dụng VNeID",
    returned_papers="01 tờ khai, 01 bản sao căn cước",
)
DESK_2 = Occasion(printed_at=at(2026, 11, 18, 14, 5), printed_by="Trần Thị Mỹ Duyên")


def refusal() -> bytes:
    return draw_refusal(REFUSAL, DESK_2)


def _hop(given_by, taken_by, moment, giver, taker, limit, timing=Timing.EARLY, **more) -> HandOver:
    return HandOver(given_by, taken_by, moment, giver, taker, limit_at=limit, timing=timing, **more)


DESK_OF_TAN_HOA = "Trung tâm PVHCC phường Tân Hòa"
SLIP = ControlSlip(
    form_set=FormSet.F2025,
    heading=replace(REFUSAL.heading, number="274/TTPVHCC", on=date(2026, 10, 15)),
    code="H99.27-261015-0009",
    track="https://dvc.lamgiang.example/tra-cuu/H99.27-261015-0009/?k=M2ZT",
    agency="Phòng Kinh tế, Hạ tầng và Đô thị, UBND phường Tân Hòa",
    supporting=("Sở Xây dựng tỉnh Lam Giang",),
    owner="Phan Thị Ngọc Trâm",
    procedure="Cấp giấy phép xây dựng nhà ở riêng lẻ",
    received_at=at(2026, 10, 15, 8, 40),
    due_at=at(2026, 11, 5, 17),
    hand_overs=(
        _hop(DESK_OF_TAN_HOA, "Phòng Kinh tế, Hạ tầng và Đô thị", at(2026, 10, 15, 10, 10), "Trần Thị Mỹ Duyên",
             "Nguyễn Lan Anh", at(2026, 10, 15, 14, 40)),
        _hop("Phòng Kinh tế, Hạ tầng và Đô thị (phân công)", "Chuyên viên thụ lý", at(2026, 10, 15, 15, 30),
             "Nguyễn Lan Anh", "Trần Quốc Việt", at(2026, 10, 15, 16, 10)),
        _hop("Chuyên viên thụ lý", "Sở Xây dựng (lấy ý kiến)", at(2026, 10, 20, 9, 15), "Trần Quốc Việt",
             "Lê Quang Huy", at(2026, 10, 21, 17)),
        _hop("Sở Xây dựng", "Chuyên viên thụ lý", at(2026, 10, 27, 10, 20), "Lê Quang Huy", "Trần Quốc Việt",
             at(2026, 10, 23, 17), Timing.LATE, late_by="02 ngày",
             reason="phối hợp chậm; đã báo Trung tâm ngày 26/10"),
        _hop("Chuyên viên thụ lý", "Lãnh đạo UBND phường", at(2026, 10, 29, 15, 40), "Trần Quốc Việt",
             "Lê Thị Minh Châu", at(2026, 10, 30, 9, 30)),
        _hop("Lãnh đạo UBND phường (Văn thư)", DESK_OF_TAN_HOA, at(2026, 11, 3, 16, 30), "Hồ Ngọc Mai",
             "Trần Thị Mỹ Duyên", at(2026, 11, 3, 17), Timing.ON_TIME),
    ),
    finished_at=at(2026, 11, 3, 16, 30),
    timing=Timing.EARLY,
    by="02 ngày",
)  # fmt: skip
CLOSING_HOUR = Occasion(printed_at=at(2026, 11, 3, 16, 35), printed_by="Trần Thị Mỹ Duyên (Quầy 2)")


def control_slip() -> bytes:
    return draw_control_slip(SLIP, CLOSING_HOUR)


def control_slip_a4() -> bytes:
    return draw_control_slip(replace(SLIP, paper="A4"), CLOSING_HOUR)


_OWNERS = ("Nguyễn Thị Bích Ngọc", "Trần Văn Lợi", "Hồ Đắc Phú", "Lê Thị Thanh Tuyền", "Huỳnh Ngọc Anh",
           "Phạm Quốc Bảo", "Đặng Thị Kim Yến", "Võ Hoàng Long", "Bùi Thị Xuân Mai",
           "Công ty TNHH MTV Thương mại Dịch vụ Hải Vân Sơn", "Ngô Thị Hạnh", "Dương Minh Khôi", "Phan Thị Diễm My",
           "Lý A Páo", "Đỗ Thị Hồng Nhung", "Trương Gia Hân", "Cao Văn Sỹ", "Mai Thị Lệ Thủy",
           "Tôn Nữ Hoàng Uyên", "Hà Quang Vinh")  # fmt: skip
_WAYS = (("Tại quầy", "Đã ký"), ("Trực tuyến", "Xác thực"), ("Bưu chính", "Biên bản"))


def entry(place: int) -> Entry:
    """Entry number `place` (0…) of a busy book: the seventh is stopped, the ninth late, the last four open."""
    way, signed = _WAYS[place % 3]
    whole = Entry(
        no=1201 + place,
        code=f"H99.27-2611{9 + place // 5:02}-{7 + place:04}",
        procedure=("Đăng ký thành lập hộ kinh doanh", "Đăng ký thay đổi nội dung đăng ký hộ kinh doanh")[place % 2],
        sets=1,
        owner=_OWNERS[place % 20],
        address=f"Khối phố {1 + place % 7}, P. Tân Hòa",
        phone=f"090500{100 + place:04}",
        agency="UBND phường Tân Hòa",
        received_on=date(2026, 11, 9),
        due_on=date(2026, 11, 12),
        standing=Standing.RETURNED,
        forwarded_on=date(2026, 11, 10),
        got_back_on=date(2026, 11, 12),
        returned_on=date(2026, 11, 12),
        method=way,
        signed=signed,
    )
    empty = {"got_back_on": None, "returned_on": None, "method": "", "signed": ""}
    if place % 20 == 6:
        return replace(whole, standing=Standing.STOPPED, note="Dừng theo yêu cầu, TB số 209", **empty)
    if place % 20 == 8:
        return replace(whole, late=True, note="Quá hạn 01 ngày, PXL số 226")
    return replace(whole, standing=Standing.OPEN, **empty) if place % 20 > 15 else whole


REGISTER = Register(
    form_set=FormSet.F2025,
    heading=REFUSAL.heading,
    sector="Hộ kinh doanh",
    book="03",
    year=2026,
    entries=tuple(entry(place) for place in range(20)),
    first_page=61,
    before=Sums(entries=1200, returned=1172, stopped=11),
)
EVENING = Occasion(printed_at=at(2026, 11, 17, 17, 5), printed_by="Trần Thị Mỹ Duyên")


def register() -> bytes:
    return draw_registers((REGISTER,), EVENING)


def long_register() -> bytes:
    return draw_registers((replace(REGISTER, entries=tuple(entry(place) for place in range(70))),), EVENING)
