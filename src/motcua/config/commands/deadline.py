"""bin/motcua deadline: the due date of one term, or of a file of them, by the law's arithmetic.

Without a unit the default sessions (07:30–11:30, 13:30–17:30, Monday to Friday) and the national calendar 2018–2027
count; other years know weekends only, and a note says so. Needs no database then.
"""

import argparse
import json
import sys
from pathlib import Path

from motcua.config.complaints import why
from motcua.config.deadline_items import NO_APPOINTMENT, Answer, Question, answer, calendar_of_unit, read
from motcua.rules.calendar import legal_day
from motcua.rules.deadlines import explain
from motcua.rules.faults import Fault

NAME = "deadline"
HELP = "Tính hạn trả kết quả từ thời hạn và thời điểm tiếp nhận."
NEEDS_DJANGO = False
_ANSWERS = ("due", "error", "note")  # of an earlier run, when its output is fed in again
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class BadFile(Fault):
    """The batch file cannot be read."""

    code = "bad_file"
    sentence = "{reason}"


class WrongUsage(Fault):
    """The options do not fit together."""

    code = "wrong_usage"
    sentence = "{reason}"


def arguments(parser: argparse.ArgumentParser) -> None:
    """One term by options, or many by --batch."""
    parser.add_argument("--limit", metavar="THỜI-HẠN", help="<n>[.5] WD|CD|WH|MO, hoặc SAMEDAY, hoặc NOW")
    parser.add_argument("--from", dest="start", metavar="LÚC", help="thời điểm tiếp nhận, ví dụ 2023-04-26T14:00")
    parser.add_argument(
        "--pause", nargs=2, action="append", metavar=("TỪ", "ĐẾN"), help="một lần tạm dừng; viết được nhiều lần"
    )
    parser.add_argument("--mode", choices=("resume", "restart"), help="sau tạm dừng: tính tiếp (mặc định), tính lại")
    parser.add_argument("--count-cutoff", metavar="GIỜ", help="nhận sau giờ này thì tính như nhận ngày làm việc sau")
    parser.add_argument("--end", choices=("END_OF_DAY", "ROLLING"), help="hết buổi cuối (mặc định) hay đúng giờ nhận")
    parser.add_argument("--unit", metavar="MÃ", help="lịch làm việc của đơn vị này (cần cơ sở dữ liệu của tỉnh)")
    parser.add_argument("--batch", metavar="TỆP", help='tệp JSON: danh sách {"from", "limit", …}; "-" là đầu vào chuẩn')
    parser.add_argument("--explain", action="store_true", help="in cả cách tính")
    parser.add_argument("--json", action="store_true", help="in JSON")


def run(options: argparse.Namespace) -> int:
    """0 when every term was computed, 1 when one was not, 2 when the options do not fit together."""
    calendar_of_unit.cache_clear()  # the calendars of one run of the command, not of the process
    single = {name: value for name, value in _item(options).items() if value is not None}
    try:
        _check_usage(options, single)
    except WrongUsage as fault:
        print(fault.message, file=sys.stderr)
        return 2
    if options.batch is None:
        return _run_single(options, single)
    return _run_batch(options)


def _item(options: argparse.Namespace) -> dict[str, object]:
    """The options as one item of a batch."""
    return {
        "from": options.start,
        "limit": options.limit,
        "pauses": options.pause,
        "mode": options.mode,
        "count_cutoff": options.count_cutoff,
        "end": options.end,
        "unit": options.unit,
    }


def _check_usage(options: argparse.Namespace, single: dict[str, object]) -> None:
    if options.batch is not None and (single or options.explain):
        raise WrongUsage(reason="--batch đi một mình: mọi thứ khác viết trong tệp JSON.")
    if options.batch is None and not {"limit", "from"} <= single.keys():
        raise WrongUsage(reason="Cần --limit và --from, hoặc --batch TỆP. Xem: bin/motcua deadline --help")


def _run_single(options: argparse.Namespace, item: dict[str, object]) -> int:
    """Print the due date alone on the output, notes beside it on the error stream."""
    try:
        question = read(item)
        result = answer(question)
    except Fault as fault:
        if not options.json:
            raise
        print(json.dumps({**item, "error": fault.message}, ensure_ascii=False, indent=2))
        return 1
    if options.json:
        more = {"explanation": _explanation(question, result)} if options.explain else {}
        print(json.dumps({**item, **_answered(result), **more}, ensure_ascii=False, indent=2))
        return 0
    print(result.iso or NO_APPOINTMENT)
    if options.explain:
        print("\n".join(_explanation(question, result)))
    if result.note and result.iso:
        print(f"Lưu ý: {result.note}", file=sys.stderr)
    return 0


def _answered(result: Answer) -> dict[str, object]:
    return {"due": result.iso, **({"note": result.note} if result.note else {})}


def _run_batch(options: argparse.Namespace) -> int:
    items = [_compute(item) for item in _load(options.batch)]
    if options.json:
        print(json.dumps(items, ensure_ascii=False, indent=2))
    else:
        for item in items:
            print(f"lỗi: {item['error']}" if "error" in item else item["due"] or NO_APPOINTMENT)
    return 1 if any("error" in item for item in items) else 0


def _compute(item: object) -> dict[str, object]:
    """The item with `due` (and perhaps `note`), or with `error`."""
    asked = {k: v for k, v in item.items() if k not in _ANSWERS} if isinstance(item, dict) else {"item": item}
    try:
        return {**asked, **_answered(answer(read(item)))}
    except Fault as fault:
        return {**asked, "error": fault.message}


def _load(name: str) -> list[object]:
    """The list in the file. Raises BadFile."""
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        found = json.loads(raw.decode("utf-8-sig"))
    except OSError as problem:
        raise BadFile(reason=f"Không đọc được tệp {name}: {why(problem)}.") from problem
    except UnicodeDecodeError as problem:
        raise BadFile(reason=f"Tệp {name} không phải là văn bản UTF-8.") from problem
    except json.JSONDecodeError as problem:
        place = f"dòng {problem.lineno}, cột {problem.colno}"
        raise BadFile(reason=f"Tệp {name} không phải là JSON đúng ({place}).") from problem
    except (ValueError, RecursionError) as problem:
        raise BadFile(reason=f"Tệp {name} là JSON quá lớn hoặc lồng nhau quá sâu.") from problem
    if not isinstance(found, list):
        raise BadFile(reason=f"Tệp {name} phải chứa một danh sách JSON [{{…}}, {{…}}].")
    return found


def _explanation(question: Question, result: Answer) -> list[str]:
    """Lines of "Cách tính" for the due date before pauses, then the one after them."""
    first = explain(question.limit, question.start, result.first_due, result.calendar)
    lines = [f"Tiếp nhận: {first.start:%H:%M %d/%m/%Y}; thời hạn: {question.limit.in_words()}."]
    if first.day_zero:
        lines.append(f"Ngày không tính: {first.day_zero:%d/%m/%Y}.")
    if first.counted:
        lines.append(f"Tính {len(first.counted)} ngày, ngày cuối {first.counted[-1]:%d/%m/%Y}.")
    for day, reason in first.skipped:
        lines.append(f"Nghỉ {day:%d/%m/%Y}: {reason or _WEEKDAYS[day.weekday()]}.")
    for paused, resumed in question.pauses:
        lines.append(f"Tạm dừng từ {paused:%H:%M %d/%m/%Y} đến {resumed:%H:%M %d/%m/%Y}.")
    if result.due.at and result.iso:
        weekday = _WEEKDAYS[legal_day(result.due.at).weekday()]
        lines.append(f"Hạn trả: {weekday}, {result.iso[11:16]} ngày {legal_day(result.due.at):%d/%m/%Y}.")
    return lines
