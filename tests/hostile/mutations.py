"""Updates as no Telegram would send them: recorded ones, damaged at random from a seed."""

import random
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

Json = Any
Path = tuple[str | int, ...]

JUNK: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), 2**64, 10**40,
    0.5, -0.0, 91.0, 181.5, 1e308, float("nan"), float("inf"), float("-inf"),
    "", " ", "0", "-7", "NaN", "²", "٣", "\x00", "\ufffe", "\u202e\u2066", "👩‍👩‍👧‍👦", "é" * 70,
    "＜b＞<b>&lt;", "{name}", "%s%n", "'; DROP TABLE people; --", "水" * 5000, "a" * 100_000,
    [], {}, [[]], [None], {"id": {}}, {"": ""}, list(range(300)),
)  # fmt: skip
KINDS = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_message",
    "callback_query", "my_chat_member", "chat_member", "chat_join_request", "inline_query",
    "chosen_inline_result", "poll", "poll_answer", "message_reaction", "shipping_query",
    "pre_checkout_query", "business_connection", "guest_post", "no_such_kind",
)  # fmt: skip
NUMBERS = ("", "-1", "0", "7", "²", "٣", "x", "1e9", "9" * 19, "9" * 40, "9" * 5000, "\x00")


def paths(value: Json, here: Path = ()) -> Iterator[Path]:
    """Name every place inside an update, the update itself left out."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in inside:
        yield (*here, key)
        if isinstance(part, (dict, list)):
            yield from paths(part, (*here, key))


def at(value: Json, path: Path) -> Json:
    for key in path:
        value = value[key]
    return value


@dataclass(frozen=True)
class Damaged:
    """An update and the kinds of damage that were done to it."""

    raw: Json
    kinds: tuple[str, ...]


class Mutator:
    """Damages updates; the same seed damages the same way."""

    def __init__(self, recorded: Sequence[Json], people: Sequence[int], seed: int) -> None:
        self._recorded = recorded
        self._people = people
        self._data = [data for it in recorded if (data := _data_of(it))]
        self._rng = random.Random(seed)
        self._next = 10_000_000
        self._used: list[int] = []

    def one(self, now: int) -> Damaged:
        """Damage a recorded update one to three times; `now` is its new date."""
        raw = deepcopy(self._rng.choice(self._recorded))
        raw["update_id"] = self._number()
        _redate(raw, now)
        ways = [self._rng.choice(self.WAYS) for _ in range(self._rng.choice((1, 1, 2, 3)))]
        for way in ways:
            way(self, raw)
        return Damaged(raw, tuple(way.__name__.strip("_").replace("_", " ") for way in ways))

    def _number(self) -> int:
        if self._used and self._rng.random() < 0.03:
            return self._rng.choice(self._used)
        self._next += self._rng.randint(1, 3)
        self._used.append(self._next)
        return self._next

    def _place(self, raw: Json) -> tuple[Json, str | int]:
        """Choose a place anywhere; the number of the update itself is rarely touched."""
        found = [it for it in paths(raw) if it != ("update_id",) or self._rng.random() < 0.3]
        path = self._rng.choice(found or [("update_id",)])
        return at(raw, path[:-1]), path[-1]

    def _drop(self, raw: Json) -> None:
        holder, key = self._place(raw)
        del holder[key]
        raw.setdefault("update_id", self._number())

    def _replace(self, raw: Json) -> None:
        holder, key = self._place(raw)
        holder[key] = deepcopy(self._rng.choice(JUNK))

    def _retype(self, raw: Json) -> None:
        holder, key = self._place(raw)
        ways: tuple[Callable[[Any], Any], ...] = (str, repr, bool, lambda it: [it], list_of)
        holder[key] = self._rng.choice(ways)(holder[key])

    def _nest(self, raw: Json) -> None:
        holder, key = self._place(raw)
        for _ in range(self._rng.choice((1, 2, 40, 400))):
            holder[key] = {str(key): holder[key]} if self._rng.random() < 0.5 else [holder[key]]

    def _graft(self, raw: Json) -> None:
        """Put a piece of another update where it does not belong."""
        other = self._rng.choice(self._recorded)
        piece = at(other, self._rng.choice(list(paths(other))))
        holder, key = self._place(raw)
        holder[key] = deepcopy(piece)

    def _rename_kind(self, raw: Json) -> None:
        kinds = [name for name in raw if name != "update_id"]
        if kinds:
            raw[self._rng.choice(KINDS)] = raw.pop(self._rng.choice(kinds))

    def _negate(self, raw: Json) -> None:
        numbers = [it for it in paths(raw) if type(at(raw, it)) is int and it != ("update_id",)]
        if numbers:
            *way, key = self._rng.choice(numbers)
            at(raw, tuple(way))[key] *= self._rng.choice((-1, 10**12, 2**60, 10**30))

    def _retarget(self, raw: Json) -> None:
        """Give a person, a chat or a message an id that cannot be."""
        ids = [it for it in paths(raw) if it[-1] in ("id", "message_id")]
        if ids:
            *way, key = self._rng.choice(ids)
            at(raw, tuple(way))[key] = self._rng.choice((0, -1, 2**53, 2**63, 2**64, -(2**70)))

    def _disguise(self, raw: Json) -> None:
        """Let it come from another of these people, in that person's own chat."""
        event = next((it for it in raw.values() if isinstance(it, dict)), {})
        somebody = self._rng.choice(self._people)
        for holder in (event, event.get("message")):
            chat = holder.get("chat") if isinstance(holder, dict) else None
            if isinstance(chat, dict):
                chat["id"] = somebody
        if isinstance(event.get("from"), dict):
            event["from"]["id"] = somebody

    def _forge(self, raw: Json) -> None:
        """Alter what a button says; other updates get a part damaged instead."""
        query = raw.get("callback_query")
        if not isinstance(query, dict):
            return self._replace(raw)
        parts = self._rng.choice(self._data).split(":")
        parts[self._rng.randrange(len(parts))] = self._rng.choice(NUMBERS)
        query["data"] = ":".join(parts)
        return None

    WAYS = (
        _drop, _replace, _replace, _retype, _nest, _graft, _rename_kind, _negate, _disguise,
        _disguise, _forge, _forge, _retarget, _negate,
    )  # fmt: skip


def list_of(value: Any) -> Any:
    return list(value) if isinstance(value, (str, dict)) else {"value": value}


def _data_of(raw: Json) -> str:
    data: str = raw.get("callback_query", {}).get("data", "")
    return data


def _redate(raw: Json, now: int) -> None:
    for event in raw.values():
        for name in ("date", "edit_date"):
            if isinstance(event, dict) and name in event:
                event[name] = now
