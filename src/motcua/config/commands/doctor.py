"""bin/motcua doctor: does everything stand as it should on this machine? Changes nothing."""

import argparse
import json
from dataclasses import asdict

from motcua.config.diagnoses import Health, examine
from motcua.web.shared import clock

NAME = "doctor"
HELP = "Kiểm tra cấu hình, cơ sở dữ liệu, chốt chống sửa, đồng hồ, ổ đĩa, tiến trình nền."
NEEDS_DJANGO = True

SIGNS = {Health.GOOD: "✓", Health.WARNING: "!", Health.BAD: "✗"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Only how to print."""
    parser.add_argument("--json", action="store_true", help="In JSON.")


def run(options: argparse.Namespace) -> int:
    """0 when nothing is bad (warnings are told), 1 otherwise."""
    found = list(examine(at=clock.now()))
    if options.json:
        print(json.dumps([asdict(diagnosis) for diagnosis in found], ensure_ascii=False, indent=2))
    else:
        for diagnosis in found:
            print(SIGNS[diagnosis.health], diagnosis.sentence)
    return 1 if any(diagnosis.health is Health.BAD for diagnosis in found) else 0
