"""What bin/motcua doctor looks at: each examination says in one sentence how one thing stands."""

import platform
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from motcua import __version__
from motcua.config.readiness import check_place
from motcua.config.schedule import HEARTBEAT
from motcua.config.upgrading import unapplied
from motcua.dossiers.fingerprints import fingerprint
from motcua.dossiers.models import Party
from motcua.ledger import keys
from motcua.ledger.models import Event, ScheduledJob
from motcua.ledger.status import read_status
from motcua.ledger.triggers import missing_triggers
from motcua.notices.undelivered import counts
from motcua.people.settings import read
from motcua.rules.calendar import legal_day
from motcua.rules.faults import Fault

LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
LEAST_FREE, LOW_FREE = 200_000_000, 2_000_000_000  # bytes
SILENCE = timedelta(minutes=1)  # of the worker; the alarm of a province's readers
WAITING = 1_000  # events behind which a reader may be
SKEW = timedelta(seconds=5)  # between this machine's clock and the database server's
OLDEST_POSTGRES = 140_000


class Health(StrEnum):
    """How one thing stands."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing, how it stands, and the sentence about it."""

    name: str
    health: Health
    sentence: str


def examine(*, at: datetime) -> Iterator[Diagnosis]:
    """Everything, in order; an examination that needs a whole database is left out when there is none. `at`: aware."""
    yield _version()
    try:
        check_place()
    except Fault as fault:
        yield Diagnosis("place", Health.BAD, fault.message)
        return
    yield from _settings()
    yield _disk()
    found = _database()
    yield found
    if found.health is Health.BAD:
        return
    for examination in EXAMINATIONS:
        try:
            yield from examination(at)
        except (DatabaseError, Fault) as problem:
            yield Diagnosis(examination.__name__.strip("_"), Health.BAD, " ".join(str(problem).split()))


def _version() -> Diagnosis:
    """What a report of a fault must name first."""
    sentence = f"motcua {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}."
    return Diagnosis("version", Health.GOOD, sentence)


def _settings() -> Iterator[Diagnosis]:
    if settings.DEBUG:
        yield Diagnosis("settings.debug", Health.WARNING, "MOTCUA_DEBUG đang bật; chỉ dùng khi phát triển.")
    outside = set(settings.ALLOWED_HOSTS) - LOOPBACK
    if outside and not settings.SESSION_COOKIE_SECURE:
        yield Diagnosis("settings.https", Health.BAD, "Mở ra ngoài máy này mà chưa bật HTTPS (MOTCUA_HTTPS=1).")
    if len(settings.SECRET_KEY) < 32:
        yield Diagnosis("settings.secret_key", Health.BAD, "MOTCUA_SECRET_KEY quá ngắn (cần từ 32 ký tự).")
    for name in ("secret.key", keys.CHAIN_KEY, keys.SIGNING_KEY):
        path = Path(settings.DATA_DIRECTORY) / name
        if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield Diagnosis("settings.keys", Health.BAD, f"Tệp khóa {name} đang mở cho người khác đọc; cần quyền 0600.")
    kind = "dữ liệu giả lập" if settings.DEMONSTRATION else "dữ liệu thật"
    yield Diagnosis("settings", Health.GOOD, f"Thư mục dữ liệu {settings.DATA_DIRECTORY}, {kind}.")


def _disk() -> Diagnosis:
    free = shutil.disk_usage(settings.DATA_DIRECTORY).free
    health = Health.BAD if free < LEAST_FREE else Health.WARNING if free < LOW_FREE else Health.GOOD
    return Diagnosis("disk", health, f"Ổ đĩa còn trống {free / 1e9:.1f} GB.")


def _database() -> Diagnosis:
    try:
        missing = unapplied()
    except Fault as fault:
        return Diagnosis("database", Health.BAD, fault.message)
    if missing:
        return Diagnosis("database", Health.BAD, f"Còn {missing} bước nâng cấp chưa chạy; hãy chạy bin/motcua prepare.")
    return Diagnosis("database", Health.GOOD, f"Cơ sở dữ liệu {connection.display_name} đúng phiên bản.")


def _durability(at: datetime) -> Iterator[Diagnosis]:
    """A committed act survives a power cut."""
    if connection.vendor == "postgresql":
        if connection.cursor().connection.info.server_version < OLDEST_POSTGRES:
            yield Diagnosis("durability", Health.WARNING, "Máy chủ PostgreSQL cũ hơn phiên bản 14.")
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            if _asked(f"SHOW {name}") == "off":
                yield Diagnosis("durability", Health.BAD, f"PostgreSQL đang tắt {name}; mất điện có thể mất hồ sơ.")
    elif (mode := _asked("PRAGMA journal_mode")) != "wal" or _asked("PRAGMA synchronous") != 2:
        yield Diagnosis("durability", Health.BAD, f"SQLite không ở chế độ WAL với synchronous=FULL (đang là {mode}).")


def _guards(at: datetime) -> Iterator[Diagnosis]:
    """The append-only tables refuse changes."""
    missing = missing_triggers()
    words = "Đủ chốt chống sửa sổ."
    if missing:
        named = ", ".join(missing[:3])
        words = f"Thiếu {len(missing)} chốt chống sửa sổ: {named}…; hãy chạy bin/motcua ledger restore-guards."
    yield Diagnosis("guards", Health.BAD if missing else Health.GOOD, words)
    if not keys.exist() and Event.objects.exists():
        yield Diagnosis("guards.keys", Health.BAD, "Không thấy tệp khóa của sổ; hãy khôi phục từ bản sao lưu.")


def _first_secret(at: datetime) -> Iterator[Diagnosis]:
    """The fingerprints of numbers are drawn with the secret of this house; the oldest one is drawn again."""
    oldest = Party.objects.exclude(identity_hmac=None).exclude(identity_no="").order_by("pk").first()
    if oldest and fingerprint("identity", oldest.identity_no) != bytes(oldest.identity_hmac or b""):
        words = (
            "Khóa bí mật đầu tiên đã đổi: tra cứu theo số định danh, chặn trùng và mã truy cập API không nhận ra "
            "dữ liệu cũ; hãy đặt lại khóa cũ vào đầu tệp secret.key hoặc vào MOTCUA_SECRET_KEYS_BEFORE."
        )
        yield Diagnosis("settings.first_secret", Health.BAD, words)


def _public_address(at: datetime) -> Iterator[Diagnosis]:
    """What stands on paper leads to the portal, not to the machine at which the clerk sat."""
    address = read("public_address", on=legal_day(at))
    if not address and not settings.DEMONSTRATION:
        yield Diagnosis(
            "public_address",
            Health.WARNING,
            "Chưa đặt địa chỉ công khai (tham số public_address): mã QR trên giấy mang địa chỉ mà cán bộ đang mở.",
        )


def _clock(at: datetime) -> Iterator[Diagnosis]:
    """The three clocks agree: this machine's, the database server's, the ledger's."""
    if connection.vendor == "postgresql":
        server = datetime.fromtimestamp(float(str(_asked("SELECT extract(epoch FROM clock_timestamp())"))), UTC)
        apart = abs(server - datetime.fromtimestamp(time.time(), UTC))
        if apart > SKEW:
            yield Diagnosis(
                "clock.server", Health.BAD, f"Đồng hồ máy chủ dữ liệu lệch {apart.total_seconds():.0f} giây."
            )
    newest = Event.objects.order_by("-id").values_list("recorded_at", flat=True).first()
    if newest and newest > at + SKEW:
        yield Diagnosis("clock.ledger", Health.BAD, f"Sổ có sự kiện ghi lúc {newest:%d/%m/%Y %H:%M}, sau giờ máy này.")
    weeks = settings.CLOCK_OFFSET_WEEKS
    words = f"Ngày giả lập, lệch {weeks} tuần." if weeks else f"Giờ máy: {at:%d/%m/%Y %H:%M} UTC."
    yield Diagnosis("clock", Health.GOOD, words)


def _worker(at: datetime) -> Iterator[Diagnosis]:
    """Somebody places events, and the readers follow."""
    seen = ScheduledJob.objects.filter(name=HEARTBEAT).values_list("ran_at", flat=True).first()
    if seen is None or at - seen > SILENCE:
        since = "chưa từng chạy" if seen is None else f"im lặng từ {seen:%d/%m/%Y %H:%M} UTC"
        yield Diagnosis("worker", Health.WARNING, f"Tiến trình nền {since}; hãy chạy bin/motcua worker.")
    status = read_status()
    lag = max([status.unplaced, *(reader.lag for reader in status.readers)])
    health = Health.WARNING if lag > WAITING else Health.GOOD
    yield Diagnosis("worker.lag", health, f"Bộ đọc chậm nhất còn cách {lag} sự kiện.")
    for reader in status.readers:
        if reader.error:
            yield Diagnosis("worker.reader", Health.BAD, f"Bộ đọc {reader.name} dừng ở vị trí {reader.error}")
    for job in ScheduledJob.objects.exclude(error=None).order_by("name"):
        yield Diagnosis("worker.job", Health.BAD, f"Việc định kỳ {job.name} hỏng: {job.error}")
    if status.stuck:
        yield Diagnosis("worker.deliveries", Health.WARNING, f"{status.stuck} cuộc gửi đang chờ người xử lý.")


def _mail(at: datetime) -> Iterator[Diagnosis]:
    """Notices reach their readers by e-mail; numbers alone, for what is printed here is passed on."""
    found = counts(at=at)
    if found.failed or found.late:
        words = f"Thư báo cho cán bộ: {found.failed} không gửi được, {found.late} gửi chậm"
        since = f", cũ nhất từ {found.oldest:%d/%m/%Y %H:%M} UTC" if found.oldest else ""
        yield Diagnosis("mail", Health.WARNING, f"{words}{since}; lý do ở trang Quản trị, Thư báo.")
    else:
        yield Diagnosis("mail", Health.GOOD, "Không có thư báo nào gửi hỏng hoặc gửi chậm.")


EXAMINATIONS: tuple[Callable[[datetime], Iterator[Diagnosis]], ...] = (
    _durability,
    _guards,
    _first_secret,
    _public_address,
    _clock,
    _worker,
    _mail,
)


def _asked(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]
