"""What the offices say about cases: solved, answered, passed up, sent back, still on it, asked."""

from datetime import datetime

from aiogram import Router
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import case_letters
from bot.filters import HasRole, Pressed, StandsIn
from bot.forms import Filling, Option
from bot.worded_deeds import Worded, with_words, words_step
from domain.case_deeds import ask, check_above, check_below, end, pass_up, send_back, update
from domain.cases import Case
from domain.ladders import DESKS, Deed
from domain.people import Person
from domain.promises import promised
from domain.refusals import Text
from storage import calendars
from storage.cases import Entry

router = Router(name="case_words")
router.callback_query.filter(HasRole(*DESKS), StandsIn())


async def _reasons(_filling: Filling) -> list[Option]:
    return [
        Option(key="money", label=Text("Needs money")),
        Option(key="expert", label=Text("Needs an expert")),
        Option(key="powers", label=Text("Beyond our powers")),
    ]


async def _returns(_filling: Filling) -> list[Option]:
    return [
        Option(key="here", label=Text("You can do it")),
        Option(key="facts", label=Text("Facts are missing")),
    ]


async def _somebody_above(
    db: AsyncConnection, _person: Person, entry: Entry, _now: datetime
) -> None:
    check_above(entry.case, await case_letters.staffed(db, entry.case, entry.case.higher))


async def _somebody_below(
    db: AsyncConnection, _person: Person, entry: Entry, _now: datetime
) -> None:
    check_below(entry.case, await case_letters.staffed(db, entry.case, entry.case.lower))


async def _solved(filling: Filling, entry: Entry) -> Case:
    return end(entry.case, filling.person, Deed.SOLVED, filling.now)


async def _answered(filling: Filling, entry: Entry) -> Case:
    return end(entry.case, filling.person, Deed.ANSWERED, filling.now)


async def _passed_up(filling: Filling, entry: Entry) -> Case:
    to = await case_letters.staffed(filling.db, entry.case, entry.case.higher)
    return pass_up(entry.case, filling.person, to, filling.now)


async def _sent_back(filling: Filling, entry: Entry) -> Case:
    to = await case_letters.staffed(filling.db, entry.case, entry.case.lower)
    return send_back(entry.case, filling.person, to, filling.now)


async def _asked(filling: Filling, entry: Entry) -> Case:
    return ask(entry.case, filling.person, filling.now)


async def _updated(filling: Filling, entry: Entry) -> Case:
    calendar = await calendars.of_area(filling.db, entry.case.area_code, filling.now)
    return update(entry.case, filling.person, promised(1, filling.now, calendar), filling.now)


with_words(
    router,
    Pressed("case", "solve"),
    Worded(
        name="solve_case",
        title=Text("Solved"),
        deed=Deed.SOLVED,
        decide=_solved,
        steps=(
            words_step(
                Text("What was done? Type or say it; the asker reads it."), with_photos=True
            ),
        ),
    ),
)
with_words(
    router,
    Pressed("case", "answer"),
    Worded(
        name="answer_case",
        title=Text("Answer"),
        deed=Deed.ANSWERED,
        decide=_answered,
        steps=(
            words_step(
                Text("What is the answer? Type or say it; the asker reads it."),
                with_photos=True,
            ),
        ),
    ),
)
with_words(
    router,
    Pressed("case", "up"),
    Worded(
        name="pass_case_up",
        title=Text("Pass up"),
        deed=Deed.PASSED_UP,
        decide=_passed_up,
        ready=_somebody_above,
        steps=(
            words_step(
                Text(
                    "Why does it have to go up? Tap, type or say it; "
                    "the next office and the asker read it."
                ),
                _reasons,
            ),
        ),
    ),
)
with_words(
    router,
    Pressed("case", "down"),
    Worded(
        name="send_case_back",
        title=Text("Send back"),
        deed=Deed.SENT_BACK,
        decide=_sent_back,
        ready=_somebody_below,
        steps=(
            words_step(
                Text(
                    "Why does it go back? Tap, type or say it; "
                    "the office below and the asker read it."
                ),
                _returns,
            ),
        ),
    ),
)
with_words(
    router,
    Pressed("case", "ask"),
    Worded(
        name="ask_asker",
        title=Text("Ask the asker"),
        deed=Deed.ASKED,
        decide=_asked,
        steps=(
            words_step(
                Text("What do you want to know? Type or say it; the clock stands until then.")
            ),
        ),
    ),
)
with_words(
    router,
    Pressed("case", "note"),
    Worded(
        name="update_case",
        title=Text("Still on it"),
        deed=Deed.UPDATED,
        decide=_updated,
        steps=(words_step(Text("How does it stand? Type or say it; the asker reads it.")),),
    ),
)
