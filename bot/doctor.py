"""Says in plain words what is wrong with a configuration, a database or a token."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot import settings as configuration
from bot.settings import Settings
from bot.telegram import NotSent, Rejected, Telegram, Unanswered
from storage import facts, migrations
from storage.database import Database, is_outage
from storage.vault import Vault, WrongKey, read_key

GOOD, BAD = "✔", "✘"
Finding = tuple[bool, str]
_PROBE = text("SELECT 1")
_SQLITE_PROBE = text("SELECT name FROM sqlite_master LIMIT 1")  # a bare 1 does not read the file


async def examine() -> int:
    """Check everything that can be checked and print a line each; 1 when something is wrong."""
    try:
        loaded = configuration.load(needs_token=True)
    except SystemExit as error:
        print(f"{BAD} {error}")
        return 1
    checks = (_reach_database, _open_key, _token)
    findings = [(True, "The settings are complete."), _folder(loaded)]
    findings += [await _checked(check, loaded) for check in checks]
    for is_good, words in findings:
        print(GOOD if is_good else BAD, words)
    return 0 if all(is_good for is_good, _ in findings) else 1


async def _checked(check: Callable[[Settings], Awaitable[Finding]], loaded: Settings) -> Finding:
    try:
        return await check(loaded)
    except Exception as error:  # noqa: BLE001  # a doctor that falls ill says so and goes on
        return False, f"{check.__name__.strip('_')} could not be checked: {type(error).__name__}."


def _folder(loaded: Settings) -> Finding:
    try:
        loaded.data_dir.mkdir(parents=True, exist_ok=True)
        probe = loaded.data_dir / ".probe"
        probe.write_text("")
        probe.unlink()
    except OSError:
        return False, f"The data folder {loaded.data_dir} cannot be written to: BANGFU_DATA_DIR."
    return True, f"The data folder {loaded.data_dir} can be written to."


async def _reach_database(loaded: Settings) -> Finding:
    """Connect, and compare the revision with the one this code needs."""
    if loaded.is_sqlite and not _sqlite_file(loaded).exists():
        return True, "There is no database yet; the first start makes it."
    engine = create_async_engine(loaded.database_url, hide_parameters=True)
    try:
        async with engine.connect() as db:
            await db.execute(_SQLITE_PROBE if loaded.is_sqlite else _PROBE)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is the finding
        if not is_outage(error) and not loaded.is_sqlite:
            return False, "PostgreSQL does not let us in: check user, password and database name."
        return False, "The database cannot be opened: check BANGFU_DATABASE_URL and that it runs."
    finally:
        await engine.dispose()
    found = await migrations.current(loaded.database_url)
    if found not in (None, migrations.head()):
        return True, f"The database is at revision {found}; the next start brings it up to date."
    return True, "The database answers."


def _sqlite_file(loaded: Settings) -> Path:
    return Path(loaded.database_url.partition("///")[2])


async def _open_key(loaded: Settings) -> Finding:
    if await migrations.current(loaded.database_url) is None:
        return True, "The key is made at the first start. Back it up apart from the database."
    try:
        database = Database(loaded.database_url, Vault(read_key(loaded.key_file)))
    except FileNotFoundError:
        return False, f"The key file {loaded.key_file} is missing. Put it back from its backup."
    except ValueError:
        return False, f"The file {loaded.key_file} holds no key. Put the right one back."
    try:
        async with database.write() as db:
            await facts.check_key(db)
    except WrongKey:
        return False, "The key belongs to another database. Put the right key file back."
    finally:
        await database.close()
    return True, "The key opens the database."


async def _token(loaded: Settings) -> Finding:
    telegram = Telegram(loaded.api_base, loaded.bot_token)
    try:
        me = await telegram.call("getMe", {}, timeout_s=10)
    except Rejected:
        return False, "Telegram does not know the token: check BANGFU_BOT_TOKEN with @BotFather."
    except (NotSent, Unanswered):
        return (
            False,
            f"{loaded.api_base} cannot be reached: check the network and BANGFU_API_BASE.",
        )
    finally:
        await telegram.close()
    return True, f"Telegram knows the bot as @{me.get('username')}."
