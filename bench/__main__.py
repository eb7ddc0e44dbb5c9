"""bin/bench: measure the house beside plain SQL and a bare Django, in one window, interleaved; medians of the rounds.

bin/bench                    everything but the sizes: three rounds of three seconds a run
bin/bench --quick            one round of one second: only to see that it works
bin/bench --only receive,forward,supplement,life,hot,sqlite,receipt,memory,sweep,worklist
bin/bench --sizes 20000,2000000   worklist, search, tracking and pages at two sizes (fills a table by SQL: long)
bin/bench --full             memory over 50,000 requests instead of 5,000
"""

import argparse
import json
import signal
import sys
from collections.abc import Sequence

from bench.cluster import NoPostgres
from bench.report import Report, conditions
from bench.sides import open_sides
from bench.sizes import draw_size_bars, run_sizes
from bench.suites import ONCE, ROUNDS, Pace, draw_bars, draw_errors
from motcua.config.supervision import THREADS, WORKERS
from motcua.config.usage import Parser, whole_number

WORKLIST = "worklist"


MANUAL = """Đo hệ thống bên cạnh SQL thuần và một Django trần, trong cùng một lúc, xen kẽ; lấy trung vị của các vòng.

bin/bench                    mọi thứ trừ các cỡ dữ liệu: ba vòng, mỗi lượt ba giây
bin/bench --quick            một vòng một giây, chỉ để xem có chạy được không
bin/bench --only receive,forward,supplement,life,hot,sqlite,receipt,memory,sweep,worklist
bin/bench --sizes 20000,2000000   danh sách việc, tìm kiếm, tra cứu ở hai cỡ (nạp bảng bằng SQL: lâu)
bin/bench --full             bộ nhớ qua 50.000 yêu cầu thay vì 5.000
"""


def options_of(arguments: Sequence[str]) -> argparse.Namespace:
    """What is to be measured."""
    parser = Parser(prog="bin/bench", description=MANUAL, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="một vòng một giây")
    parser.add_argument("--full", action="store_true", help="bộ nhớ qua 50.000 yêu cầu")
    parser.add_argument("--only", default="", metavar="PHẦN", help=f"trong {', '.join([*ROUNDS, WORKLIST])}")
    parser.add_argument("--sizes", default="", metavar="NHỎ,LỚN", help="số hồ sơ của phần danh sách việc")
    parser.add_argument("--seconds", type=float, default=3.0, metavar="GIÂY", help="mỗi lượt (3)")
    parser.add_argument("--rounds", type=whole_number(1, 100), default=3, metavar="N", help="bao nhiêu vòng (3)")
    parser.add_argument("--agencies", type=whole_number(1, 999), default=200, metavar="N", help="của tỉnh (200)")
    options: argparse.Namespace = parser.parse_args(arguments)
    return options


def main(arguments: Sequence[str]) -> int:
    """0 when every bar was held, 1 when one was missed, 3 when there is no PostgreSQL."""
    options = options_of(arguments)
    wanted = {name for name in options.only.split(",") if name} or {*ROUNDS} | ({WORKLIST} if options.sizes else set())
    unknown = wanted - {*ROUNDS, WORKLIST}
    if unknown:
        print(f"bin/bench: không có phần đo {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    pace = (
        Pace(1.0, 1, 500) if options.quick else Pace(options.seconds, options.rounds, 50_000 if options.full else 5000)
    )
    report = Report()
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))  # servers are ended on the way out
    try:
        said = _measure(options, wanted, pace, report)
    except NoPostgres as problem:
        print(f"PostgreSQL: {problem}", file=sys.stderr)
        return 3
    print(json.dumps({"conditions": said}))
    print(f"\n{report.table()}\n")
    print("Run: " + "; ".join(f"{key} {value}" for key, value in said.items()))
    return 0 if all(bar.held for bar in report.bars) else 1


def _measure(options: argparse.Namespace, wanted: set[str], pace: Pace, report: Report) -> dict[str, object]:
    wishes = {"with_sqlite": "sqlite" in wanted, "with_large": WORKLIST in wanted}
    with open_sides(agencies=options.agencies, **wishes) as sides:
        said = conditions(
            command=" ".join(["bin/bench", *sys.argv[1:]]), postgresql=sides.cluster.version(), rounds=pace.rounds,
            seconds=pace.seconds, server=f"granian, {WORKERS} workers × {THREADS} threads",
        )  # fmt: skip
        for turn in range(pace.rounds):
            for name in ROUNDS:
                if name in wanted and (turn == 0 or name not in ONCE):
                    ROUNDS[name](sides, report, pace)
        draw_bars(report, wanted & {*ROUNDS})
        if WORKLIST in wanted:
            sizes = [int(size) for size in (options.sizes or "2000,20000").split(",")]
            run_sizes(sides, report, pace, sizes)
            draw_size_bars(report, sizes)
        draw_errors(report)
        return said


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
