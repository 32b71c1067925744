"""What the page can do: one name, one function; people's deeds first, then the director's."""

import inspect
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, get_args, get_origin, get_type_hints

from sandbox.errors import JSON, Impossible
from sandbox.world import World


def do(world: World, name: str, details: JSON) -> Any:
    """Do what the page asks.

    Raises:
        Impossible: there is no such deed, it lacks something, or a phone could not do it.
    """
    if name not in DEEDS:
        raise Impossible(f"没有这个操作 (unknown deed: {name})")
    deed = DEEDS[name]
    try:
        inspect.signature(deed).bind(world, **details)
        _check_types(deed, details)
    except TypeError as wrong:
        raise Impossible(f"{name}: {wrong}") from wrong
    try:
        return deed(world, **details)
    except (LookupError, TypeError, ValueError) as wrong:
        raise Impossible(str(wrong)) from wrong


def _check_types(deed: Callable[..., Any], details: JSON) -> None:
    """Compare what the page sent with what the deed takes; a whole number may be a float."""
    kinds = get_type_hints(deed)
    for name in details.keys() & kinds.keys() - {"return"}:
        kind, value = kinds[name], details[name]
        allowed = [kind] if get_origin(kind) is dict else list(get_args(kind)) or [kind]
        if isinstance(value, bool) or not _is_one_of(value, allowed):
            raise TypeError(f"{name}: {value!r} is not of the right type")


def _is_one_of(value: Any, kinds: list[Any]) -> bool:
    if float in kinds and isinstance(value, int):
        return True
    return any(kind is Any or isinstance(value, get_origin(kind) or kind) for kind in kinds)


def _add_phone(world: World, first_name: str, phone: str = "", note: str = "") -> JSON:
    if not first_name.strip():
        raise Impossible("请填写姓名 (a name is needed)")
    return {"user": world.add_user(first_name.strip(), phone or None, note=note)}


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


def _clock(world: World, to: str | None = None, by_s: float | None = None) -> JSON:
    if to is not None:
        world.clock.move_to(datetime.fromisoformat(to))
    if by_s is not None:
        world.clock.move_by(timedelta(seconds=by_s))
    return {"now": world.clock.now().isoformat(), "frozen": world.clock.frozen}


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


DEEDS: dict[str, Callable[..., Any]] = {
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
    "react": World.react,
    "block": World.block_bot,
    "unblock": World.unblock_bot,
    "open_link": _open_link,
    "add_phone": _add_phone,
    "show_phone": World.show_phone,
    "hide_phone": _hide_phone,
    "clock": _clock,
    "fault": _fault,
    "end_fault": _end_fault,
    "clear_faults": _clear_faults,
    "redeliver": _redeliver,
    "duplicate_press": _duplicate_press,
}
