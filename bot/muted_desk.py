"""Letting households rest: who may decide about one, who hears of it."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import letters, muted_cards, record_desk
from bot.muted_cards import Rest
from domain.areas import contains
from domain.calendar import local_day
from domain.muted import Muting
from domain.people import Person, Role
from domain.refusals import Refusal, Text
from storage import absences, audit, muted, outbox, pairings, people
from storage.households import Known

OFFICER = Role.INFORMATION_OFFICER
CHANGED = Text("This has changed meanwhile. Please look at the newest card.")


async def opened(db: AsyncConnection, person: Person, household_id: int, now: datetime) -> Rest:
    """Load how a household rests, for somebody who may see it.

    Raises:
        Refusal: he may not, or there is none.
    """
    known = await record_desk.opened(db, person, household_id)
    return await _rest(db, person, known, now)


async def _rest(db: AsyncConnection, person: Person, known: Known, now: datetime) -> Rest:
    muting = await muted.of_household(db, known.id)
    ids = [it for it in (muting.asked_by, muting.decided_by) if it] if muting else []
    return Rest(
        known=known,
        muting=muting,
        today=local_day(now),
        may_decide=await _may_decide(db, person, known),
        names=await people.names(db, ids),
    )


async def _may_decide(db: AsyncConnection, person: Person, known: Known) -> bool:
    """Tell whether somebody decides: an officer of the area, not about his own households."""
    here = known.household.area_code
    if not any(contains(code, here) for code in person.areas({OFFICER})):
        return False
    return person.id not in {it.person_id for it in await pairings.open_of_household(db, known.id)}


async def for_decision(
    db: AsyncConnection, person: Person, numbers: tuple[int, ...], now: datetime
) -> Rest:
    """Load it for an officer who saw this version of it.

    Raises:
        Refusal: it is not his to decide, or has changed since.
    """
    rest = await opened(db, person, (*numbers, 0)[0], now)
    if not rest.may_decide:
        raise Refusal("Whether it rests is decided by the information officer there.")
    if numbers[1:] != (rest.version,):
        raise Refusal(CHANGED.msgid)
    return rest


async def keep(db: AsyncConnection, person: Person, muting: Muting, now: datetime) -> None:
    """Keep what was asked or decided.

    Raises:
        Refusal: somebody else was quicker.
    """
    if not await muted.keep(db, muting):
        raise Refusal(CHANGED.msgid)
    subject = f"household:{muting.household_id}"
    await audit.write(db, person.id, f"household.{muting.state}", subject, now)


async def ask_officers(
    db: AsyncConnection, person: Person, rest: Rest, now: datetime
) -> list[Person]:
    """Bring a request to the officers nearest to the household, or their deputies."""
    known = rest.known
    found = await people.responsible(db, known.household.area_code, OFFICER, besides=person.id)
    deputies = await absences.deputies(db, [it.id for it in found], local_day(now))
    told = []
    for officer in {it.id: it for it in [deputies.get(it.id, it) for it in found]}.values():
        acting = await absences.acting(db, officer, local_day(now))
        card = muted_cards.card(await _rest(db, acting, known, now))
        if officer.id != person.id and await letters.post(db, officer, card, _once(rest), now):
            told.append(officer)
    return told


def _once(rest: Rest) -> str:
    return f"mute:{rest.known.id}:{rest.version}"


async def tell(db: AsyncConnection, person: Person, rest: Rest, now: datetime) -> None:
    """Tell the household's helpers and whoever asked, and change the officers' cards."""
    muting, known = rest.muting, rest.known
    if muting is None:
        return
    helpers = {it.person_id for it in await pairings.open_of_household(db, known.id)}
    concerned = await people.by_ids(db, (helpers | {muting.asked_by}) - {person.id})
    for reader in concerned:
        card = muted_cards.card(await _rest(db, reader, known, now))
        await letters.post(db, reader, card, f"{_once(rest)}:told", now)
    told = {it.telegram_id for it in concerned} | {person.telegram_id}
    for chat in await outbox.chats_with_card(db, muted_cards.card_name(known.id)):
        other = await people.by_telegram(db, chat)
        if other and chat not in told:
            card = muted_cards.card(await _rest(db, other, known, now))
            await letters.post(db, other, replace(card, edits=True), f"{_once(rest)}:card", now)
