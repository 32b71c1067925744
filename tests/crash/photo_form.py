"""A form with an album, which no handler has yet: it goes through the bot's own engine.

It is known to the lives of the sweep alone, and keeps what was handed in as an audit line.
"""

from datetime import datetime

from aiogram import Router
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import app, form_walk, forms, parts
from bot.answers import Kind
from bot.filters import HasRole, Says
from bot.forms import Filling, Form, Step
from bot.replies import Reply, say
from domain.people import Person
from domain.refusals import Text
from storage import audit
from tests.crash import rows

router = Router(name="crash photos")


async def _hand_in(filling: Filling) -> Reply:
    """Keep how many different photos came under this name."""
    name, photos = filling.answer("name"), filling.answer("photos")
    different = len({str(photo) for photo in photos})
    subject = f"{filling.person.id}:{name}:{different}:{len(photos)}"
    await audit.write(filling.db, filling.person.id, rows.HANDED_IN, subject, filling.now)
    return say(Text("Kept {name}.", name=name))


def teach() -> None:
    """Let this process know the form and the command that begins it."""
    form = Form(
        name="crash_photos",
        title=Text("Photos"),
        steps=(
            Step(name="name", kind=Kind.TEXT, prompt=Text("What shall they be called?")),
            Step(name="photos", kind=Kind.PHOTOS, prompt=Text("Photos, please.")),
        ),
        submit=_hand_in,
        resumes=False,
    )
    forms.register(form)

    @router.message(HasRole(), Says("photos"))
    async def begin(
        _message: Message, person: Person, db: AsyncConnection, now: datetime
    ) -> Reply:
        """Begin the form."""
        return await form_walk.begin(db, person, form, now)

    app.ROUTERS = (router, *parts.ROUTERS)  # type: ignore[attr-defined]
