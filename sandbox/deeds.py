"""What the page can do: one name, one function; people's deeds first, then the director's."""

import inspect
from collections.abc import Callable
from typing import Any, get_args, get_origin, get_type_hints

from sandbox import acts, directing
from sandbox.errors import JSON, Impossible
from sandbox.world import World

THREAD = "thread_id"
SENDING = {"text", "key", "location", "venue", "contact", "forward"}
"""Deeds that may say into which topic of a forum they send."""


def do(world: World, name: str, details: JSON) -> Any:
    """Do what the page asks, and note it; what takes time is given to be awaited.

    Raises:
        Impossible: there is no such deed, it lacks something, or a phone could not do it.
    """
    if name not in DEEDS:
        raise Impossible(f"没有这个操作 (unknown deed: {name})")
    deed = DEEDS[name]
    own = {each: value for each, value in details.items() if each != THREAD or name not in SENDING}
    try:
        inspect.signature(deed).bind(world, **own)
        _check_types(deed, own)
    except TypeError as wrong:
        raise Impossible(f"{name}: {wrong}") from wrong
    written, calm = acts.written(world, name, details), world.journal.is_calm(world)
    try:
        with world.in_topic(details.get(THREAD) if name in SENDING else None):
            result = deed(world, **own)
    except (LookupError, TypeError, ValueError) as wrong:
        raise Impossible(str(wrong)) from wrong
    note(world, name, written, calm=calm)
    return result


def note(world: World, name: str, written: str | None, *, calm: bool) -> None:
    """Put a deed into the journal, or a note why a play goes without it."""
    if written is not None:
        world.journal.act(world, "act", written, calm=calm)
    elif name in directing.NOTED:
        world.journal.act(world, "note", directing.NOTED[name])
    elif name in PERSONAL:
        world.journal.act(world, "note", "unplayed")


def _check_types(deed: Callable[..., Any], details: JSON) -> None:
    """Compare what the page sent with what the deed takes; a whole number may be a float."""
    kinds = get_type_hints(deed)
    for name in details.keys() & kinds.keys() - {"return"}:
        kind, value = kinds[name], details[name]
        one = get_origin(kind) in {dict, list}
        allowed = [kind] if one else list(get_args(kind)) or [kind]
        untrue = isinstance(value, bool) and bool not in allowed
        if untrue or not _is_one_of(value, allowed):
            raise TypeError(f"{name}: {value!r} is not of the right type")


def _is_one_of(value: Any, kinds: list[Any]) -> bool:
    if float in kinds and isinstance(value, int):
        return True
    return any(kind is Any or _is(value, kind) for kind in kinds)


def _is(value: Any, kind: Any) -> bool:
    if get_origin(kind) is list:
        return isinstance(value, list) and all(type(each) in get_args(kind) for each in value)
    return isinstance(value, get_origin(kind) or kind)


def _hide_phone(world: World, user_id: int) -> None:
    world.show_phone(user_id, shown=False)


def _text(
    world: World, user_id: int, text: str, chat_id: int | None = None, reply_to: int | None = None
) -> JSON:
    return world.send_text(user_id, text, chat_id, reply_to)


def _press(
    world: World, user_id: int, message_id: int, data: str, chat_id: int | None = None
) -> JSON:
    return {"callback_query_id": world.press(user_id, message_id, data, chat_id)}


def _place(
    world: World,
    user_id: int,
    latitude: float,
    longitude: float,
    horizontal_accuracy: float | None = None,
) -> JSON:
    return world.place(user_id, latitude, longitude, horizontal_accuracy)


def _contact(
    world: World,
    user_id: int,
    of_user_id: int | None = None,
    phone: str | None = None,
    chat_id: int | None = None,
) -> JSON:
    return world.send_contact(user_id, of_user_id, phone, chat_id=chat_id)


def _open_link(world: World, user_id: int, start: str = "") -> JSON:
    return world.open_link(user_id, start)


def _fault(  # noqa: PLR0913 (a rule has so many sides)
    world: World,
    kind: str,
    method: str | None = None,
    chat_id: int | None = None,
    share: float = 1.0,
    times: int | None = None,
    retry_after: int = 3,
    delay_s: float | None = None,
) -> int:
    details = {"method": method, "chat_id": chat_id, "share": share, "times": times}
    return world.faults.add(kind, **details, retry_after=retry_after, delay_s=delay_s).id


def _end_fault(world: World, id: int) -> None:  # noqa: A002 (the page's name for it)
    world.faults.end(id)


def _clear_faults(world: World) -> None:
    world.faults.clear()


def _redeliver(world: World, update_id: int) -> JSON:
    return world.updates.redeliver(update_id)


def _duplicate_press(world: World, user_id: int, message_id: int, data: str) -> JSON:
    for query_id, press in reversed(world.presses_made.items()):
        made = (press["user_id"], press["message"]["message_id"], press["data"])
        if made == (user_id, message_id, data):
            return {"callback_query_id": world.duplicate_press(query_id)}
    raise Impossible("没有这样的按键记录 (no such press was made)")


def _new_group(  # noqa: PLR0913 (what a group begins with)
    world: World,
    user_id: int,
    title: str,
    member_ids: list[int],
    *,
    is_forum: bool = False,
    bot_is_admin: bool = False,
) -> JSON:
    made = world.new_group(
        user_id, title, member_ids, is_forum=is_forum, bot_is_admin=bot_is_admin
    )
    return {"chat": made}


def _join(world: World, user_id: int, link: str) -> JSON:
    return {"chat": world.join(user_id, link)}


def _new_topic(world: World, user_id: int, chat_id: int, name: str) -> JSON:
    return {"message_thread_id": world.add_topic(user_id, chat_id, name)}


PERSONAL: dict[str, Callable[..., Any]] = {
    "text": _text,
    "press": _press,
    "key": World.press_key,
    "location": World.send_location,
    "venue": World.send_venue,
    "place": _place,
    "move_live": World.move_live,
    "stop_live": World.stop_live,
    "contact": _contact,
    "forward": World.forward,
    "edit": World.edit_text,
    "delete": World.delete,
    "react": World.react,
    "new_group": _new_group,
    "join": _join,
    "add_member": World.add_member,
    "remove_member": World.remove_member,
    "promote": World.promote,
    "add_bot": World.add_bot,
    "remove_bot": World.remove_bot,
    "new_topic": _new_topic,
    "block": World.block_bot,
    "unblock": World.unblock_bot,
    "open_link": _open_link,
}
"""What somebody does on the own phone."""
DIRECTORS: dict[str, Callable[..., Any]] = {
    "show_phone": World.show_phone,
    "hide_phone": _hide_phone,
    "fault": _fault,
    "end_fault": _end_fault,
    "clear_faults": _clear_faults,
    "redeliver": _redeliver,
    "duplicate_press": _duplicate_press,
}
DIRECTORS |= directing.DEEDS
DEEDS = PERSONAL | DIRECTORS
