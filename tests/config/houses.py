"""Whole houses for tests: a data directory and a database of their own, worked by real processes."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from django.db import connection

SOURCE = Path(__file__).resolve().parents[2] / "src"


class House:
    """One data directory; commands run in it as an operator would run them."""

    def __init__(self, data, database=None):
        self.data = data
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
        self.environment |= {"MOTCUA_DATA": str(data), "PYTHONPATH": str(SOURCE)}
        self.environment["DJANGO_SETTINGS_MODULE"] = "motcua.config.settings"
        if database:
            self.environment["MOTCUA_DATABASE"] = database

    def start(self, *arguments, **options):
        """A process of bin/motcua that is not waited for."""
        command = [sys.executable, "-m", "motcua.config.cli", *map(str, arguments)]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
        )

    def motcua(self, *arguments, code=0):
        """Run bin/motcua to its end; everything it said."""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=1800)
        assert process.returncode == code, out + err
        return out + err

    def doctor(self):
        """What the doctor says, by name; a test server without fsync is bad in the doctor's eyes, so any exit code."""
        process = self.start("doctor", "--json")
        return {said["name"]: said["sentence"] for said in json.loads(process.communicate(timeout=1800)[0])}

    def tables(self):
        """How many tables the database of this house holds; on SQLite asked of the file, which may not be there."""
        if database := self.environment.get("MOTCUA_DATABASE"):
            with psycopg.connect(database) as there:
                return len(there.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'").fetchall())
        return int((self.data / "motcua.sqlite3").exists())

    def python(self, text):
        """Run a few lines inside the house, Django started."""
        script = f"from motcua.config.boot import start_django; start_django()\n{text}"
        done = subprocess.run(
            [sys.executable, "-c", script], env=self.environment, capture_output=True, text=True, timeout=1800
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def server_url():
    """Where the PostgreSQL of this run listens."""
    settings = connection.settings_dict
    return f"postgresql://{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT']}"


@contextmanager
def empty_house(folder: Path, like: House | None = None) -> Iterator[House]:
    """A house on the kind of database that this run tests: with nothing in it, or a copy of a closed one."""
    if like:
        shutil.copytree(like.data, folder)
    if connection.vendor == "sqlite":
        yield House(folder)
        return
    name = f"house_{uuid4().hex[:12]}"
    template = like.environment["MOTCUA_DATABASE"].rpartition("/")[2] if like else "template1"
    with psycopg.connect(f"{server_url()}/postgres", autocommit=True) as maintenance:
        maintenance.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield House(folder, f"{server_url()}/{name}")
        finally:
            maintenance.execute(f"DROP DATABASE {name} WITH (FORCE)")
