"""Where and how a house is opened: address, data directory, province. Standard library only.

bin/serve asks this before it makes an environment, so that a wrong wish costs a second and leaves nothing behind.
"""

import argparse
import os
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from motcua.rules.faults import Fault

HOST = "127.0.0.1"
PORT = 8000
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
    """The port is no number between 1 and 65535, or the host has no address here."""

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
        host = "127.0.0.1" if self.host == "0.0.0.0" else self.host
        return f"http://{host}:{self.port}/"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of bin/serve."""
    parser.add_argument("--port", type=int, default=PORT, metavar="CỔNG", help=f"Cổng HTTP (mặc định {PORT}).")
    parser.add_argument("--host", default=HOST, metavar="MÁY", help=f"Địa chỉ lắng nghe (mặc định {HOST}).")
    parser.add_argument("--province", choices=PROVINCES, help=f"Tỉnh minh họa (mặc định {DEFAULT_PROVINCE}).")
    parser.add_argument("--dossiers", type=int, default=DOSSIERS, metavar="N", help="Số hồ sơ có ngay (mặc định 300).")
    parser.add_argument(
        "--grow-to", type=int, default=GROWN, metavar="N", help="Số hồ sơ được nạp dần phía sau (mặc định 3000)."
    )


def settle(options: argparse.Namespace, *, root: Path) -> Opening:
    """Decide and check; changes nothing. `root` is the repository, whose `data` folder is the default.

    MOTCUA_DATA names the data directory; without it a province other than the first has a folder of its own.
    """
    named = os.environ.get("MOTCUA_DATA")
    wanted = options.province or DEFAULT_PROVINCE
    beside = root / ("data" if wanted == DEFAULT_PROVINCE else f"data-{wanted}")
    data = Path(named).resolve() if named else beside
    found = _province_of(data)
    if found and options.province and found != options.province:
        raise OtherProvince(folder=data, found=found, wanted=options.province)
    check_writable(data)
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
        with socket.create_server((host, port)):
            pass
    except (OverflowError, socket.gaierror, PermissionError) as problem:
        raise NotAnAddress(
            host=host, port=port, reason=getattr(problem, "strerror", None) or "số không hợp lệ"
        ) from None
    except OSError as problem:
        if isinstance(problem, OSError) and problem.errno == 98:
            raise PortTaken(host=host, port=port, other=port + 1 if port < 65_535 else port - 1) from None
        raise NotAnAddress(host=host, port=port, reason=problem.strerror) from None


def furnish(opening: Opening) -> None:
    """Make the data directory and say whose it is; its clock is set before anybody reads it. Safe to repeat."""
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
        raise NotWritable(folder=opening.data, reason=problem.strerror or problem) from None


def weeks_back_to(year: int, now: datetime) -> int:
    """The whole weeks (negative: back) from `now` to about the same day of `year`, weekday kept, never outside it."""
    weeks = round((year - now.year) * 365.2425 / 7)
    for shift in (0, 1, -1):
        day = datetime.fromordinal(now.toordinal() + (weeks + shift) * 7)
        if day.year == year:
            return weeks + shift
    return weeks
