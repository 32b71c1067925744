"""What is said about a case: typed, spoken, photographed; and the messages that said it."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.forms import Filling
from domain.cases import Case
from domain.people import Person
from storage import case_messages, files


def of(filling: Filling, step: str) -> Any:
    """Gather the words of a step and the photos that came along; None when there is nothing."""
    said, photos = filling.answer(step), filling.answer(f"{step}.photos") or []
    if not photos:
        return said
    words = {"text": said} if isinstance(said, str) else dict(said or {})
    return words | {"photos": photos}


def text_of(words: Any) -> str:
    """Return what was written, under photos too; of what was spoken nothing."""
    if not isinstance(words, Mapping):
        return str(words or "")
    captions = [photo.get("caption", "") for photo in words.get("photos", ())]
    return " ".join(it for it in [words.get("text", ""), *captions] if it)


def files_of(words: Any) -> list[int]:
    """List the files that hold what was spoken or photographed."""
    if not isinstance(words, Mapping):
        return []
    kept = [words, *words.get("photos", ())]
    return [it["file"] for it in kept if it.get("file")]


def heard_in(filling: Filling, step: str) -> tuple[int, ...]:
    """List the messages that said it."""
    heard = filling.draft.heard.items()
    return tuple(int(message) for message, said in heard if said in (step, f"{step}.photos"))


async def keep(
    db: AsyncConnection, case: Case, person: Person, words: Any, heard: Iterable[int] = ()
) -> None:
    """Let files and messages belong to a case at its present version."""
    await files.link(db, files_of(words), f"case:{case.number}")
    for message_id in heard if person.telegram_id else ():
        await case_messages.note(db, person.telegram_id or 0, message_id, case)
