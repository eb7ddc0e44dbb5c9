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
    "pause": _one({"cause": "posting", "explanation": "Niêm yết 15 ngày tại UBND phường."}),
    "resume": _one({}),
}
