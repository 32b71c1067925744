"""A helper as officers see him: found, handed over from, and only then off the roster."""

from dataclasses import replace
from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import form_walk, forms, helper_steps, officers, pairing_desk
from bot.filters import HasRole, Pressed, Says
from bot.forms import Filling, Form
from bot.menus import OFFICERS, keys_of
from bot.replies import Reply, say
from domain.handovers import check_may_leave
from domain.people import Person, Role, State
from domain.refusals import Refusal, Text
from storage import audit, handovers, helpers, pairings, people
from storage.helpers import Helper

router = Router(name="helpers")
router.message.filter(HasRole(*OFFICERS))
router.callback_query.filter(HasRole(*OFFICERS))


@router.message(Says("helper", "Find a helper"))
async def find_a_helper(
    _message: Message, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Ask who is looked for."""
    return await form_walk.begin(db, person, FIND, now)


@router.callback_query(Pressed("helper", "find"))
async def find_a_helper_from_a_list(
    _query: CallbackQuery, person: Person, db: AsyncConnection, now: datetime
) -> Reply:
    """Do the same from the overview of pairings."""
    return await form_walk.begin(db, person, FIND, now)


async def _hand_in(filling: Filling) -> Reply:
    db, officer = filling.db, filling.person
    helper = await helpers.visible(db, officer, helper_steps.chosen(filling))
    if helper is None:
        return say(Text("This helper is not in your area."), keys=keys_of(officer))
    card = await pairing_desk.helper_card(db, officer, helper)
    return say(Text("Found:"), keys=keys_of(officer)).and_then(card)


FIND = forms.register(
    Form(
        name="find_helper",
        title=Text("Find a helper"),
        steps=(helper_steps.SEARCH, helper_steps.HELPER),
        submit=_hand_in,
        roles=OFFICERS,
        has_summary=False,
        resumes=False,
    )
)


async def _seen(
    db: AsyncConnection, officer: Person, numbers: tuple[int, ...]
) -> tuple[Helper, Person]:
    """Load somebody an officer may pair, or answers for although he helps no longer."""
    number = numbers[0] if numbers else 0
    helper = await helpers.by_id(db, number)
    account = await people.by_id(db, number) if helper else None
    if helper is None or account is None or not await _may_see(db, officer, account):
        raise Refusal("This helper is not in your area.")
    return helper, account


async def _may_see(db: AsyncConnection, officer: Person, account: Person) -> bool:
    if await helpers.visible(db, officer, account.id):
        return True
    had = await pairings.of_person(db, account.id)
    known = await helpers.homes(db, [it.household_id for it in had])
    is_helper = Role.HELPER in account.roles and await officers.answers_for(db, officer, account)
    return is_helper or any(pairing_desk.serves(officer, it.area_code) for it in known.values())


@router.callback_query(Pressed("helper", "show"))
async def show_a_helper(
    _query: CallbackQuery, person: Person, db: AsyncConnection, numbers: tuple[int, ...]
) -> Reply:
    """Show somebody's households, each with the way to hand it over."""
    helper, _ = await _seen(db, person, numbers)
    return Reply(messages=(await pairing_desk.helper_card(db, person, helper),))


@router.callback_query(Pressed("helper", "remove"))
async def take_off_the_roster(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Close an account, unless something of it is open: that is shown with what to do."""
    helper, account = await _seen(db, person, numbers)
    if not await pairing_desk.answers_for(db, person, account):
        raise Refusal("Only the information officer of this person's area can do this.")
    await people.lock(db, account.id)
    if (await people.by_id(db, account.id)).state is State.REMOVED:
        raise Refusal("{name} is off the roster already.", name=account.name)
    try:
        await _check_may_leave(db, account)
    except Refusal as no:
        card = replace(await pairing_desk.helper_card(db, person, helper), edits=True)
        return Reply(messages=(card,), toast=no.text, alert=True)
    return await _put(db, person, account, State.REMOVED, now)


async def _check_may_leave(db: AsyncConnection, account: Person) -> None:
    check_may_leave(
        account,
        homes=len(await pairings.open_of_person(db, account.id)),
        handovers=len(await handovers.open_of_person(db, account.id)),
        cases=len(await handovers.cases_of(db, account.id)),
    )


@router.callback_query(Pressed("helper", "restore"))
async def put_back_on_the_roster(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Open an account again; it is the same one, with its history."""
    _, account = await _seen(db, person, numbers)
    if not await pairing_desk.answers_for(db, person, account):
        raise Refusal("Only the information officer of this person's area can do this.")
    if account.state is not State.REMOVED:
        raise Refusal("{name} is on the roster. Nothing was changed.", name=account.name)
    return await _put(db, person, account, State.ACTIVE, now)


async def _put(
    db: AsyncConnection, officer: Person, account: Person, state: State, now: datetime
) -> Reply:
    await people.set_state(db, account.id, state)
    await audit.write(db, officer.id, f"account.{state}", f"person:{account.id}", now)
    helper = await helpers.by_id(db, account.id)
    if helper is None:
        raise LookupError(f"no person {account.id}")
    card = replace(await pairing_desk.helper_card(db, officer, helper), edits=True)
    removed = Text("Off the roster; the history stays.")
    over = removed if state is State.REMOVED else Text("Back on the roster.")
    return Reply(messages=(card,), toast=over)
