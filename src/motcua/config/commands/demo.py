"""bin/motcua demo: a province of invented people and dossiers, made through the verbs, the same for the same seed."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from django.conf import settings

from motcua.config.demo.building import publish_address
from motcua.config.demo.filling import Wish, begin, fill, told
from motcua.config.launching import MOST_DOSSIERS, PROVINCE_FILE, PROVINCES
from motcua.config.readiness import NoDatabaseThere, NotUpgraded, check, made_place
from motcua.config.subscribers import READERS
from motcua.config.upgrading import applied_names, upgrade
from motcua.config.usage import whole_number
from motcua.ledger import checkpoints, generation, readers, sequencer
from motcua.web.shared import clock

NAME = "demo"
HELP = "Tạo tỉnh minh họa và nạp hồ sơ minh họa; gọi lại thì nạp tiếp cho đủ."
NEEDS_DJANGO = True

WHICH = f"Tỉnh minh họa: {' hoặc '.join(PROVINCES)} (mặc định: của thư mục dữ liệu)."
PIECE, GENTLE_PIECE, GENTLE_PAUSE = 50, 4, 0.15


def arguments(parser: argparse.ArgumentParser) -> None:
    """How many, over how long, by which dice."""
    number = whole_number(0, MOST_DOSSIERS)
    parser.add_argument("--dossiers", type=number, default=300, metavar="N", help="Số hồ sơ cần có (mặc định 300).")
    parser.add_argument("--months", type=int, metavar="M", help="Trải trong mấy tháng gần nhất (mặc định 3).")
    parser.add_argument("--seed", type=int, metavar="S", help="Hạt giống; cùng hạt giống thì cùng hồ sơ.")
    parser.add_argument("--province", choices=PROVINCES, metavar="TỈNH", help=WHICH)
    parser.add_argument(
        "--address", metavar="ĐỊA_CHỈ", help="Địa chỉ công khai in trên giấy, ví dụ http://127.0.0.1:8000."
    )
    parser.add_argument("--behind", action="store_true", help="Nạp chậm từng ít một, nhường người đang dùng.")
    parser.add_argument("--json", action="store_true", help="In JSON.")


def run(options: argparse.Namespace) -> int:
    """0 when there are as many as asked for; Faults leave as sentences."""
    with made_place():
        _stand_ready()
        generation.refresh()
        wish = Wish(options.province or _province_here(), options.seed, options.months)
        demo = begin(wish, now=clock.now().replace(microsecond=0))
        if options.address:
            publish_address(options.address, at=clock.now())
    before = told()
    piece, pause = (GENTLE_PIECE, GENTLE_PAUSE) if options.behind else (PIECE, 0.0)
    done = fill(demo, options.dossiers, piece=piece, pause=pause, tell_progress=_progress(options))
    if not options.behind:
        _let_readers_follow(at=clock.now())
    if options.json:
        new = done.stories - before
        print(json.dumps({**asdict(demo), "now": demo.now.isoformat(), **asdict(done), "new": new}))
    elif done.stories > before:
        print(f"Đã nạp {done.stories} hồ sơ minh họa của {demo.province} (hạt giống {demo.seed}).", flush=True)
    return 0


def _stand_ready() -> None:
    """A new data directory gets its database; one that stands is left as it is. Raises NotUpgraded and its like."""
    try:
        check()
    except NotUpgraded:
        if applied_names():
            raise
        upgrade(tell=lambda sentence: print(sentence, file=sys.stderr, flush=True))
    except NoDatabaseThere:
        upgrade(tell=lambda sentence: print(sentence, file=sys.stderr, flush=True))


def _let_readers_follow(*, at: datetime) -> None:
    """What the worker does behind the acts, done here, so that the first search finds everything."""
    while sequencer.place():
        checkpoints.make(at=at)
    while any([readers.run_once(reader, at=at) for reader in READERS]):
        pass


def _province_here() -> str | None:
    """The province for which bin/serve has furnished this data directory."""
    path = settings.DATA_DIRECTORY / PROVINCE_FILE
    return path.read_text(encoding="utf-8").strip() if path.is_file() else None


def _progress(options: argparse.Namespace) -> Callable[[int], None]:
    """One line that moves on a terminal; on a log a line every few hundred."""
    moving = sys.stderr.isatty()

    def tell(count: int) -> None:
        if options.json:
            return
        if moving:
            print(f"\rHồ sơ minh họa: {count}/{options.dossiers}", end="", flush=True, file=sys.stderr)
            if count >= options.dossiers:
                print(file=sys.stderr)
        elif count % 500 == 0:
            print(f"Hồ sơ minh họa: {count}/{options.dossiers}", flush=True, file=sys.stderr)

    return tell
