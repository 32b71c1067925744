"""A form with a step of every kind, an optional one, a conditional one and twenty options."""

from typing import Any

from bot import forms
from bot.answers import Kind
from bot.forms import Filling, Form, Option, Step
from bot.replies import Reply, say
from domain.refusals import Refusal, Text

handed_in: list[dict[str, Any]] = []
"""The answers of every form that was handed in, oldest first."""


async def _places(_filling: Filling) -> list[Option]:
    return [Option(key=f"p{number}", label=f"地点{number:02}") for number in range(20)]


async def _crops(_filling: Filling) -> list[Option]:
    return [Option(key=name, label=name) for name in ("rice", "cane", "fish", "duck")]


async def _phrases(_filling: Filling) -> list[Option]:
    return [Option(key="same", label=Text("No change, it is all as it was"))]


async def _days(_filling: Filling) -> list[Option]:
    return [Option(key="今天", label="今天")]


def _small(value: Any, _filling: Filling) -> str:
    if float(value) > 100:
        raise Refusal("Up to {most}, please.", most=100)
    return str(value)


def _has_cane(filling: Filling) -> bool:
    return "cane" in (filling.answer("crops") or [])


async def _hand_in(filling: Filling) -> Reply:
    handed_in.append(dict(filling.draft.answers))
    return say("Thank you.")


SAMPLE = forms.register(
    Form(
        name="sample",
        title=Text("Sample"),
        steps=(
            Step(name="place", kind=Kind.CHOOSE, prompt=Text("Where?"), options=_places),
            Step(
                name="crops",
                kind=Kind.CHOOSE_MANY,
                prompt=Text("Which crops?"),
                options=_crops,
                most=3,
            ),
            Step(name="cane", kind=Kind.NUMBER, prompt=Text("How much?"), when=_has_cane),
            Step(name="words", kind=Kind.TEXT, prompt=Text("What?"), options=_phrases),
            Step(name="heads", kind=Kind.NUMBER, prompt=Text("How many?"), check=_small),
            Step(name="day", kind=Kind.DATE, prompt=Text("When?"), options=_days),
            Step(name="point", kind=Kind.LOCATION, prompt=Text("Point?"), optional=True),
            Step(name="photos", kind=Kind.PHOTOS, prompt=Text("Photos?"), optional=True, most=10),
            Step(name="paper", kind=Kind.WORDS_OR_FILE, prompt=Text("A paper?"), optional=True),
            Step(name="contact", kind=Kind.CONTACT, prompt=Text("Who?"), optional=True),
        ),
        submit=_hand_in,
    )
)
