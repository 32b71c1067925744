"""In groups the bot keeps quiet: personal data belongs in private chats."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import group_links
from bot.filters import InGroup
from bot.replies import Reply, say, toast
from domain.refusals import Text
from storage import office_groups

router = Router(name="groups")


@router.message(InGroup())
async def point_to_private_chat(
    message: Message, db: AsyncConnection, now: datetime, command: str
) -> Reply:
    """Answer commands with a pointer; other talk is none of the bot's business."""
    if not command:
        return Reply()
    chat = message.chat
    await office_groups.noticed(db, group_links.entered(chat.id, chat.title or "", now))
    return say(Text("Please talk to me in our private chat; nothing personal belongs in a group."))


@router.callback_query(InGroup())
async def refuse_press(_query: CallbackQuery) -> Reply:
    """No button of this bot works in a group."""
    return toast(Text("Please use this in our private chat."), alert=True)


@router.edited_message(InGroup())
async def ignore_edit(_message: Message) -> None:
    """Edits in groups change nothing."""
