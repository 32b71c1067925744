"""Messages that are edited: an answer of the open form, or words that belong to a case."""

from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import form_mending, forms, said_again
from bot.filters import HasRole
from bot.forms import Filling
from bot.replies import Reply
from domain.people import Person
from storage import case_messages, cases
from storage.drafts import Draft

router = Router(name="edits")
router.edited_message.filter(HasRole())


class EditsWords(Filter):
    """Matches an edit of what the open form or a case was told; hands over the case's number."""

    async def __call__(
        self, message: Message, db: AsyncConnection, draft: Draft | None = None
    ) -> bool | dict[str, Any]:
        """Look the message up."""
        if not (message.text or message.caption):
            return False
        if draft and str(message.message_id) in draft.heard:
            return {"number": 0}
        number = await case_messages.case_of(db, message.chat.id, message.message_id)
        return {"number": number} if number else False


@router.edited_message(EditsWords())
async def take_the_new_wording(  # noqa: PLR0913  # aiogram hands over what is named
    message: Message,
    person: Person,
    db: AsyncConnection,
    now: datetime,
    number: int,
    draft: Draft | None,
) -> Reply:
    """Change the answer of the open form, or pass the new wording on to the office."""
    if not number and draft:
        form = forms.known(draft.form)
        filling = Filling(db=db, person=person, draft=draft, now=now)
        return await form_mending.mend(form, filling, message) if form else Reply()
    entry = await cases.by_number(db, number)
    if entry is None or entry.case.asker_id != person.id:
        return Reply()
    return await said_again.mend(db, person, entry, message, now)
