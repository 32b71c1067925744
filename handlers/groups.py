"""In groups the bot keeps quiet: personal data belongs in private chats."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.filters import InGroup
from bot.replies import Reply, say, toast
from domain.refusals import Text

router = Router(name="groups")


@router.message(InGroup())
async def point_to_private_chat(_message: Message, command: str) -> Reply:
    """Answer commands with a pointer; other talk is none of the bot's business."""
    if not command:
        return Reply()
    return say(Text("Please talk to me in our private chat; nothing personal belongs in a group."))


@router.callback_query(InGroup())
async def refuse_press(_query: CallbackQuery) -> Reply:
    """No button of this bot works in a group."""
    return toast(Text("Please use this in our private chat."), alert=True)


@router.edited_message(InGroup())
async def ignore_edit(_message: Message) -> None:
    """Edits in groups change nothing."""
