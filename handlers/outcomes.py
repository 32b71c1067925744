"""What the asker does with a case: reply, say more, withdraw, confirm, rate, have it reopened."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import asker_rows, case_cards, case_deeds, case_letters
from bot.asker_rows import NOUN
from bot.filters import HasRole, Pressed
from bot.forms import Filling, Option
from bot.replies import Reply, change, say
from bot.worded_deeds import Worded, with_words, words_step
from domain.case_wishes import STARS, add, confirm, rate, reopen, reply, withdraw
from domain.cases import Case
from domain.ladders import Deed
from domain.people import Person
from domain.refusals import Refusal, Text
from storage.case_steps import Doing
from storage.cases import Entry

router = Router(name="outcomes")
router.callback_query.filter(HasRole())


async def _replied(filling: Filling, entry: Entry) -> Case:
    return reply(entry.case, filling.person, filling.now)


async def _added(filling: Filling, entry: Entry) -> Case:
    return add(entry.case, filling.person, filling.now)


async def _withdrawn(filling: Filling, entry: Entry) -> Case:
    return withdraw(entry.case, filling.person, filling.now)


async def _reopened(filling: Filling, entry: Entry) -> Case:
    place = await case_letters.staffed(filling.db, entry.case, entry.case.to_reopen)
    return reopen(entry.case, filling.person, place, filling.now)


async def _reasons(_filling: Filling) -> list[Option]:
    return [
        Option(key="done", label=Text("Solved by itself")),
        Option(key="wrong", label=Text("Raised by mistake")),
        Option(key="needless", label=Text("Not needed any more")),
    ]


async def _passed_on(filling: Filling, entry: Entry) -> Text:
    """Say who reads what was added; of a joined case, that it goes to the other one's office."""
    title = case_cards.title(entry)
    if entry.case.joined_id:
        return Text("✅ {case}: passed on to the office.", case=title)
    concerned = await case_letters.concerned(filling.db, entry.case, filling.now)
    names = case_cards.listed(concerned)
    return Text("✅ {case}: passed on to {names}.", case=title, names=names)


async def _gone(_filling: Filling, entry: Entry) -> Text:
    title = case_cards.title(entry)
    return Text("🗑 {case} is withdrawn. Whoever was on it is told.", case=title)


async def _goes_on(filling: Filling, entry: Entry) -> Text:
    return Text(
        "🔁 {case} goes on. It is with the {office} now: {names}. You will hear of every step.",
        case=case_cards.title(entry),
        office=case_cards.office(entry.case.rung),
        names=case_cards.listed(await case_letters.concerned(filling.db, entry.case, filling.now)),
    )


with_words(
    router,
    Pressed(NOUN, "reply"),
    Worded(
        name="reply_to_office",
        title=Text("Reply"),
        deed=Deed.REPLIED,
        decide=_replied,
        steps=(
            words_step(Text("What do you reply? Type or say it; photos too."), with_photos=True),
        ),
        done=_passed_on,
        roles=frozenset(),
    ),
)
with_words(
    router,
    Pressed(NOUN, "add"),
    Worded(
        name="add_to_case",
        title=Text("Say more"),
        deed=Deed.ADDED,
        decide=_added,
        steps=(
            words_step(Text("What is to be added? Type or say it; photos too."), with_photos=True),
        ),
        done=_passed_on,
        roles=frozenset(),
    ),
)
with_words(
    router,
    Pressed(NOUN, "withdraw"),
    Worded(
        name="withdraw_case",
        title=Text("Withdraw"),
        deed=Deed.WITHDRAWN,
        decide=_withdrawn,
        steps=(words_step(Text("Why do you withdraw it? Tap, type or say it."), _reasons),),
        done=_gone,
        roles=frozenset(),
    ),
)
with_words(
    router,
    Pressed(NOUN, "reopen"),
    Worded(
        name="reopen_case",
        title=Text("Not solved yet"),
        deed=Deed.REOPENED,
        decide=_reopened,
        steps=(
            words_step(
                Text(
                    "What is still missing? Type or say it; photos too. "
                    "It goes to the office above, which reads this."
                ),
                with_photos=True,
            ),
        ),
        done=_goes_on,
        roles=frozenset(),
    ),
)


@router.callback_query(Pressed(NOUN, "confirm"))
async def confirm_that_it_is_solved(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Note that it is solved; how satisfied somebody is may be said with one more tap."""
    entry = await case_deeds.for_deed(db, person, numbers, Deed.CONFIRMED, now)
    if isinstance(entry, Reply):
        return entry
    after = confirm(entry.case, person, now)
    kept = await case_deeds.keep(db, Doing(person, Deed.CONFIRMED), entry, after)
    words = Text(
        "👍 {case} is confirmed, thank you. How was it done? One tap, or none.",
        case=case_cards.title(kept),
    )
    return say(words, [asker_rows.stars(kept.case)], private=True)


@router.callback_query(Pressed(NOUN, "rate"))
async def rate_it(
    _query: CallbackQuery,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    numbers: tuple[int, ...],
) -> Reply:
    """Note how satisfied somebody is."""
    count = numbers[2] if len(numbers) > 2 else 0
    if count not in STARS:
        raise Refusal("This button is not known any more.")
    entry = await case_deeds.for_deed(db, person, numbers, Deed.RATED, now)
    if isinstance(entry, Reply):
        return entry
    stars = "⭐" * count
    after = rate(entry.case, person, count, now)
    kept = await case_deeds.keep(db, Doing(person, Deed.RATED, stars), entry, after)
    return change(
        Text("{stars} {case}: noted, thank you.", stars=stars, case=case_cards.title(kept))
    )
