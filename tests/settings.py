"""The product's settings in a house of its own: a temporary data directory, quick passwords, a database to throw away.

`MOTCUA_TEST_DATABASE` is set by `python -m tests.postgres` for the run on PostgreSQL: one address for each process of
pytest-xdist, separated by spaces. Without it the suite runs on a SQLite file (a file, not memory: threads and real
processes must meet the same locks as in production).
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

HOUSE = Path(tempfile.mkdtemp(prefix="motcua-test-"))
atexit.register(shutil.rmtree, HOUSE, ignore_errors=True)
(HOUSE / "static").mkdir()
os.environ["MOTCUA_DATA"] = str(HOUSE)
os.environ["MOTCUA_SECRET_KEY"] = "not a secret: the tests' own key, the same in every process of a run"
SERVERS = os.environ.get("MOTCUA_TEST_DATABASE", f"sqlite:///{HOUSE / 'motcua.sqlite3'}").split()
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
os.environ["MOTCUA_DATABASE"] = SERVERS[WORKER % len(SERVERS)]
for name in ("MOTCUA_HOSTS", "MOTCUA_DEBUG", "MOTCUA_HTTPS", "MOTCUA_CLOCK_OFFSET_WEEKS", "MOTCUA_SMTP_HOST"):
    os.environ.pop(name, None)

from motcua.config.settings import *  # noqa: E402, F403 - the environment stands before the settings read it
from motcua.config.settings import DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite"):
    DATABASES["default"]["TEST"] = {"NAME": str(HOUSE / "test.sqlite3")}
    # A test database need not survive a power cut; everything else stays as in production.
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
else:
    # Django drops and makes test databases; a pool would hold the old one open.
    DATABASES["default"]["OPTIONS"].pop("pool", None)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
