"""`python -m bench.inside bench.receipt` draws a receipt with three papers again and again; prints milliseconds."""

import json
import statistics
import time
from datetime import UTC, date, datetime

from motcua.documents.forms.receipt import PaperLine, ReceiptSheet, draw_receipt
from motcua.documents.forms.sheets import Heading, Occasion
from motcua.rules.documents import FormSet

TIMES, WARM = 60, 5
AT = datetime(2026, 11, 16, 2, 10, tzinfo=UTC)


def sheet() -> ReceiptSheet:
    """A receipt as a ward gives it."""
    return ReceiptSheet(
        form_set=FormSet.F2025,
        heading=Heading("UBND PHƯỜNG TÂN HÒA", "TRUNG TÂM", "12846/TTPVHCC", "phường Tân Hòa", date(2026, 11, 16)),
        code="H99.27-261116-0001",
        track="/tra-cuu/H99.27-261116-0001/?k=7f3k9q2m",
        desk="Trung tâm Phục vụ hành chính công phường Tân Hòa",
        owner="Hoàng Thị Thu Hà",
        applicant="Hoàng Thị Thu Hà",
        address="Số 112 đường Nguyễn Công Trứ, phường Tân Hòa",
        phone="0999000318",
        email="",
        procedure="Đăng ký thành lập hộ kinh doanh",
        procedure_code="1.001612",
        papers=tuple(PaperLine(name=f"Giấy tờ thứ {no}", originals=1, copies=0) for no in (1, 2, 3)),
        sets=1,
        limit="03 ngày làm việc",
        received_at=AT,
        due_at=AT,
        return_at="Nhận tại Bộ phận Một cửa nơi nộp hồ sơ",
        fee="không thu",
        book="Hộ kinh doanh",
        entry="12846",
        clerk="Phạm Thu Trang",
        contact="02999 000 100",
    )


def spans() -> list[float]:
    """Milliseconds of each drawing, sorted; the first few are not counted."""
    occasion, form, found = Occasion(printed_at=AT, printed_by="phep-do"), sheet(), []
    for turn in range(TIMES + WARM):
        before = time.perf_counter()
        draw_receipt(form, occasion)
        if turn >= WARM:
            found.append(1000 * (time.perf_counter() - before))
    return sorted(found)


if __name__ == "__main__":
    drawn = spans()
    p95 = drawn[int(len(drawn) * 0.95)]
    print(json.dumps({"p50": statistics.median(drawn), "p95": p95, "drawn": len(drawn)}))
