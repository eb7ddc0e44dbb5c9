"""One file that holds a whole house: database, files, keys, and a manifest with the checksum of each piece.

The database is copied first and the files after it: a stored file is never changed and outlives the row that names it,
so every file that the copied rows name is in the archive. The keys of the ledger are in it too, without them nobody
could verify what was restored: keep the archive where you would keep the keys.
"""

import contextlib
import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import DatabaseError, connection

from motcua import __version__
from motcua.config import postgres_tools
from motcua.config.complaints import why
from motcua.config.replacing import old_database_kept, put_database
from motcua.config.upgrading import copy_database, upgrade
from motcua.ledger import generation, keys, sequencer
from motcua.ledger.installation import ledger_id
from motcua.rules.faults import Fault

MANIFEST = "manifest.json"
DATABASE = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
# What belongs to a house besides its database. Logs and collected static files are made anew.
KEPT = ("anchor.log", "checkpoint.key", "clock-offset-weeks", "demonstration", "ledger.key", "province", "secret.key")
FILES = "files"
CHUNK = 1 << 20


class NotABackup(Fault):
    """The file is no archive of ours, or a piece of it is damaged."""

    code = "not_a_backup"
    sentence = "Tệp {file} không phải là bản sao lưu nguyên vẹn: {reason}."


class OtherDatabase(Fault):
    """The archive is of the other kind of database."""

    code = "other_database"
    sentence = "Bản sao lưu là của {there}, cơ sở dữ liệu đang dùng là {here}; hãy khôi phục vào đúng loại."


class TargetNotEmpty(Fault):
    """There is data where the backup should go."""

    code = "target_not_empty"
    sentence = "Thư mục dữ liệu {folder} đã có dữ liệu; thêm --force nếu thật sự muốn thay thế toàn bộ."


class TargetExists(Fault):
    """The archive to be written exists."""

    code = "target_exists"
    sentence = "Tệp {file} đã có; hãy chọn tên khác."


class NoFolderForBackup(Fault):
    """The folder of the archive is not there: mistyped, or a disk that is not mounted."""

    code = "no_folder_for_backup"
    sentence = "Không có thư mục {folder} để ghi bản sao lưu; hãy kiểm tra tên thư mục và ổ đĩa đã được gắn chưa."


@dataclass(frozen=True)
class Manifest:
    """What an archive says about itself."""

    version: str
    made_at: str
    database: str
    ledger_id: str
    last_position: int
    pieces: dict[str, dict[str, Any]]


def back_up(target: Path, *, at: datetime) -> Manifest:
    """Write the whole house to `target`, complete or not at all, readable by the owner only. `at`: aware.

    No folder is made for it: an unmounted disk must not fill the one below it.
    Raises TargetExists, NoFolderForBackup, ToolMissing, ToolFailed.
    """
    if target.exists():
        raise TargetExists(file=target)
    if not target.parent.is_dir():
        raise NoFolderForBackup(folder=target.parent)
    draft = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        with tempfile.TemporaryDirectory(prefix="motcua-backup-") as scratch:
            descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                manifest = _write(file, Path(scratch), at)
                file.flush()
                os.fsync(file.fileno())
        os.link(draft, target)  # refuses a target that appeared meanwhile
    except FileExistsError:
        raise TargetExists(file=target) from None
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _write(file: IO[bytes], scratch: Path, at: datetime) -> Manifest:
    pieces: dict[str, dict[str, Any]] = {}
    name, position = ledger_id(), sequencer.last_position()
    with tarfile.open(fileobj=file, mode="w") as archive:
        database = scratch / DATABASE[connection.vendor]
        _copy_database(database)
        for arcname, path in ((database.name, database), *_kept_files()):
            pieces[arcname] = _add(archive, arcname, path)
        manifest = Manifest(__version__, at.isoformat(), connection.vendor, name, position, pieces)
        text = json.dumps(manifest.__dict__, ensure_ascii=False, indent=1).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size, entry.mode, entry.mtime = len(text), 0o600, int(at.timestamp())
        archive.addfile(entry, io.BytesIO(text))
    return manifest


def _copy_database(target: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        copy_database(connection.connection, target)
    else:
        postgres_tools.dump(target)


def _kept_files() -> Iterator[tuple[str, Path]]:
    data = Path(settings.DATA_DIRECTORY)
    yield from ((name, data / name) for name in KEPT if (data / name).is_file())
    for path in sorted((data / FILES).rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield str(path.relative_to(data)), path


def _add(archive: tarfile.TarFile, arcname: str, path: Path) -> dict[str, Any]:
    """Add one file; its size and checksum are those of the bytes that went in."""
    with path.open("rb") as source:
        entry = archive.gettarinfo(arcname=arcname, fileobj=source)
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        reader = _Hashing(source)
        archive.addfile(entry, reader)
    return {"size": entry.size, "sha256": reader.digest.hexdigest()}


class _Hashing:
    """Reads through and remembers the checksum."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        chunk = self.source.read(size)
        self.digest.update(chunk)
        return chunk


@contextlib.contextmanager
def opened(source: Path) -> Iterator[tuple[Manifest, Path]]:
    """Unpack an archive beside the data directory and check every piece; the folder goes when the block ends.

    Raises NotABackup.
    """
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.DATA_DIRECTORY) as scratch:
        folder = Path(scratch)
        try:
            _unpack(source, folder)
            manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
            fault = next(_damage(manifest, folder), None)
        except Forbidden as problem:
            raise NotABackup(file=source, reason=f"phần “{problem}” không được phép") from problem
        except OSError as problem:
            raise NotABackup(file=source, reason=why(problem)) from problem
        except (tarfile.TarError, EOFError):
            raise NotABackup(file=source, reason="đó không phải là tệp tar, hoặc tệp đã bị cắt cụt") from None
        except (ValueError, TypeError, KeyError, AttributeError):
            raise NotABackup(file=source, reason=f"bản kê {MANIFEST} không đọc được") from None
        if fault:
            raise NotABackup(file=source, reason=fault)
        yield manifest, folder


class Forbidden(Exception):
    """A piece of the archive would land outside its folder, or is no ordinary file."""


def _unpack(source: Path, folder: Path) -> None:
    """Ordinary files below the folder only: an archive is a stranger until its pieces have been checked."""
    with tarfile.open(source) as archive:
        for entry in archive:
            target = (folder / entry.name).resolve()
            content = archive.extractfile(entry) if entry.isreg() and folder.resolve() in target.parents else None
            if content is None:
                raise Forbidden(entry.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                shutil.copyfileobj(content, file, CHUNK)


def _damage(manifest: Manifest, folder: Path) -> Iterator[str]:
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {MANIFEST}
    if stranger := next(iter(sorted(there - manifest.pieces.keys())), None):
        yield f"{stranger} không có trong bản kê"
    if DATABASE.get(manifest.database) not in manifest.pieces:
        yield "thiếu cơ sở dữ liệu"
    for name, piece in manifest.pieces.items():
        path = folder / name
        if not path.is_file():
            yield f"thiếu {name}"
        elif path.stat().st_size != piece["size"] or _sha256(path) != piece["sha256"]:
            yield f"{name} không khớp mã kiểm tra"


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def holds_data() -> bool:
    """Whether the data directory or the database holds anything that a restore would replace."""
    data = Path(settings.DATA_DIRECTORY)
    files = data / FILES
    if (data / keys.CHAIN_KEY).exists() or (files.is_dir() and any(files.iterdir())):
        return True
    try:
        return bool(connection.introspection.table_names())
    except DatabaseError:
        return True  # something is there, though it cannot be read


def restore(manifest: Manifest, folder: Path, *, force: bool) -> None:
    """Put an opened archive in the place of what is there. Afterwards the database is of this version.

    All of it or nothing: until the new house has opened, the old one is kept, and put back when that fails.
    Raises OtherDatabase, TargetNotEmpty, NotABackup, ToolMissing, ToolFailed, LaterVersion, UpgradeFailed,
    GuardsMissing.
    """
    if manifest.database != connection.vendor:
        raise OtherDatabase(there=manifest.database, here=connection.vendor)
    if not force and holds_data():
        raise TargetNotEmpty(folder=settings.DATA_DIRECTORY)
    with _old_pieces_kept(folder / "old"), old_database_kept(folder / "old"):
        put_database(folder / DATABASE[connection.vendor])
        data = Path(settings.DATA_DIRECTORY)
        for name in (*KEPT, FILES):
            if (folder / name).exists():
                (folder / name).rename(data / name)
        _forget()
        upgrade(tell=lambda _sentence: None)
        if connection.vendor == "postgresql":
            sequencer.rewind()  # transaction numbers of another cluster mean nothing here


@contextlib.contextmanager
def _old_pieces_kept(aside: Path) -> Iterator[None]:
    """Files and keys move aside for the time of the block, and back if it fails."""
    data = Path(settings.DATA_DIRECTORY)
    aside.mkdir()
    moved = [name for name in (*KEPT, FILES) if (data / name).exists()]
    for name in moved:
        (data / name).rename(aside / name)
    try:
        yield
    except BaseException:
        for name in (*KEPT, FILES):
            _remove(data / name)
        for name in moved:
            (aside / name).rename(data / name)
        _forget()
        raise


def _remove(path: Path) -> None:
    """A file or a folder, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _forget() -> None:
    """What this process has read of the house that stood here before."""
    keys.forget_keys()
    generation.forget()
