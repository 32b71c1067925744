"""Two realms that never mix: Telegram with its people, and a sandbox with invented ones.

A database remembers which of the two it serves. In a sandbox accounts are bound to Telegram
numbers that belong to strangers out there; and what a real bot owes its people must not be
"delivered" to a sandbox.
"""

from bot.settings import Settings
from storage import facts
from storage.database import Database

ELSEWHERE = "Set BANGFU_DATA_DIR or BANGFU_DATABASE_URL to another one"


async def refuse_mixture(settings: Settings, database: Database) -> None:
    """Keep invented people away from Telegram, and real ones out of sandboxes.

    Raises:
        SystemExit: the database belongs to the other realm.
    """
    realm = "sandbox" if settings.is_for_sandbox else "telegram"
    async with database.write() as db:
        is_demo = await facts.get(db, facts.DEMO) is not None
        served = "sandbox" if is_demo else await facts.settle(db, facts.REALM, realm)
    if is_demo and not settings.stays_here:
        await database.close()
        raise SystemExit(
            "This database is the demo's: the people and households in it are invented. "
            f"{ELSEWHERE} for real work, or try the demo with ./run demo."
        )
    if served != realm:
        await database.close()
        raise SystemExit(_complaint(served))


def _complaint(served: str) -> str:
    if served == "sandbox":
        return (
            "This database has served a sandbox: its accounts are bound to invented Telegram "
            f"users, and the token is Telegram's. {ELSEWHERE} for real work."
        )
    return (
        "This database serves Telegram, and the token is a sandbox's: what its people are still "
        f"to be told would be lost there. {ELSEWHERE} to try things out."
    )
