"""bin/motcua catalogue check|import|export: the procedures as files, against what is published in this database."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from motcua.catalogue.files.comparing import KIND_WORDS, Difference, differences
from motcua.catalogue.files.exporting import export_to
from motcua.catalogue.files.findings import Finding, Severity, errors
from motcua.catalogue.files.folder import SHIPPED, load
from motcua.catalogue.files.importing import check, import_
from motcua.ledger import generation
from motcua.ledger.actor import SYSTEM, Actor
from motcua.people.actors import actor_named
from motcua.rules.calendar import legal_day
from motcua.web.shared.clock import now

NAME = "catalogue"
HELP = "Danh mục thủ tục: kiểm tra, nhập, xuất các tệp YAML."
NEEDS_DJANGO = True


def arguments(parser: argparse.ArgumentParser) -> None:
    """check and import read a folder (the one shipped with the product by default), export writes one."""
    actions = parser.add_subparsers(dest="action", metavar="check|import|export", required=True)
    checking = actions.add_parser("check", help="Kiểm tra, nêu mọi lỗi theo tệp và dòng.")
    checking.add_argument("folder", nargs="?", type=Path, default=SHIPPED, metavar="THƯ_MỤC")
    checking.add_argument("--strict", action="store_true", help="Coi cảnh báo cũng là lỗi.")
    checking.add_argument("--all", action="store_true", help="In cả ghi chú.")
    checking.add_argument("--json", action="store_true", help="In JSON.")
    importing = actions.add_parser(
        "import", help="Công bố những gì tệp khác với danh mục; tệp có lỗi thì không đổi gì."
    )
    importing.add_argument("folder", nargs="?", type=Path, default=SHIPPED, metavar="THƯ_MỤC")
    importing.add_argument("--dry-run", action="store_true", help="Chỉ in khác biệt, không nhập.")
    importing.add_argument("--as", dest="login", metavar="CÁN_BỘ", help="Ghi nhận người nhập (mặc định: hệ thống).")
    importing.add_argument("--json", action="store_true", help="In JSON.")
    exporting = actions.add_parser("export", help="Ghi danh mục đang công bố ra tệp, giữ nguyên ghi chú.")
    exporting.add_argument("folder", type=Path, metavar="THƯ_MỤC")
    exporting.add_argument("--json", action="store_true", help="In JSON.")


def run(options: argparse.Namespace) -> int:
    """0 done; 1 when there are errors (nothing is imported then)."""
    generation.refresh()
    return {"check": _check, "import": _import, "export": _export}[options.action](options)


def _check(options: argparse.Namespace) -> int:
    files = load(options.folder)
    found = check(files, on=legal_day(now()))
    if not options.all:
        found = [finding for finding in found if finding.severity is not Severity.NOTE]
    counts = {severity: sum(finding.severity is severity for finding in found) for severity in Severity}
    if options.json:
        _print_json({"procedures": len(files.procedures), "findings": [_plain(finding) for finding in found]})
    else:
        for finding in found:
            print(finding)
        print(f"{len(files.procedures)} thủ tục: {counts[Severity.ERROR]} lỗi, {counts[Severity.WARNING]} cảnh báo.")
    return int(bool(counts[Severity.ERROR] or (options.strict and counts[Severity.WARNING])))


def _import(options: argparse.Namespace) -> int:
    at = now()
    files = load(options.folder)
    broken = errors(check(files, on=legal_day(at)))
    if broken:
        return _refuse(broken, as_json=options.json)
    changes = differences(files, on=legal_day(at))
    if options.dry_run:
        _print_changes(changes, as_json=options.json)
        return 0
    done = import_(files, actor=_actor(options.login), at=at)
    if options.json:
        _print_json({**asdict(done), "differences": _as_lists(changes)})
    else:
        _print_changes(changes, as_json=False)
        print(
            f"Đã nhập: {done.procedures} thủ tục mới, {done.versions} phiên bản, {done.ends} phiên bản kết thúc, "
            f"{done.descriptions} thông tin tra cứu, {done.processes} quy trình."
        )
    return 0


def _actor(login: str | None) -> Actor:
    if login is None:
        return SYSTEM
    return actor_named(login, on=legal_day(now()))


def _export(options: argparse.Namespace) -> int:
    changed = export_to(options.folder)
    if options.json:
        _print_json({"written": changed})
    else:
        print(f"Đã ghi {len(changed)} tệp có thay đổi vào {options.folder}.")
    return 0


def _refuse(broken: list[Finding], *, as_json: bool) -> int:
    if as_json:
        _print_json({"findings": [_plain(finding) for finding in broken]})
    else:
        for finding in broken:
            print(finding)
        print(f"Có {len(broken)} lỗi, chưa nhập gì.")
    return 1


def _print_changes(changes: dict[str, list[Difference]], *, as_json: bool) -> None:
    if as_json:
        _print_json({"differences": _as_lists(changes)})
        return
    for code, fields in sorted(changes.items()):
        for change in fields:
            version = f" phiên bản {change.version}" if change.version else ""
            print(f"{code}{version}: {KIND_WORDS[change.kind]}: {change.field}: “{change.before}” → “{change.after}”")


def _as_lists(changes: dict[str, list[Difference]]) -> dict[str, list[dict[str, Any]]]:
    return {
        code: [{**asdict(change), "kind": change.kind.value} for change in fields] for code, fields in changes.items()
    }


def _plain(finding: Finding) -> dict[str, Any]:
    return {**asdict(finding), "severity": finding.severity.name.lower()}


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))
