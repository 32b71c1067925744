"""The class of an alert, as the last question of whoever decides about it."""

from bot import case_deeds
from bot.answers import Kind as Answer
from bot.forms import Filling, Option, Step
from domain.refusals import Text
from domain.triage import CLASSES, WATCHED, Class
from storage import alerts

NAME = "class"


async def _offered(filling: Filling) -> list[Option]:
    """Offer the classes, the one that was found or suggested so far first."""
    alert = await alerts.by_number(filling.db, filling.given["case"])
    entry = await case_deeds.load(
        filling.db, filling.person, (filling.given["case"],), filling.now
    )
    so_far = alert.class_by(entry.case.ladder.rules) if alert else Class.NONE
    others = [it for it in WATCHED if it is not so_far]
    first = [Option(key=so_far, label=Text("✔ {name}", name=CLASSES[so_far]))]
    return [
        *(first if so_far is not Class.NONE else []),
        *[Option(key=it, label=CLASSES[it]) for it in others],
    ]


def step(prompt: Text) -> Step:
    """Ask for the class."""
    return Step(name=NAME, kind=Answer.CHOOSE, prompt=prompt, options=_offered)


def answered(filling: Filling) -> Class:
    """Return the class that was tapped."""
    return Class(filling.answer(NAME))
