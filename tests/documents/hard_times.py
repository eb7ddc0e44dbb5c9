"""The papers of what does not go well: supplements, refusals after appraisal, apologies, stops. All is invented."""

from dataclasses import replace
from datetime import date

from motcua.documents.forms.apology import ApologySheet, draw_apology
from motcua.documents.forms.letters import Receiver, Signature
from motcua.documents.forms.receipt import draw_receipt
from motcua.documents.forms.refusal import SignedOpinion, draw_refusal
from motcua.documents.forms.sheets import Heading, Occasion
from motcua.documents.forms.stop_notice import ReturnedPaper, StopNoticeSheet, draw_stop_notice
from motcua.documents.forms.supplement import SupplementRow, SupplementSheet, draw_supplement
from motcua.rules.documents import FormSet, StopGround
from tests.documents.samples import COUNTER, DESK_2, RECEIPT, REFUSAL, THIRTY, WORST_RECEIPT, at

DECLINE = replace(
    REFUSAL,
    heading=replace(REFUSAL.heading, number="419/TTPVHCC", on=date(2026, 11, 20)),
    code="H99.27-261105-0011",
    track="https://dvc.lamgiang.example/tra-cuu/H99.27-261105-0011/?k=W5RD",
    owner="Võ Thị Kim Cúc",
    applicant="Võ Thị Kim Cúc",
    address="Số 45 đường Hùng Vương, khối phố 2, phường Tân Hòa, tỉnh Lam Giang",
    phone="0914000562",
    email="",
    procedure="Cấp giấy phép xây dựng nhà ở riêng lẻ",
    procedure_code="1.009994",
    reasons=("Căn cứ: khoản 2 Điều 93 Luật Xây dựng năm 2014, sửa đổi, bổ sung năm 2020.",),
    right_place="",
    right_place_detail="",
    returned_papers="01 đơn đề nghị, 02 bộ bản vẽ thiết kế, 01 bản sao giấy chứng nhận quyền sử dụng đất",
    opinion=SignedOpinion(
        words="Thửa đất nằm trong hành lang bảo vệ đường bộ của đường tỉnh 605, không đủ điều kiện cấp phép xây dựng.",
        by="Phòng Kinh tế, Hạ tầng và Đô thị (bà Nguyễn Lan Anh, Trưởng phòng)",
        on=date(2026, 11, 19),
    ),
)


def decline() -> bytes:
    return draw_refusal(DECLINE, replace(DESK_2, printed_at=at(2026, 11, 20, 9, 30)))


REQUEST = SupplementSheet(
    form_set=FormSet.F2025,
    heading=replace(REFUSAL.heading, number="386/TTPVHCC", on=date(2026, 11, 16)),
    code=DECLINE.code,
    track=DECLINE.track,
    owner=DECLINE.owner,
    address=DECLINE.address,
    phone=DECLINE.phone,
    email="",
    procedure=DECLINE.procedure,
    procedure_code=DECLINE.procedure_code,
    rows=(
        SupplementRow(
            "Bản vẽ mặt bằng móng và mặt cắt móng",
            "Hồ sơ chưa có bản vẽ móng.",
            "Nộp 01 bản chính tỷ lệ 1/50 đến 1/200, có ký tên, đóng dấu của đơn vị thiết kế.",
        ),
        SupplementRow(
            "Bản vẽ mặt bằng tầng 1",
            "Mật độ xây dựng kê khai 86%, quy định tối đa 80%.",
            "Sửa bản vẽ còn tối đa 80% và nộp lại 01 bản chính.",
        ),
        SupplementRow(
            "Cam kết bảo đảm an toàn công trình liền kề",
            "Thiếu chữ ký của chủ nhà số 47.",
            "Bổ sung chữ ký; mẫu có sẵn tại quầy 2 hoặc quét mã ở góc phiếu.",
        ),
    ),
    reason="thành phần hồ sơ chưa đủ theo thủ tục đã công khai",
    last_day=at(2026, 12, 16, 17),
    asked_at=at(2026, 11, 16, 10, 20),
    restart=False,
    contact="bà Trần Thị Mỹ Duyên, quầy 2",
    contact_phone="0299000120",
    guide="Trần Thị Mỹ Duyên",
)

WORST_REQUEST = replace(
    REQUEST,
    form_set=FormSet.F2018,
    heading=Heading(
        parent="UBND HUYỆN BÌNH LAM",
        agency="BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ",
        number="86/BPTNTKQ",
        place="Bình Lam",
        on=date(2024, 2, 8),
    ),
    code="000.00.27.H99-240105-0007",
    track="https://dvc.lamgiang.example/tra-cuu/000.00.27.H99-240105-0007/?k=ZZ9P",
    owner=WORST_RECEIPT.owner,
    address=WORST_RECEIPT.address,
    procedure="Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất trong các trường hợp "
    "chuyển đổi, chuyển nhượng, cho thuê, cho thuê lại, thừa kế, tặng cho, góp vốn",
    procedure_code="1.004227",
    rows=tuple(
        replace(row, name=f"{row.name} (tờ số {place})")
        for place in range(1, 5)
        for row in REQUEST.rows[: 3 - place % 2]
    ),
    restart=True,
    last_day=at(2024, 3, 8, 17),
    asked_at=at(2024, 2, 8, 8),
    ordinal=2,
    second_ground="Quyết định số 12/2024/QĐ-UBND có hiệu lực sau lần yêu cầu thứ nhất, thêm bản trích đo địa chính "
    "(Chủ tịch Ủy ban nhân dân huyện đồng ý tại Công văn số 88/UBND-VP)",
    guide="Công Tằng Tôn Nữ Nguyễn Phước Hoàng Quỳnh Trâm",
    contact="bà Công Tằng Tôn Nữ Nguyễn Phước Hoàng Quỳnh Trâm, quầy 12",
)


def supplement() -> bytes:
    return draw_supplement(REQUEST, replace(DESK_2, printed_at=at(2026, 11, 16, 10, 20)))


def worst_supplement() -> bytes:
    return draw_supplement(WORST_REQUEST, replace(DESK_2, printed_at=at(2024, 2, 8, 8, 5)))


SORRY_2018 = ApologySheet(
    form_set=FormSet.F2018,
    heading=Heading(
        parent="UBND TỈNH LAM GIANG",
        agency="SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG",
        number="57/PXL",
        place="Lam Giang",
        on=date(2024, 9, 19),
    ),
    code="H99.03-240910-0042",
    track="https://dvc.lamgiang.example/tra-cuu/H99.03-240910-0042/?k=7K4P",
    agency="Sở Tài nguyên và Môi trường",
    to=Receiver(
        name="Nguyễn Thành Trung",
        call="Ông",
        address="Thôn 3, xã Phước Trung, huyện Bình Lam, tỉnh Lam Giang",
        phone="0903000447",
    ),
    desk="Trung tâm Phục vụ hành chính công tỉnh Lam Giang",
    procedure="Đính chính Giấy chứng nhận đã cấp",
    received_on=date(2024, 9, 10),
    due_at=at(2024, 9, 20, 17),
    reason="Chi nhánh Văn phòng Đăng ký đất đai khu vực II chưa chuyển hồ sơ gốc để đối chiếu",
    new_due_at=at(2024, 9, 25, 17),
    extra_days=3,
    responsible="bà Đỗ Thị Lan, Trưởng phòng Đăng ký đất đai",
    responsible_phone="0299000215",
    signature=Signature(("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Trần Đình Khoa"),
    copies_to=("Như trên", "Trung tâm PVHCC tỉnh", "Lưu: VT, ĐKĐĐ"),
)
MAIL_ROOM = Occasion(printed_at=at(2024, 9, 19, 15, 10), printed_by="Lê Hoài Nam (Văn thư)")

SORRY_2025 = replace(
    SORRY_2018,
    form_set=FormSet.F2025,
    heading=Heading(
        parent="", agency="ỦY BAN NHÂN DÂN PHƯỜNG TÂN HÒA", number="231/PXL", place="Tân Hòa", on=date(2026, 11, 16)
    ),
    code="H99.27-261023-0012",
    track="https://dvc.lamgiang.example/tra-cuu/H99.27-261023-0012/?k=B8TN",
    agency="Ủy ban nhân dân phường Tân Hòa",
    to=Receiver(
        name="Nguyễn Văn Hùng",
        call="Ông",
        address="số 19 đường Trần Quang Diệu, phường Tân Hòa, tỉnh Lam Giang",
        phone="0912000236",
    ),
    desk="Trung tâm Phục vụ hành chính công phường Tân Hòa",
    procedure="Cấp giấy phép xây dựng nhà ở riêng lẻ",
    received_on=date(2026, 10, 23),
    due_at=at(2026, 11, 17, 17),
    reason="mưa lũ từ ngày 12 đến ngày 14 tháng 11 làm đoàn kiểm tra chưa đến được thực địa",
    new_due_at=at(2026, 11, 25, 17),
    extra_days=5,
    remaining="kiểm tra thực địa ngày 19 tháng 11, sau đó trình ký",
    responsible="bà Nguyễn Lan Anh, Trưởng phòng Kinh tế, Hạ tầng và Đô thị",
    responsible_phone="0299000127",
    signature=Signature(("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Lê Thị Minh Châu"),
    copies_to=("Như trên", "Chủ tịch UBND phường (để báo cáo)", "Trang công khai thư xin lỗi", "Lưu: VT, KT (02)"),
)
REGISTRY = Occasion(printed_at=at(2026, 11, 16, 16, 2), printed_by="Hồ Ngọc Mai (Văn thư)")

WORST_SORRY = replace(
    SORRY_2018,
    to=replace(SORRY_2018.to, name=WORST_RECEIPT.owner, call="Quý Công ty", person=False, phone="", address=""),
    reason="Chi nhánh Văn phòng Đăng ký đất đai khu vực II chưa chuyển hồ sơ gốc để đối chiếu; Sở Tài chính chưa có ý "
    "kiến về giá đất cụ thể; đoàn kiểm tra liên ngành phải lùi ngày kiểm tra thực địa hai lần do mưa lũ kéo dài từ "
    "ngày 09 đến ngày 16 tháng 9, đường vào khu đất bị sạt lở tại ba vị trí và đến nay chưa thông xe trở lại",
    signature=Signature(("TUQ. GIÁM ĐỐC", "GIÁM ĐỐC VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI"), WORST_REQUEST.guide),
)


def apology() -> bytes:
    return draw_apology(SORRY_2018, MAIL_ROOM)


def apology_2025_a4() -> bytes:
    return draw_apology(SORRY_2025, REGISTRY)


def worst_apology_a4() -> bytes:
    return draw_apology(WORST_SORRY, MAIL_ROOM)


STOP = StopNoticeSheet(
    form_set=FormSet.F2025,
    heading=replace(SORRY_2025.heading, number="214/TB-UBND", on=date(2026, 11, 18)),
    code="H99.27-261109-0018",
    track="https://dvc.lamgiang.example/tra-cuu/H99.27-261109-0018/?k=X3MD",
    agency="Ủy ban nhân dân phường Tân Hòa",
    ground=StopGround.WITHDRAWN,
    to=Receiver(
        name="Công ty TNHH Phước An",
        call="Quý Công ty",
        address="lô B4, cụm công nghiệp Tân Hòa, phường Tân Hòa, tỉnh Lam Giang",
        phone="0299000338",
        person=False,
    ),
    procedure="Chấp thuận địa điểm đấu nối tạm",
    received_on=date(2026, 11, 9),
    asked_on=date(2026, 11, 17),
    asked_no="36/CV-PA",
    reason="thay đổi phương án thiết kế nút giao",
    stopped_on=date(2026, 11, 18),
    used="07",
    allowed="09 ngày làm việc",
    due_at=at(2026, 11, 20, 17),
    papers=(
        ReturnedPaper("Đơn đề nghị chấp thuận địa điểm đấu nối tạm", originals=1),
        ReturnedPaper("Bản vẽ mặt bằng nút giao đấu nối, 06 trang", originals=1),
        ReturnedPaper("Văn bản cam kết hoàn trả mặt bằng", copies=1),
    ),
    fee="không phát sinh, không có khoản phải hoàn trả",
    signature=SORRY_2025.signature,
    copies_to=("Công ty TNHH Phước An", "TTPVHCC phường (để trả giấy tờ)", "Lưu: VT, KT (02)"),
)

WORST_STOP = replace(
    STOP,
    ground=StopGround.LAPSED,
    to=replace(STOP.to, name=WORST_RECEIPT.owner, address=WORST_RECEIPT.address, phone=""),
    asked_on=date(2026, 10, 16),
    asked_no="301/TTPVHCC",
    window="30 ngày",
    reason="",
    papers=tuple(ReturnedPaper(paper.name, paper.originals, paper.copies) for paper in THIRTY),
    fee="3.000.000 đồng, đã thu; hoàn trả 1.500.000 đồng theo khoản 2 Điều 5 Thông tư số 33/2018/TT-BTC",
    copies_to=("Như trên", "TTPVHCC phường (để trả giấy tờ)", "Lưu: VT, KT (02)"),
    signature=replace(WORST_SORRY.signature, capacity=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
)


def stop_notice_a4() -> bytes:
    return draw_stop_notice(STOP, replace(REGISTRY, printed_at=at(2026, 11, 18, 8, 40)))


def worst_stop_notice_a4() -> bytes:
    return draw_stop_notice(WORST_STOP, replace(REGISTRY, printed_at=at(2026, 11, 18, 8, 40)))


RECEIPT_AGAIN = replace(
    RECEIPT,
    version=2,
    replaces_at=at(2026, 12, 1, 9, 15),
    former_due_at=at(2026, 11, 23, 17),
    supplemented_at=at(2026, 12, 1, 9, 15),
    due_at=at(2026, 12, 4, 17),
)


def receipt_again() -> bytes:
    return draw_receipt(RECEIPT_AGAIN, replace(COUNTER, printed_at=at(2026, 12, 1, 9, 16)))
