"""bin/motcua people list|demo|code: who works here; in a demonstration also its accounts and new one-time codes."""

import argparse
import json
from dataclasses import asdict, dataclass
from datetime import date

from django.conf import settings

from motcua.catalogue.shelf import shelf
from motcua.config.demo import marker
from motcua.people.actors import posting_name
from motcua.people.roster import roster
from motcua.people.sign_in import current_code
from motcua.rules.calendar import legal_day
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import ROLE_WORDS, Role
from motcua.web.shared.clock import now

NAME = "people"
HELP = "Danh sách cán bộ; mã đăng nhập một lần của tài khoản minh họa."
NEEDS_DJANGO = True


class NotADemonstration(Fault):
    """Codes are printed only where every account is invented."""

    code = "not_a_demonstration"
    sentence = "Chỉ in mã đăng nhập trong thư mục dữ liệu minh họa; thư mục {data} không phải như vậy."


class UnknownRole(Fault):
    """No role has that name."""

    code = "unknown_role"
    sentence = "Không có vai trò “{role}”; chọn một trong: {roles}."


@dataclass(frozen=True, slots=True)
class Line:
    """One posting of one person."""

    login: str
    name: str
    role: str
    role_words: str
    unit: str
    unit_code: str
    posting: str
    sectors: tuple[str, ...]  # names; none: every sector
    active: bool


def arguments(parser: argparse.ArgumentParser) -> None:
    """list prints the postings in force; demo the accounts to try; code LOGIN a one-time code."""
    actions = parser.add_subparsers(dest="action", metavar="list|demo|code", required=True)
    everybody = actions.add_parser("list", help="In các vị trí công tác đang hiệu lực.")
    everybody.add_argument("--role", metavar="VAI_TRÒ", help="Chỉ một vai trò, ví dụ DESK.")
    everybody.add_argument("--unit", metavar="MÃ", help="Chỉ một đơn vị và các đơn vị dưới nó.")
    everybody.add_argument("--json", action="store_true", help="In JSON.")
    demo = actions.add_parser("demo", help="In tài khoản minh họa theo vai trò, mật khẩu và mã một lần hiện tại.")
    demo.add_argument("--json", action="store_true", help="In JSON.")
    code = actions.add_parser("code", help="In mã đăng nhập một lần (chỉ với dữ liệu minh họa).")
    code.add_argument("login", metavar="TÊN_ĐĂNG_NHẬP")
    code.add_argument("--json", action="store_true", help="In JSON.")


def run(options: argparse.Namespace) -> int:
    """0; 1 through a Fault."""
    if options.action == "code":
        _print_code(options.login, as_json=options.json)
    elif options.action == "demo":
        _print_demo(as_json=options.json)
    else:
        _print_lines(lines(legal_day(now()), role=options.role, unit=options.unit), as_json=options.json)
    return 0


def lines(on: date, *, role: str | None = None, unit: str | None = None) -> list[Line]:
    """The postings in force on a day, in the order of the persons' names. Raises UnknownUnit, UnknownRole."""
    if role is not None and role.upper() not in Role.__members__:
        raise UnknownRole(role=role, roles=", ".join(Role.__members__))
    picture = roster()
    within = None if unit is None else picture.descendants(picture.unit_by_code(unit).id, on)
    return [
        Line(
            login=person.login,
            name=person.name,
            role=posting.role.name,
            role_words=ROLE_WORDS[posting.role],
            unit=picture.unit(posting.unit_id, on).name,
            unit_code=picture.unit(posting.unit_id, on).code,
            posting=posting_name(posting, person, on=on),
            sectors=tuple(sector.name for code in sorted(posting.sectors) if (sector := shelf().sector(code))),
            active=person.active,
        )
        for person in picture.everybody()
        for posting in picture.postings_of(person.id, on)
        if (role is None or posting.role.name == role.upper()) and (within is None or posting.unit_id in within)
    ]


def _print_lines(found: list[Line], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([asdict(line) for line in found], ensure_ascii=False, indent=2))
        return
    for line in found:
        locked = "" if line.active else " (đang khóa)"
        print(f"{line.login:24} {line.name:28} {line.role_words}, {line.unit}{locked}")


def _print_code(login: str, *, as_json: bool) -> None:
    """The account's own secret says the code, as its telephone would. Raises NotADemonstration, NoSecondFactor."""
    if not settings.DEMONSTRATION:
        raise NotADemonstration(data=settings.DATA_DIRECTORY)
    person = roster().staff_by_login(login)
    code = current_code(person.login)
    print(json.dumps({"login": person.login, "code": code}) if as_json else code)


def _print_demo(*, as_json: bool) -> None:
    """One account a role, with the password of this data directory and a code for now. Raises NotADemonstration."""
    mark = marker.read(settings.DATA_DIRECTORY)
    if not settings.DEMONSTRATION or mark is None:
        raise NotADemonstration(data=settings.DATA_DIRECTORY)
    here = {line.posting: line for line in lines(legal_day(now()))}
    found = [(account, here[account.posting]) for account in mark.accounts if account.posting in here]
    codes = {account.login: current_code(account.login) for account, _ in found}
    if as_json:
        said = [{**asdict(line), "note": account.note, "code": codes[line.login]} for account, line in found]
        print(json.dumps({"password": mark.password, "accounts": said}, ensure_ascii=False, indent=2))
        return
    print(f"\nTài khoản minh họa, mật khẩu chung: {mark.password}")
    print(f"{'Vai trò':42} {'Tên đăng nhập':14} Mã     Nơi làm việc")
    for account, line in found:
        note = f" ({account.note})" if account.note else ""
        print(f"{line.role_words:42} {line.login:14} {codes[line.login]} {line.unit}{note}")
        if line.sectors:
            print(f"{'':64} chỉ lĩnh vực: {', '.join(line.sectors)}")
    print("Mã đổi mỗi 30 giây; mã mới: bin/motcua people code TÊN_ĐĂNG_NHẬP")
