"""bin/motcua ledger verify|status|restore-guards|rotate-key: was anything tampered with, how far are the readers.

Guards that were lost are set again here, and the keys of the house get successors.
"""

import argparse
import json
import sys
from time import perf_counter

from motcua.config.rotation import KEY_WORDS, Key, rotate
from motcua.dossiers.heads import HEADS
from motcua.ledger import status
from motcua.ledger.findings import Finding
from motcua.ledger.guards import restore_guards
from motcua.ledger.verify import Report, examine
from motcua.web.shared import clock

NAME = "ledger"
HELP = "Đối chiếu sổ sự kiện, xem tình trạng của sổ, đặt lại chốt chống sửa, hoặc đổi khóa."
NEEDS_DJANGO = True

MEANWHILE = "Trong lúc thiếu chốt, dữ liệu có thể đã bị sửa hoặc xóa: đặt lại chốt không chữa được. Đang đối chiếu sổ."
BEYOND = (
    "Đối chiếu này chỉ xét sổ sự kiện. Hãy chạy tiếp bin/motcua fold để so hồ sơ với sự kiện; "
    "danh mục, đơn vị, lịch và nhật ký xem thì so với bản sao lưu."
)


# Why that is safe: docs/operate.md, Keys.
KEPT = (
    "Dấu tra cứu của số định danh, số điện thoại và mã truy cập API vẫn dùng khóa bí mật đầu tiên: tra cứu, chặn trùng "
    "và các kết nối chạy tiếp như cũ. Nếu nghi lộ cả khóa và dữ liệu, hãy thu hồi rồi cấp lại mã truy cập API."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """verify reads the whole ledger; status asks for a few numbers; the other two write, each with an event."""
    actions = parser.add_subparsers(dest="action", metavar="verify|status|restore-guards|rotate-key", required=True)
    words = {
        "verify": "Đọc toàn bộ sổ và nêu sự kiện đầu tiên bị sửa, xóa, chèn hoặc đổi thứ tự.",
        "status": "In số sự kiện, vị trí, điểm chốt, niêm phong, bộ đọc và khóa công khai.",
        "restore-guards": "Đặt lại các chốt chống sửa bị mất, ghi việc đó vào sổ, rồi đối chiếu toàn bộ sổ.",
        "rotate-key": "Tạo khóa mới, khóa cũ vẫn dùng để đối chiếu; tiến trình khởi động sau đó mới dùng khóa mới.",
    }
    for name, help_ in words.items():
        action = actions.add_parser(name, help=help_, description=help_)
        action.add_argument("--json", action="store_true", help="In JSON.")
        if name == "rotate-key":
            action.add_argument(
                "--key",
                choices=[str(key) for key in Key],
                required=True,
                help="chain: nối chuỗi sự kiện; checkpoint: ký điểm chốt và niêm phong; secret: phiên và mã một lần "
                "(dấu tra cứu số định danh và mã truy cập API giữ khóa đầu tiên).",
            )


def run(options: argparse.Namespace) -> int:
    """0: sound. 1: something was found (or the database is a bench's, which is refused)."""
    if options.action == "status":
        _print_status(as_json=options.json)
        return 0
    if options.action == "rotate-key":
        _rotate(Key(options.key), as_json=options.json)
        return 0
    return _restore_guards(as_json=options.json) if options.action == "restore-guards" else _verify(options.json)


def _verify(as_json: bool, **more: object) -> int:
    """The exit code; `more` stands in the JSON beside the report."""
    started = perf_counter()
    report = examine(HEADS)
    if as_json:
        print(json.dumps(more | _report(report), ensure_ascii=False, indent=2))
    else:
        _print_report(report, perf_counter() - started)
    return 1 if report.findings else 0


def _restore_guards(*, as_json: bool) -> int:
    """0: the ledger is sound, 1: it is not. Raises KeysGone; BenchLedger, when the guards stand again."""
    restored = restore_guards(at=clock.now())
    if as_json:
        return _verify(True, restored=restored)
    if restored:
        print(f"Đã đặt lại {len(restored)} chốt chống sửa và ghi vào sổ: {', '.join(restored)}.")
        print(MEANWHILE, flush=True)
    else:
        print("Đủ chốt chống sửa sổ, không phải đặt lại. Đang đối chiếu sổ.", flush=True)
    code = _verify(False)
    if restored:
        print(BEYOND)
    return code


def _rotate(key: Key, *, as_json: bool) -> None:
    """Raises SecretIsGiven."""
    number = rotate(key, at=clock.now())
    if as_json:
        print(json.dumps({"key": str(key), "number": number}))
        return
    print(f"Đã tạo {KEY_WORDS[key]} số {number} và ghi vào sổ.")
    print("Hãy sao lưu, rồi chạy bin/motcua prepare và khởi động lại máy chủ web và tiến trình nền để dùng khóa mới.")
    if key is Key.SECRET:
        print(KEPT)


def _report(report: Report) -> dict[str, object]:
    return {"events": report.events, "sound": not report.findings, "findings": [_finding(f) for f in report.findings]}


def _finding(found: Finding) -> dict[str, object]:
    return {
        "damage": found.damage.value,
        "where": found.where,
        "stream_kind": found.stream_kind,
        "stream_id": found.stream_id,
        "seq": found.seq,
        "event_id": found.event_id,
        "position": found.position,
        "last_position": found.last_position,
        "message": found.sentence,
    }


def _print_report(report: Report, seconds: float) -> None:
    for found in report.findings:
        print(found.sentence, file=sys.stderr)
    count = f"{report.events:,}".replace(",", ".")
    duration = f"{seconds:.1f}".replace(".", ",")
    verdict = f"{len(report.findings)} điều không khớp" if report.findings else "sổ nguyên vẹn"
    print(f"Đã đọc {count} sự kiện trong {duration} giây: {verdict}.")


def _print_status(*, as_json: bool) -> None:
    now = status.read_status()
    if as_json:
        print(json.dumps(now.as_dict(), ensure_ascii=False, indent=2))
        return
    print(f"Sổ {now.ledger_id}: vị trí {now.last_position}, còn {now.unplaced} sự kiện chưa xếp chỗ.")
    print(
        f"Điểm chốt {now.last_checkpoint} (đến vị trí {now.checkpointed}); niêm phong gần nhất: {now.last_seal or '–'}."
    )
    for reader in now.readers:
        state = "tạm nghỉ" if reader.paused else reader.error or "đang đọc"
        print(f"  {reader.name}: {reader.position} (chậm {reader.lag}), {state}")
    if now.stuck:
        print(f"{now.stuck} cuộc gửi đang chờ người xử lý.")
    for key_id, public in now.public_keys.items():
        print(f"Khóa công khai {key_id}: {public}")
    for name in now.missing_triggers:
        print(f"Thiếu trigger: {name}", file=sys.stderr)
