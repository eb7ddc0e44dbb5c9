"""What every test may ask for. Fixtures of one room stand in that room's folder."""

import os
import threading
from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.signals import request_finished, request_started
from django.db import connection
from django.test import TransactionTestCase
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from motcua.ledger import generation
from tests import logs, tools
from tests.cleaning import LeftBehind, keep_baseline

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def pytest_configure(config: pytest.Config) -> None:
    logs.start_keeping(getattr(config, "workerinput", {}).get("workerid", "main"))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """The log of the whole suite may hold no identity number, phone or address."""
    if not hasattr(session.config, "workerinput"):
        session.config.stash[_FINDINGS] = findings = logs.find_in_folder(logs.open_folder())
        if findings:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    findings = config.stash.get(_FINDINGS, [])
    if findings:
        terminalreporter.section("personal data in the log of the suite", red=True)
        for finding in findings[:20]:
            terminalreporter.line(finding)


_FINDINGS = pytest.StashKey[list[str]]()
_LEFT = pytest.StashKey[LeftBehind]()


def pytest_runtest_setup(item: pytest.Item) -> None:
    # bin/test --require=postgres sees to it that the run on PostgreSQL takes place; this one is the other.
    if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("chạy trên PostgreSQL, đây là SQLite")
    if left := item.config.stash.get(_LEFT, None):
        left.look()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """A test that leaves an event in the database has failed, not the one that would stumble over it."""
    result = yield
    if (left := item.config.stash.get(_LEFT, None)) and _asks_a_database(item):
        left.look(by=item.nodeid)
    return result


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out of bin/test's second round (MOTCUA_TEST_AGAIN) what has no database: it was proven in the first."""
    if os.environ.get("MOTCUA_TEST_AGAIN"):
        config.hook.pytest_deselected(items=[item for item in items if not _asks_a_database(item)])
        items[:] = filter(_asks_a_database, items)
    # Long files first (browser, real processes, generated calls, walks): the end of a run is short for both processes.
    long = {item.path for item in items if LONG & {item.path.name, *getattr(item, "fixturenames", ())}}
    items.sort(key=lambda item: item.path not in long)


def _asks_a_database(item: pytest.Item) -> bool:
    """Whether the test may speak to one: pytest-django refuses a connection to the others; houses have their own."""
    asked = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    own = item.path.parent.name in OWN_DATABASES
    return bool(asked) or own or any(map(item.get_closest_marker, ("django_db", "postgres")))


LONG = {"page", "prepared", "shown", "test_schemathesis.py", "test_identities.py"}
LONG |= {"test_doors.py", "test_rights_everywhere.py"}
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
OWN_DATABASES = {"config", "ledger", "mutation"}  # folders whose tests start real processes on databases of their own


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, pytestconfig: pytest.Config
) -> Iterator[None]:
    """The migrated database, and the way back to it after each test that commits."""
    with django_db_blocker.unblock():
        baseline = keep_baseline()
    # Blocked again from here: a test that forgot its mark must not reach the database, for nobody would put it back.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: baseline.restore())
        pytestconfig.stash[_LEFT] = LeftBehind(baseline, django_db_blocker)
        yield
        del pytestconfig.stash[_LEFT]


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """What was read of people, catalogue and calendars in one test is not known in the next."""
    generation.forget()
    yield
    generation.forget()


@pytest.fixture
def moment() -> Callable[[str], datetime]:
    """`moment("2026-11-23T08:00")`: that time of day in Viet Nam, aware, in UTC."""
    return lambda text: datetime.fromisoformat(text).replace(tzinfo=VIETNAM).astimezone(UTC)


class Clock:
    """The clock of the machine, held still; `set` moves it."""

    def __init__(self, traveller: time_machine.Traveller) -> None:
        self._traveller = traveller

    def set(self, text: str) -> datetime:
        """Stand at this local time of Viet Nam; gives the same moment in UTC."""
        at = datetime.fromisoformat(text).replace(tzinfo=VIETNAM).astimezone(UTC)
        self._traveller.move_to(at, tick=False)
        return at


@pytest.fixture
def clock() -> Iterator[Clock]:
    """The machine's clock, held at Monday 23 November 2026, 08:00 in Viet Nam, until the test moves it."""
    with time_machine.travel(datetime(2026, 11, 23, 1, 0, tzinfo=UTC), tick=False) as traveller:
        yield Clock(traveller)


@pytest.fixture
def database_url(transactional_db: None) -> str:
    """The address of this test's database, for real processes that the test starts (MOTCUA_DATABASE)."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    return f"postgresql://{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium without a window; skipped with the reason where there is none."""
    path = tools.find_chromium()
    tools.need("browser", present=path is not None, reason="không thấy Chromium trên máy này")
    # Playwright keeps an event loop in this thread; Django would refuse to speak to the database beside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=tools.CHROMIUM_ARGUMENTS)
        yield running
        running.close()


class UnderWay:
    """How many requests the live server is answering; a test must not end under one that still writes."""

    def __init__(self) -> None:
        self._changed, self._count = threading.Condition(), 0
        request_started.connect(self._begin)
        request_finished.connect(self._end)

    def _begin(self, **_said: object) -> None:
        with self._changed:
            self._count += 1

    def _end(self, **_said: object) -> None:
        with self._changed:
            self._count -= 1
            self._changed.notify_all()

    def start(self) -> None:
        """Count from here; what was never finished before is no concern of this test."""
        with self._changed:
            self._count = 0

    def wait(self) -> None:
        """Until the last one is answered. A minute is too long for any of them, however slow the machine."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._count <= 0, timeout=60), "a request was never answered"


@pytest.fixture(scope="session")
def under_way() -> UnderWay:
    """The requests of this process."""
    return UnderWay()


@pytest.fixture
def page(transactional_db: None, browser: Browser, under_way: UnderWay) -> Iterator[Page]:
    """A fresh Vietnamese page, 1440 wide, with nothing remembered. Mark the test `browser`.

    It goes before the database is put back, and what it asked for last is answered by then: an act that a click began
    would be written into the next test otherwise.
    """
    context = browser.new_context(
        locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport={"width": 1440, "height": 900}
    )
    context.set_default_timeout(60_000)
    under_way.start()
    yield context.new_page()
    context.close()
    under_way.wait()


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the repository."""
    return Path(__file__).resolve().parent.parent
