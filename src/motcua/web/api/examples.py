"""One example per act, as a partner would send it. The people in them cannot exist."""

from typing import Any, Final

_APPLICANT: Final = {
    "name": "Hoàng Thị Thu Hà",
    "identity_no": "999187002416",
    "phone": "0999000318",
    "address": "Số 112 đường Nguyễn Công Trứ, phường Tân Hòa",
}


def _one(value: dict[str, Any]) -> dict[str, Any]:
    return {"example": {"value": value}}


EXAMPLES: Final[dict[str, dict[str, Any]]] = {
    "create_dossier": {
        "receive": {
            "summary": "Tiếp nhận",
            "value": {
                "verb": "receive",
                "procedure": "1.001612",
                "case": "ca-nhan",
                "applicant": _APPLICANT,
                "papers": [{"item": "TP01", "originals": 1}, {"name": "Hợp đồng thuê cửa hàng", "copies": 1}],
            },
        },
        "refuse": {
            "summary": "Từ chối tiếp nhận",
            "value": {
                "verb": "refuse",
                "procedure": "1.001612",
                "applicant": _APPLICANT,
                "reason": "papers_missing",
                "explanation": "Thiếu giấy tờ chứng minh chỗ ở hợp pháp.",
            },
        },
    },
    "undo_receive": _one({}),
    "correct_details": _one({"party": "applicant", "phone": "0999000319"}),
    "assign": _one({"person": "viet.tran"}),
    "forward": _one({"person": "", "note": "Đã đủ giấy tờ."}),
    "send_back": _one({"to": "Thẩm định", "reason": "draft_wrong", "explanation": "Sai tên đường."}),
    "judge_paper": _one({"judgements": [{"paper": 1, "verdict": "pass"}]}),
    "propose": _one({"outcome": "approved", "opinion": "Đủ điều kiện."}),
    "approve": _one({}),
    "finish": _one({"number": "45/GCN", "issued_on": "2026-11-18"}),
    "return_result": _one({"taker": "applicant", "identity_seen": True, "method": "desk"}),
    "annotate": _one({"text": "Đã gọi điện cho người nộp.", "visibility": "internal"}),
    "recompute_due": _one({"document_no": "120/QĐ-UBND"}),
    "propose_supplement": _one(
        {
            "reason": "paper_invalid",
            "items": [
                {"paper": 2, "words": "Nộp bản sao hợp đồng thuê nhà có chứng thực, còn thời hạn."},
                {"part": "applicant", "reason": "details_wrong", "words": "Ghi đúng địa chỉ thường trú."},
            ],
        }
    ),
    "sign_supplement": _one({}),
    "drop_supplement": _one({"explanation": "Đã tìm thấy giấy tờ trong kho dữ liệu."}),
    "request_supplement": _one({}),
    "accept_supplement": _one(
        {"answers": [{"no": 1, "copies": 1, "original_seen": True}, {"no": 2, "words": "Tổ 4, phường Tân Hòa"}]}
    ),
    "lapse_supplement": _one({}),
    "pause": _one(
        {"cause": "posting", "document_no": "32/TB-UBND", "explanation": "Niêm yết 15 ngày tại UBND phường."}
    ),
    "resume": _one({}),
    "request_obligation": _one(
        {"amount": 1250000, "basis": "Nghị định 103/2024/NĐ-CP, Điều 6", "document_no": "45/TB-CCT"}
    ),
    "confirm_obligation": _one({"receipt_no": "0000412"}),
    "extend": _one({"explanation": "Xác minh nơi thường trú trước đây tại phường Vĩnh Phú."}),
    "correct_due": _one(
        {
            "moment": "2026-11-16T08:05:00+07:00",
            "reason": "entered_later",
            "explanation": "Hồ sơ giấy nhận lúc mất mạng, nhập sau hai giờ.",
            "document_no": "12/QĐ-VPUB",
        }
    ),
    "withdraw": _one({"asked_on": "2026-11-17", "document_no": "ĐR-31", "reason": "Tôi chuyển nơi kinh doanh."}),
    "stop": _one({"reason": "in_dispute", "explanation": "Thửa đất đang có đơn khởi kiện, tòa án đã thụ lý."}),
    "decline": _one({"reason": "not_entitled", "explanation": "Địa điểm nằm trong khu vực không được kinh doanh."}),
    "draft_apology": _one(
        {"cause": "field_work_long", "sentence": "Mưa lũ nên chưa kiểm tra được thực địa.", "days": 3}
    ),
    "sign_apology": _one({"days": 4}),
    "send_apology": _one({"proof": "sms", "words": "Nhắn lúc 9:15 ngày 17/11, nhà mạng báo đã nhận."}),
}
