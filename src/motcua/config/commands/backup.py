"""bin/motcua backup FILE: the whole house in one file, while it is open."""

import argparse
import json
import sys
from pathlib import Path

from motcua.config.backups import back_up
from motcua.ledger.triggers import missing_triggers
from motcua.web.shared import clock

NAME = "backup"
HELP = "Sao lưu toàn bộ (cơ sở dữ liệu, tệp, khóa) vào một tệp, kèm mã kiểm tra."
NEEDS_DJANGO = True

UNGUARDED = (
    "Thiếu {count} chốt chống sửa sổ trong cơ sở dữ liệu ({first}…): bản sao lưu này giữ dữ liệu như đang có, "
    "nhưng sẽ không khôi phục được; hãy chạy bin/motcua ledger restore-guards rồi sao lưu lại."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("file", type=Path, metavar="TỆP", help="Tệp sao lưu sẽ ghi, ví dụ motcua.tar.")
    parser.add_argument("--json", action="store_true", help="In JSON.")


def run(options: argparse.Namespace) -> int:
    """Write it; 0 when it stands complete and could be restored, 1 when the house that it holds lacks its guards."""
    manifest = back_up(options.file, at=clock.now())
    size = sum(piece["size"] for piece in manifest.pieces.values())
    missing = missing_triggers()
    if options.json:
        said = {"file": str(options.file), "pieces": len(manifest.pieces), "bytes": size, "missing_guards": missing}
        print(json.dumps(said))
    else:
        print(f"Đã sao lưu {len(manifest.pieces)} phần, {size / 1e6:.1f} MB, vào {options.file}.")
        if missing:
            print(UNGUARDED.format(count=len(missing), first=missing[0]), file=sys.stderr)
    return 1 if missing else 0
