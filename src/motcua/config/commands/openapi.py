"""bin/motcua openapi: write the description of the API (OpenAPI 3.1), or say whether the committed one still holds."""

import argparse
import json
import sys
from pathlib import Path

from motcua.web.api.urls import api

NAME = "openapi"
HELP = "In mô tả API (OpenAPI 3.1), hoặc so với tệp docs/openapi.json đã lưu."
NEEDS_DJANGO = True

DEFAULT = Path("docs/openapi.json")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Without an option the document is printed."""
    parser.add_argument("--write", action="store_true", help=f"Ghi vào tệp (mặc định {DEFAULT}).")
    parser.add_argument("--check", action="store_true", help="So với tệp; mã thoát 1 khi khác.")
    parser.add_argument("--file", type=Path, default=DEFAULT, metavar="TỆP", help="Tệp để ghi hoặc so.")


def run(options: argparse.Namespace) -> int:
    """0 when written or equal, 1 when the file says something else."""
    text = description()
    if options.check:
        return _check(options.file, text)
    if options.write:
        options.file.write_text(text, encoding="utf-8")
        print(f"Đã ghi {options.file}.")
        return 0
    sys.stdout.write(text)
    return 0


def description() -> str:
    """The document as it is committed."""
    return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1) + "\n"


def _check(path: Path, text: str) -> int:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        print(f"{path} khớp với mã nguồn.")
        return 0
    print(f"{path} khác với mã nguồn; chạy bin/motcua openapi --write.", file=sys.stderr)
    return 1
