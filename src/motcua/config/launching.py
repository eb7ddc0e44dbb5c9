"""Where and how a house is opened: address, data directory, province. Standard library only.

bin/serve asks this before it makes an environment, so that a wrong wish costs a second and leaves nothing behind.
"""

import argparse
import errno
import os
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from motcua.config.complaints import why
from motcua.config.occupancy import alone_in
from motcua.config.usage import whole_number
from motcua.rules.faults import Fault

HOST = "127.0.0.1"
PORT = 8000
LAST_PORT = 65_535
MOST_DOSSIERS = 1_000_000
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # listened on by all, spoken to by these
DOSSIERS, GROWN = 300, 3_000
DEFAULT_PROVINCE = "lam-giang"
# The year in which a demo province lives; None: today (Quảng Nam had three levels until 30 June 2025).
PROVINCES: dict[str, int | None] = {"lam-giang": None, "quang-nam-2023": 2023}
PROVINCE_FILE, OFFSET_FILE = "province", "clock-offset-weeks"


class PortTaken(Fault):
    """Another program listens there."""

    code = "port_taken"
    sentence = "Cổng {port} trên {host} đang có chương trình khác dùng; hãy chọn cổng khác, ví dụ --port {other}."


class NotWritable(Fault):
    """The data directory cannot be made or written to."""

    code = "not_writable"
    sentence = "Không ghi được vào thư mục dữ liệu {folder}: {reason}."


class OtherProvince(Fault):
    """The data directory belongs to another province."""

    code = "folder_of_other_province"
    sentence = "Thư mục dữ liệu {folder} là của tỉnh “{found}”, không mở được với --province {wanted}."


class NotAnAddress(Fault):
    """The host has no address here, or its port is not ours to open."""

    code = "not_an_address"
    sentence = "Không mở được địa chỉ {host}:{port} trên máy này: {reason}."


@dataclass(frozen=True)
class Opening:
    """What is to be opened."""

    data: Path
    province: str
    invented: bool  # a demo province, or to become one; what else stands in the folder is never touched
    host: str
    port: int
    dossiers: int
    grown: int

    @property
    def address(self) -> str:
        """The address to type into a browser."""
        return f"http://{f'[{self.door}]' if ':' in self.door else self.door}:{self.port}/"

    @property
    def door(self) -> str:
        """The host that a program on this machine speaks to."""
        return EVERYWHERE.get(self.host, self.host)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of bin/serve."""
    port, number = whole_number(1, LAST_PORT), whole_number(0, MOST_DOSSIERS)
    parser.add_argument("--port", type=port, default=PORT, metavar="CỔNG", help=f"Cổng HTTP (mặc định {PORT}).")
    parser.add_argument("--host", default=HOST, metavar="MÁY", help=f"Địa chỉ lắng nghe (mặc định {HOST}).")
    parser.add_argument(
        "--province",
        choices=PROVINCES,
        metavar="TỈNH",
        help=f"Tỉnh minh họa: {' hoặc '.join(PROVINCES)} (mặc định {DEFAULT_PROVINCE}).",
    )
    parser.add_argument(
        "--dossiers", type=number, default=DOSSIERS, metavar="N", help=f"Số hồ sơ có ngay (mặc định {DOSSIERS})."
    )
    parser.add_argument(
        "--grow-to", type=number, default=GROWN, metavar="N", help=f"Số hồ sơ được nạp dần (mặc định {GROWN})."
    )


def settle(options: argparse.Namespace, *, root: Path) -> Opening:
    """Decide and check; changes nothing. `root` is the repository, whose `data` folder is the default.

    MOTCUA_DATA names the data directory; without it a province other than the first has a folder of its own.
    Raises OtherProvince, NotWritable, AlreadyOpen, PortTaken, NotAnAddress.
    """
    named = os.environ.get("MOTCUA_DATA")
    wanted = options.province or DEFAULT_PROVINCE
    beside = root / ("data" if wanted == DEFAULT_PROVINCE else f"data-{wanted}")
    data = Path(named).resolve() if named else beside
    found = _province_of(data)
    if found and options.province and found != options.province:
        raise OtherProvince(folder=data, found=found, wanted=options.province)
    check_writable(data)
    if data.is_dir():
        with alone_in(data):  # the same command twice: what is in the way is the first one, not its port
            pass
    check_port(options.host, options.port)
    invented = found is not None or not data.exists() or not any(data.iterdir())
    return Opening(data, found or wanted, invented, options.host, options.port, options.dossiers, options.grow_to)


def _province_of(data: Path) -> str | None:
    marker = data / PROVINCE_FILE
    return marker.read_text(encoding="utf-8").strip() if marker.is_file() else None


def check_writable(data: Path) -> None:
    """Raises NotWritable unless the folder, or the nearest one above it that exists, can be written to."""
    if data.exists() and not data.is_dir():
        raise NotWritable(folder=data, reason="đó là một tệp, không phải thư mục")
    nearest = next(folder for folder in (data, *data.parents) if folder.exists())
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise NotWritable(folder=data, reason="không có quyền ghi")


def check_port(host: str, port: int) -> None:
    """Raises PortTaken when somebody listens there, NotAnAddress when nobody could."""
    try:
        family = socket.getaddrinfo(host or "?", port, type=socket.SOCK_STREAM)[0][0]
    except (socket.gaierror, UnicodeError):
        raise NotAnAddress(host=host, port=port, reason="không có máy tên này") from None
    try:
        _listen(host, port, family)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            raise PortTaken(host=host, port=port, other=_free_port(host, port, family)) from None
        raise NotAnAddress(host=host, port=port, reason=why(problem)) from None


def _listen(host: str, port: int, family: int) -> None:
    """Open the door and close it again. Raises OSError."""
    with socket.create_server((host, port), family=family):
        pass


def _free_port(host: str, port: int, family: int) -> int:
    """A port nearby on which nobody listens, or at least the next one."""
    for other in range(port + 1, min(port + 50, LAST_PORT)):
        try:
            _listen(host, other, family)
        except OSError:
            continue
        return other
    return port + 1 if port < LAST_PORT else port - 1


def furnish(opening: Opening) -> None:
    """Make the data directory and say whose it is; its clock is set before anybody reads it. Safe to repeat.

    Raises NotWritable.
    """
    if not opening.invented:
        return
    try:
        opening.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        year = PROVINCES.get(opening.province)
        offset = opening.data / OFFSET_FILE
        if year is not None and not offset.exists():
            offset.write_text(f"{weeks_back_to(year, datetime.now(UTC))}\n")  # noqa: TID251 - the clock is set here
        marker = opening.data / PROVINCE_FILE
        if not marker.exists():
            marker.write_text(f"{opening.province}\n", encoding="utf-8")
    except OSError as problem:
        raise NotWritable(folder=opening.data, reason=why(problem)) from None


def weeks_back_to(year: int, now: datetime) -> int:
    """The whole weeks (negative: back) from `now` to about the same day of `year`, weekday kept, never outside it."""
    weeks = round((year - now.year) * 365.2425 / 7)
    for shift in (0, 1, -1):
        day = datetime.fromordinal(now.toordinal() + (weeks + shift) * 7)
        if day.year == year:
            return weeks + shift
    return weeks
