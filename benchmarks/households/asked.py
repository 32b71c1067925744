"""What is measured: what the bot does for a list, a search or a card; and what a bare one would.

The bare ones do what is written first: fetch all somebody may see and filter it here, or let the
database look into every row.
"""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks.households.country import A_VILLAGE, NOW, number_of
from benchmarks.sized import Ask, Question
from bot import household_cards, household_lists, household_sheets
from bot.texts import said_in_html
from domain.households import search_for
from domain.people import Person
from storage import households
from storage.scope import seen_by
from storage.tables import HouseholdRow

PAGE = 8


def questions(people: dict[str, Person], count: int) -> list[Question]:
    """List what is asked of a district of this size."""
    office, officer = people["district office"], people["village officer"]
    searches = {
        "beginning of a name": "黄",
        "end of a name": "大明",
        "first letters": "hdm",
        "number": number_of(count // 2)[-5:],
        "nothing is found": "诸葛",
    }
    return [
        *[Question(f"list, {who}", _listed(person, "")) for who, person in people.items()],
        *[Question(f"search, district: {it}", _listed(office, words))
          for it, words in searches.items()],
        Question("search, village: part of a name", _listed(officer, "明")),
        Question("card", _card(office, count)),
        Question("bare: fetch and filter, district", _filtered(office, "大明"), is_bare=True),
        Question("bare: LIKE and count, district", _like(office, "大明"), is_bare=True),
    ]  # fmt: skip


def _listed(person: Person, words: str) -> Ask:
    search = search_for(words) if words else None

    async def ask(db: AsyncConnection) -> object:
        found = await household_lists.gather(db, person, search, 0, NOW)
        return said_in_html(household_lists.text(person, found, search))

    return ask


def _card(person: Person, count: int) -> Ask:
    turn = iter(range(10**9))

    async def ask(db: AsyncConnection) -> object:
        place = next(turn) * A_VILLAGE * 7 % count
        named = number_of(place)
        ids = await households.ids(db, [named])
        known = await households.seen(db, person, ids.get(named, 0))
        if known is None:
            raise LookupError(f"household {place} is not there")
        sheet = await household_sheets.gather(db, known, NOW)
        return said_in_html(household_cards.text(sheet))

    return ask


def _filtered(person: Person, words: str) -> Ask:
    columns = HouseholdRow.id, HouseholdRow.head_name, HouseholdRow.number, HouseholdRow.members

    async def ask(db: AsyncConnection) -> object:
        rows = await db.execute(select(*columns).where(seen_by(person)))
        found = sorted((it for it in rows if words in it.head_name), key=lambda it: it.head_name)
        return len(found), found[:PAGE]

    return ask


def _like(person: Person, words: str) -> Ask:
    columns = HouseholdRow.id, HouseholdRow.head_name, HouseholdRow.number, HouseholdRow.members
    fits = seen_by(person), HouseholdRow.head_name.contains(words)

    async def ask(db: AsyncConnection) -> object:
        count = await db.scalar(select(func.count()).select_from(HouseholdRow).where(*fits))
        wanted = select(*columns).where(*fits).order_by(HouseholdRow.head_name).limit(PAGE)
        return count, (await db.execute(wanted)).all()

    return ask
