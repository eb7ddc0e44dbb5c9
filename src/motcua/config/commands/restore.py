"""bin/motcua restore FILE: put a backup in place, and verify the ledger that came with it."""

import argparse
import json
import sys
from pathlib import Path

from django.conf import settings

from motcua.config.backups import opened, restore
from motcua.config.occupancy import alone_in
from motcua.config.readiness import made_place
from motcua.dossiers.heads import HEADS
from motcua.ledger.verify import examine

NAME = "restore"
HELP = "Khôi phục từ bản sao lưu vào thư mục dữ liệu trống, rồi đối chiếu sổ sự kiện."
NEEDS_DJANGO = True


def arguments(parser: argparse.ArgumentParser) -> None:
    """From where, and whether it may replace what is there."""
    parser.add_argument("file", type=Path, metavar="TỆP", help="Tệp sao lưu.")
    parser.add_argument("--force", action="store_true", help="Thay thế dữ liệu đang có.")
    parser.add_argument("--json", action="store_true", help="In JSON.")


def run(options: argparse.Namespace) -> int:
    """Check the archive, put it in place, verify. 1 when the ledger that it holds is not sound."""
    with made_place(), alone_in(settings.DATA_DIRECTORY), opened(options.file) as (manifest, folder):
        restore(manifest, folder, force=options.force)
    report = examine(HEADS)
    if options.json:
        found = [finding.sentence for finding in report.findings]
        print(json.dumps({"made_at": manifest.made_at, "events": report.events, "findings": found}, ensure_ascii=False))
        return 1 if found else 0
    for finding in report.findings:
        print(finding.sentence, file=sys.stderr)
    verdict = f"{len(report.findings)} điều không khớp" if report.findings else "sổ nguyên vẹn"
    print(f"Đã khôi phục bản sao lưu ngày {manifest.made_at[:10]}: {report.events} sự kiện, {verdict}.")
    return 1 if report.findings else 0
