"""A small catalogue folder as text, to be made wrong in one place at a time."""

from datetime import UTC, datetime

from motcua.catalogue.files.folder import Files, load_texts
from motcua.catalogue.files.importing import import_
from motcua.ledger.actor import SYSTEM

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday 23 November 2026, 08:00 in Viet Nam
TODAY = AT.date()

SECTORS = """\
sectors:
  - key: ho-tich
    name: Hộ tịch
"""
LEGAL = """\
# Văn bản làm căn cứ.
documents:
  - code: 85/2019/TT-BTC
    name: Thông tư hướng dẫn về phí và lệ phí
    valid_from: 2020-01-13
    valid_to: null
    evidence: confident
"""
PROCESS = """\
key: xa-3
name: Ba bước cấp xã
nodes:
  - {key: tiep-nhan, kind: intake, name: Tiếp nhận, role: DESK, unit: receiving, limit: 2 WH}
  - {key: tham-dinh, kind: work, name: Thẩm định, role: OFFICER, unit: competent, limit: 1 WD}
  - {key: ky-duyet, kind: approve, name: Ký duyệt, role: APPROVER, unit: competent, limit: 4 WH}
  - {key: tra-ket-qua, kind: return, name: Trả kết quả, role: DESK, unit: receiving, limit: 1 WD}
overrides:
  - {unit: H99.77, limits: {tham-dinh: 4 WH}}
"""
GUARDIAN = """\
# Thủ tục mẫu của bộ kiểm thử.
code: 1.004837
name: Đăng ký giám hộ
abbreviations: [gh]
synonyms: [nhận giám hộ]
sector: ho-tich
level: commune
online: full
result: {name: Trích lục đăng ký giám hộ, evidence: confident}
evidence: verified
versions:
  - no: 1
    profile: R2025
    valid_from: 2025-07-01
    valid_to: null
    supplement: {mode: restart, limit: 1, window: 30 CD, evidence: uncertain}
    cases:
      - {key: cu, name: Giám hộ cử, condition: Có văn bản cử người giám hộ}
      - {key: duong-nhien, name: Giám hộ đương nhiên}
    limits:
      - {case: null, value: 3 WD, start: acceptance, mode: END_OF_DAY, evidence: verified, basis: 60/2014/QH13}
    papers:
      # Tờ khai theo mẫu.
      - {code: TP01, name: Tờ khai đăng ký giám hộ, originals: 1, nature: original, evidence: confident}
      - {code: TP02, name: Văn bản cử người giám hộ, originals: 1, nature: original, case: cu, evidence: confident}
    fees:
      - {code: LP01, name: Lệ phí hộ tịch, kind: charge, amount: 8000, per: dossier, basis: "85/2019/TT-BTC, Điều 5",
         evidence: illustrative}
    process: xa-3
    guidance: "Nộp tại Bộ phận Một cửa."
    legal: [{document: 60/2014/QH13, article: Điều 19}]
"""
GUARDIAN_FILE = "procedures/1.004837.yaml"
PROCESS_FILE = "processes/xa-3.yaml"


def texts(**changes: str) -> dict[str, str]:
    """The folder; `procedure`, `process`, `sectors`, `legal` replace a file."""
    return {
        "sectors.yaml": changes.get("sectors", SECTORS),
        "legal.yaml": changes.get("legal", LEGAL),
        PROCESS_FILE: changes.get("process", PROCESS),
        GUARDIAN_FILE: changes.get("procedure", GUARDIAN),
    }


def folder(old: str = "", new: str = "", **changes: str) -> Files:
    """The folder, with a piece of the procedure's file replaced."""
    procedure = changes.pop("procedure", GUARDIAN)
    if old not in procedure:
        raise AssertionError(f"the sample does not hold {old!r}")
    return load_texts(texts(procedure=procedure.replace(old, new), **changes))


def import_sample(at: datetime = AT) -> None:
    """Publish the sample."""
    import_(folder(), actor=SYSTEM, at=at)


def line_with(piece: str, text: str = GUARDIAN) -> int:
    """The number of the first line that holds a piece of text."""
    return next(number for number, line in enumerate(text.splitlines(), start=1) if piece in line)
