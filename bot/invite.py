"""Invitations from the command line: a single-use link and its QR code."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import wall_clock
from bot.opening import open_database
from bot.settings import Settings
from bot.texts import said
from domain.people import Duty, Role
from domain.phones import PhoneError, normalise
from pictures import qr
from storage import facts, invitations, people
from storage.database import Database

ADMIN = "admin"


async def print_invitation(settings: Settings, phone: str) -> int:
    """Print a link and a QR code for the account with this number, or for the first admin."""
    database = await open_database(settings)
    try:
        username = await bot_username(settings, database)
        if username is None:
            print("The bot's name is not known yet. Set BANGFU_BOT_TOKEN, or start the bot once.")
            return 1
        return await _print(settings, database, username, phone)
    finally:
        await database.close()


async def _print(settings: Settings, database: Database, username: str, phone: str) -> int:
    try:
        link = await make_link(database, username, phone, wall_clock())
    except PhoneError as error:
        print(f"{said(error.text)} ./run invite PHONE, or ./run invite admin")
        return 1
    if link is None:
        print("This number is not on the roster. Import it first: ./run import people FILE")
        return 1
    picture = settings.data_dir / "invitation.png"
    _write_picture(picture, link)
    print(qr.terminal(link))
    print(f"{link}\nSingle use, 24 hours. The code as a picture: {picture}")
    return 0


def _write_picture(path: Path, link: str) -> None:
    path.write_bytes(qr.png(link, "帮扶"))
    path.chmod(0o600)


async def make_link(database: Database, username: str, phone: str, now: datetime) -> str | None:
    """Make an invitation; None when no account has this number."""
    async with database.write() as db:
        number = await _account(db, phone)
        if number is None:
            return None
        word = await invitations.make(db, number, now)
    return f"https://t.me/{username}?start={word}"


async def _account(db: AsyncConnection, phone: str) -> int | None:
    if phone == ADMIN:
        return await _unbound_admin(db)
    account = await people.by_phone(db, normalise(phone))
    return account.id if account else None


async def _unbound_admin(db: AsyncConnection) -> int:
    """Return an administrator nobody has opened yet; make one when there is none."""
    for admin in await people.with_role(db, Role.ADMIN):
        if admin.telegram_id is None:
            return admin.id
    number = await people.add(db, "管理员", None)
    await people.set_duties(db, number, [Duty(role=Role.ADMIN)])
    return number


async def invite_first_admin(settings: Settings, database: Database, now: datetime) -> str | None:
    """Make the first administrator's invitation when the database holds nobody yet."""
    async with database.read() as db:
        if await people.count(db):
            return None
    username = await bot_username(settings, database)
    return await make_link(database, username, ADMIN, now) if username else None


async def bot_username(settings: Settings, database: Database) -> str | None:
    """Return the bot's name, asking Telegram only when it was never asked."""
    async with database.read() as db:
        known = await facts.get(db, facts.BOT_USERNAME)
    if known or not settings.bot_token:
        return known
    from bot.telegram import NotSent, Rejected, Telegram, Unanswered  # noqa: PLC0415  # slow

    telegram = Telegram(settings.api_base, settings.bot_token)
    try:
        name: str = (await telegram.call("getMe", {}, timeout_s=10))["username"]
    except (Rejected, NotSent, Unanswered):
        return None
    finally:
        await telegram.close()
    return name
