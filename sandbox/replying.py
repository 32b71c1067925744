"""Where a bot's message stands in a chat: its topic, and what it answers or quotes."""

from typing import Any

from sandbox.chats import GENERAL, Chat
from sandbox.contents import CONTENT, origin_of, without_reply
from sandbox.entities import parse_html, utf16
from sandbox.errors import JSON, bad, forbidden, unsupported
from sandbox.ground import Ground

QUOTE = 1024
QUOTABLE = {"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji", "date_time"}
UNPLAYED = ("ephemeral_message_id", "checklist_task_id", "poll_option_id")
NO_QUOTE = "QUOTE_TEXT_INVALID"
TEXTS = {"text", "entities", "caption", "caption_entities", "show_caption_above_media"}


def frame(ground: Ground, chat: Chat, request: Any) -> JSON:
    """Give the fields that put a message into its topic and under what it answers.

    Raises:
        ApiError: the topic, the message or the quoted words are not there.
    """
    given: JSON = request.get("reply_parameters") or {}
    source = _source(ground, chat, given)
    replied = _replied(source, given)
    thread = request.get("message_thread_id") or _thread_of(source is chat, replied)
    framed = threaded(chat, thread) if thread else {}
    if replied is None:
        return framed
    same = source is chat and replied.get("message_thread_id") == thread
    return framed | (
        _answer(replied, given) if same else _answer_elsewhere(source, replied, given)
    )


def threaded(chat: Chat, thread: int) -> JSON:
    """Give the fields of a message in a topic.

    Raises:
        ApiError: there is no such topic, or it is closed to the bot.
    """
    if thread == GENERAL or thread not in chat.topics:
        raise bad("message thread not found")
    if chat.topics[thread].get("is_closed") and not chat.bot_rights.get("can_manage_topics"):
        raise bad("TOPIC_CLOSED")
    return {"message_thread_id": thread, "is_topic_message": True}


def _source(ground: Ground, chat: Chat, given: JSON) -> Chat:
    for name in UNPLAYED:
        if name in given:
            raise unsupported(f"field {name} of reply_parameters")
    source = ground.chat(given["chat_id"]) if "chat_id" in given else chat
    if not source.private and source.bot_status in {"left", "kicked"}:
        raise forbidden("bot is not a member of the supergroup chat")
    return source


def _replied(source: Chat, given: JSON) -> JSON | None:
    if not given.get("message_id"):
        return None
    message = source.messages.get(given["message_id"])
    if message is None and not given.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    return message


def _thread_of(here: bool, replied: JSON | None) -> int | None:  # noqa: FBT001
    """Put an answer into the topic of what it answers."""
    return replied.get("message_thread_id") if here and replied else None


def _answer(replied: JSON, given: JSON) -> JSON:
    answer = {"reply_to_message": without_reply(replied)}
    return answer | ({"quote": _quote(replied, given)} if given.get("quote") else {})


def _answer_elsewhere(source: Chat, replied: JSON, given: JSON) -> JSON:
    """Tell of a message in another chat or topic what Telegram tells: all but its words."""
    told = {name: replied[name] for name in CONTENT if name in replied and name not in TEXTS}
    told["origin"] = origin_of(replied)
    if not source.private:
        told |= {"chat": source.card, "message_id": replied["message_id"]}
    answer: JSON = {"external_reply": told}
    if given.get("quote"):
        return answer | {"quote": _quote(replied, given)}
    words = replied.get("text", replied.get("caption"))
    return answer | ({"quote": {"text": words[:QUOTE], "position": 0}} if words else {})


def _quote(replied: JSON, given: JSON) -> JSON:
    words: str = given["quote"]
    entities: list[JSON] = given.get("quote_entities", [])
    if mode := given.get("quote_parse_mode"):
        if mode.lower() != "html":
            raise unsupported(f"quote_parse_mode {mode}")
        words, entities = parse_html(words)
    text: str = replied.get("text") or replied.get("caption") or ""
    position = _place(text, words, given)
    quote: JSON = {"text": words, "position": position, "is_manual": True}
    kept = [entity for entity in entities if entity["type"] in QUOTABLE]
    return quote | ({"entities": kept} if kept else {})


def _place(text: str, words: str, given: JSON) -> int:
    """Find the quoted words where they are asked for, or nearest to it."""
    if not words or utf16(words) > QUOTE or words not in text:
        raise bad(NO_QUOTE)
    wanted = given.get("quote_position", 0)
    places, at = [], text.find(words)
    while at >= 0:
        places.append(utf16(text[:at]))
        at = text.find(words, at + 1)
    return min(places, key=lambda place: abs(place - wanted))
