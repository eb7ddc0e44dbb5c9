"""bin/motcua prepare: make a data directory ready to be opened. bin/serve calls it; again is harmless."""

import argparse
import sys

from django.conf import settings
from django.core.management import call_command

from motcua.config.readiness import made_place
from motcua.config.upgrading import upgrade
from motcua.people.sign_in import lock_anew

NAME = "prepare"
HELP = "Tạo hoặc nâng cấp dữ liệu, kiểm tra chốt an toàn, gom tệp tĩnh."
NEEDS_DJANGO = True


def arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose: the environment says which data directory."""


def run(options: argparse.Namespace) -> int:
    """Database, guards, static files. Faults leave as sentences; nothing half-done stays."""
    with made_place():
        upgrade(tell=tell)
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        if settings.SECRET_KEY_FALLBACKS and (moved := lock_anew()):
            tell(f"Đã chuyển mã bí mật của {moved} thiết bị tạo mã sang khóa mới.")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    return 0


def tell(sentence: str) -> None:
    """One line, at once."""
    print(sentence, flush=True, file=sys.stderr)
