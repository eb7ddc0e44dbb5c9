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
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection, transaction

from motcua import __version__
from motcua.config import postgres_tools
from motcua.config.upgrading import copy_database, put_back, upgrade
from motcua.ledger import generation, keys, sequencer
from motcua.ledger.installation import ledger_id
from motcua.rules.faults import Fault

MANIFEST = "manifest.json"
DATABASE = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
# What belongs to a house besides its database. Logs and collected static files are made anew.
KEPT = ("anchor.log", "checkpoint.key", "clock-offset-weeks", "demonstration", "ledger.key", "province", "secret.key")
FILES = "files"
CHUNK = 1 << 20
ASIDE = "before_restore"  # the schema in which PostgreSQL keeps the old tables until the new ones stand


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

    Raises TargetExists, ToolMissing, ToolFailed.
    """
    if target.exists():
        raise TargetExists(file=target)
    target.parent.mkdir(parents=True, exist_ok=True)
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
    data = Path(settings.DATA_DIRECTORY)
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=data) as scratch:
        folder = Path(scratch)
        try:
            _unpack(source, folder)
            manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
        except (OSError, tarfile.TarError, ValueError, TypeError) as problem:
            raise NotABackup(file=source, reason=str(problem).rstrip(".")) from problem
        if fault := next(_damage(manifest, folder), None):
            raise NotABackup(file=source, reason=fault)
        yield manifest, folder


def _unpack(source: Path, folder: Path) -> None:
    """Ordinary files below the folder only: an archive is a stranger until its pieces have been checked."""
    with tarfile.open(source) as archive:
        for entry in archive:
            target = (folder / entry.name).resolve()
            content = archive.extractfile(entry) if entry.isreg() and folder.resolve() in target.parents else None
            if content is None:
                raise ValueError(f"{entry.name} không được phép")
            target.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                shutil.copyfileobj(content, file, CHUNK)


def _damage(manifest: Manifest, folder: Path) -> Iterator[str]:
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
    return bool(connection.introspection.table_names())


def restore(manifest: Manifest, folder: Path, *, force: bool) -> None:
    """Put an opened archive in the place of what is there. Afterwards the database is of this version.

    Raises OtherDatabase, TargetNotEmpty, ToolMissing, ToolFailed, LaterVersion, UpgradeFailed.
    """
    if manifest.database != connection.vendor:
        raise OtherDatabase(there=manifest.database, here=connection.vendor)
    if not force and holds_data():
        raise TargetNotEmpty(folder=settings.DATA_DIRECTORY)
    _put_database(folder / DATABASE[connection.vendor])
    data = Path(settings.DATA_DIRECTORY)
    shutil.rmtree(data / FILES, ignore_errors=True)
    for name in KEPT:
        (data / name).unlink(missing_ok=True)
    for name in (*KEPT, FILES):
        if (folder / name).exists():
            (folder / name).rename(data / name)
    keys.forget_keys()
    generation.forget()
    upgrade(tell=lambda _sentence: None)
    if connection.vendor == "postgresql":
        sequencer.rewind()  # transaction numbers of another cluster mean nothing here


def _put_database(copy: Path) -> None:
    """Replace the database; when the copy cannot be read, the old one stands as before."""
    if connection.vendor == "sqlite":
        connection.close()
        try:
            put_back(copy, Path(connection.settings_dict["NAME"]))
        except sqlite3.DatabaseError as problem:
            raise NotABackup(file=copy.name, reason=str(problem)) from problem
        return
    _set_schema_aside()
    try:
        postgres_tools.load(copy)
    except BaseException:
        _put_schema_back()
        raise
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {ASIDE} CASCADE")


def _set_schema_aside() -> None:
    """An empty `public` for the new tables; the extensions go along, a dump expects them there."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"ALTER SCHEMA public RENAME TO {ASIDE}")
        cursor.execute("CREATE SCHEMA public")
        _move_extensions(cursor, ASIDE, "public")


def _put_schema_back() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        _move_extensions(cursor, "public", ASIDE)
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute(f"ALTER SCHEMA {ASIDE} RENAME TO public")


def _move_extensions(cursor: Any, old: str, new: str) -> None:
    cursor.execute("SELECT extname FROM pg_extension WHERE extnamespace = %s::regnamespace", [old])
    for (name,) in cursor.fetchall():
        cursor.execute(f'ALTER EXTENSION "{name}" SET SCHEMA {new}')
