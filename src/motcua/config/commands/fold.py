"""bin/motcua fold [CODE …]: rebuild state, steps and due dates from the events, compare, change nothing."""

import argparse
import json
from dataclasses import asdict

from motcua.dossiers.change import UnknownDossier
from motcua.dossiers.differences import all_differences, differences
from motcua.dossiers.models import Dossier
from motcua.ledger import generation

NAME = "fold"
HELP = "Dựng lại trạng thái, các bước và hạn của hồ sơ từ sổ sự kiện rồi đối soát."
NEEDS_DJANGO = True


def arguments(parser: argparse.ArgumentParser) -> None:
    """All dossiers, or some."""
    parser.add_argument("codes", nargs="*", metavar="MÃ", help="Chỉ những hồ sơ này (mã hoặc mã tham chiếu).")
    parser.add_argument("--json", action="store_true", help="In JSON.")


def run(options: argparse.Namespace) -> int:
    """0 when rows and events agree, 1 when they do not. Raises UnknownDossier."""
    generation.refresh()
    chosen = [_named(code) for code in options.codes]
    count = len(chosen) or Dossier.objects.count()
    found = list(differences(chosen) if options.codes else all_differences())
    if options.json:
        print(json.dumps({"dossiers": count, "differences": [asdict(d) for d in found]}, ensure_ascii=False, indent=2))
    else:
        for difference in found:
            print(difference)
        print(f"Đã đối soát {count} hồ sơ: {len(found)} điểm khác." if found else f"Đã đối soát {count} hồ sơ: khớp.")
    return 1 if found else 0


def _named(code: str) -> int:
    pk: int | None = Dossier.objects.named(code).values_list("pk", flat=True).first()
    if pk is None:
        raise UnknownDossier(ref=code)
    return pk
