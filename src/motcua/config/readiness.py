"""Is there a house to work in? Asked in one place, before a command opens the database; nothing is made by asking."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from motcua.config.env import read_environment
from motcua.config.launching import check_writable
from motcua.config.upgrading import unapplied
from motcua.rules.faults import Fault

ADVICE = "hãy kiểm tra MOTCUA_DATA, hoặc chạy bin/motcua prepare nếu đúng là muốn tạo mới ở đó"


class NoDataDirectory(Fault):
    """MOTCUA_DATA names a directory that is not there."""

    code = "no_data_directory"
    sentence = "Không có thư mục dữ liệu {folder}; {advice}."


class NoDatabaseThere(Fault):
    """The data directory holds no database."""

    code = "no_database_there"
    sentence = "Thư mục dữ liệu {folder} chưa có cơ sở dữ liệu; {advice}."


class NotUpgraded(Fault):
    """The database is of an earlier version, or was never prepared."""

    code = "not_upgraded"
    sentence = "Dữ liệu trong {folder} còn {steps} bước nâng cấp chưa chạy; hãy chạy bin/motcua prepare."


def check() -> None:
    """Let pass when the data directory and its database stand and are of this version.

    Raises NoDataDirectory, NoDatabaseThere, NotUpgraded, LaterVersion, NotADatabase, SilentServer.
    """
    check_place()
    if steps := unapplied():
        raise NotUpgraded(folder=settings.DATA_DIRECTORY, steps=steps)


def check_place() -> None:
    """Only whether the directory and the database file are there: SQLite would make an empty one of a wrong name.

    Raises NoDataDirectory, NoDatabaseThere.
    """
    data = Path(settings.DATA_DIRECTORY)
    if not data.is_dir():
        raise NoDataDirectory(folder=data, advice=ADVICE)
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).is_file():
        raise NoDatabaseThere(folder=data, advice=ADVICE)


@contextmanager
def made_place() -> Iterator[None]:
    """The data directory is there inside the block, with the secret that it keeps; one made here goes if that fails.

    Raises NotWritable.
    """
    data = Path(settings.DATA_DIRECTORY)
    fresh = not data.exists()
    check_writable(data)
    if fresh:
        data.mkdir(mode=0o700, parents=True)
        settings.SECRET_KEY = settings.FIRST_SECRET = read_environment().secrets[-1]
    try:
        yield
    except BaseException:
        if fresh:
            connection.close()
            shutil.rmtree(data, ignore_errors=True)
        raise
