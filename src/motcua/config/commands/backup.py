"""bin/motcua backup FILE: the whole house in one file, while it is open."""

import argparse
import json
from pathlib import Path

from motcua.config.backups import back_up
from motcua.web.shared import clock

NAME = "backup"
HELP = "Sao lưu toàn bộ (cơ sở dữ liệu, tệp, khóa) vào một tệp, kèm mã kiểm tra."
NEEDS_DJANGO = True


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("file", type=Path, metavar="TỆP", help="Tệp sao lưu sẽ ghi, ví dụ motcua.tar.")
    parser.add_argument("--json", action="store_true", help="In JSON.")


def run(options: argparse.Namespace) -> int:
    """Write it; 0 when it stands complete."""
    manifest = back_up(options.file, at=clock.now())
    size = sum(piece["size"] for piece in manifest.pieces.values())
    if options.json:
        print(json.dumps({"file": str(options.file), "pieces": len(manifest.pieces), "bytes": size}))
    else:
        print(f"Đã sao lưu {len(manifest.pieces)} phần, {size / 1e6:.1f} MB, vào {options.file}.")
    return 0
