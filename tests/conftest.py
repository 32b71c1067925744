"""Fixtures for everybody: databases, a browser, and a loud word about what was skipped."""

import os
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import hypothesis
import pytest

from tests.kit import chromium, databases, postgres, shared

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

    from tests.kit.stage import Stage

SERVER = "BANGFU_TEST_POSTGRES"
MARKED_BY_FIXTURE = {
    "postgres": {"postgres_url", "empty_postgres_url"},
    "browser": {"browser", "page"},
}
hypothesis.settings.register_profile("bangfu", deadline=None)  # two busy cores are no clock
hypothesis.settings.load_profile("bangfu")
shared.share()
UNTIL_THE_END = pytest.StashKey[ExitStack]()
numbers = count(1)


def pytest_configure(config: pytest.Config) -> None:
    """Start one PostgreSQL for all workers, from the process that outlives them."""
    config.stash[UNTIL_THE_END] = ExitStack()
    if config.getoption("numprocesses", None) and SERVER not in os.environ:
        os.environ[SERVER] = config.stash[UNTIL_THE_END].enter_context(postgres.running())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started."""
    config.stash[UNTIL_THE_END].close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by what they ask for."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        for mark in (mark for mark, names in MARKED_BY_FIXTURE.items() if asked & names):
            item.add_marker(mark)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly when the browser tests were skipped."""
    reports = terminalreporter.stats.get("skipped", [])
    skipped = sum(chromium.MISSING in str(report.longrepr) for report in reports)
    if skipped:
        terminalreporter.section("BROWSER TESTS WERE SKIPPED", sep="!", red=True, bold=True)
        terminalreporter.line(f"{skipped} BROWSER TESTS DID NOT RUN: {chromium.MISSING}")


@pytest.fixture
def unmeasured() -> Iterator[None]:
    """Stop measuring coverage for tests that go the same ways again and again: half the time."""
    tracing, in_threads = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    yield
    threading.settrace(in_threads)
    sys.settrace(tracing)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Run the test twice, on a fresh migrated database of each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def one_database_url(request: pytest.FixtureRequest) -> str:
    """Give a fresh migrated database of one kind or the other, by the test's name.

    Plays are acted half on SQLite and half on PostgreSQL; what a database may do differently is
    tested on both, in tests/storage.
    """
    kind = ("sqlite", "postgres")[crc32(request.node.name.encode()) % 2]
    url: str = request.getfixturevalue(f"{kind}_url")
    return url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """Run the test twice, on a database of each kind that no migration has touched."""
    url: str = request.getfixturevalue(f"empty_{request.param}_url")
    return url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Copy the migrated template."""
    databases.copy_sqlite(sqlite_template, tmp_path / "bangfu.db")
    return databases.sqlite_url(tmp_path / "bangfu.db")


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    """Name a file that does not exist yet."""
    return databases.sqlite_url(tmp_path / "empty.db")


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """Copy the migrated template."""
    name = f"test_{os.getpid()}_{next(numbers)}"
    yield databases.create_postgres(postgres_server, name, postgres_template)
    databases.drop_postgres(postgres_server, name)


@pytest.fixture
def empty_postgres_url(postgres_server: str) -> Iterator[str]:
    """Create a database with nothing in it."""
    name = f"empty_{os.getpid()}_{next(numbers)}"
    yield databases.create_postgres(postgres_server, name)
    databases.drop_postgres(postgres_server, name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrate one file for all tests of this process."""
    file = tmp_path_factory.mktemp("template") / "template.db"
    databases.migrate(databases.sqlite_url(file))
    return file


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Share the workers' server, or run one when there are no workers."""
    with ExitStack() as until_the_end:
        yield os.environ.get(SERVER) or until_the_end.enter_context(postgres.running())


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """Migrate one database for all tests of this process."""
    name = f"template_{os.getpid()}"
    databases.migrate(databases.create_postgres(postgres_server, name))
    return name


@pytest.fixture(scope="session")
def chromium_address() -> Iterator[str]:
    """Start one headless Chromium for all tests of this process, or skip them."""
    if chromium.find() is None:
        pytest.skip(chromium.MISSING)
    with chromium.shared() as address:
        yield address


@pytest.fixture
async def browser(chromium_address: str) -> AsyncIterator["Browser"]:
    """Meet the browser that all tests share; each opens windows of its own."""
    async with chromium.meeting(chromium_address) as browser:
        yield browser


@pytest.fixture
async def page(browser: "Browser") -> AsyncIterator["Page"]:
    """Open a fresh page as somebody in Beihai sees it."""
    context = await browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    yield await context.new_page()
    await context.close()


@pytest.fixture
async def stage(one_database_url: str, tmp_path: Path) -> AsyncIterator["Stage"]:
    """Set the stage for plays on a fresh database."""
    from tests.kit.stage import opened  # noqa: PLC0415  # loads the whole bot

    async with opened(one_database_url, tmp_path) as stage:
        yield stage


@pytest.fixture
async def demo_stage(sqlite_url: str, tmp_path: Path) -> AsyncIterator["Stage"]:
    """Set the stage as the demo does, for sessions that were exported from it."""
    from tests.kit.demo_stage import opened  # noqa: PLC0415  # the same

    async with opened(sqlite_url, tmp_path) as stage:
        yield stage
