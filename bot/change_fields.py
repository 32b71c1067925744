"""What a change is about, what the record says of it now, and how it reads.

Plain facts are those of `domain/records.py`. Somebody who joins or leaves is the field `member`:
who joins is the new value, and who leaves has no name in it. Other things than facts (八有一超)
are registered as a `Special`, whose changes are proposed and reviewed the same way:
`await change_deeds.propose(db, person, household_id, [Wanted(field="have.water", …)], now)`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.texts import clipped
from domain import idnumbers, records
from domain.changes import MEMBER, Change
from domain.records import Field
from domain.refusals import Escape, Joined, Text, Translate
from storage.households import Known

JOINING = {
    "birth": Text("Born"),
    "marriage": Text("Married in"),
    "moved": Text("Moved in"),
    "other": Text("Something else"),
}
LEAVING = {
    "death": Text("Died"),
    "marriage": Text("Married away"),
    "moved": Text("Moved away"),
    "other": Text("Something else"),
}
COMES_OR_GOES = Text("Joins or leaves the household")
NOT_STATED = Text("not stated")


MOST_OF_VALUE = 160


class Short(Text):
    """A value cut to what a card has room for, in whatever language it is read."""

    __slots__ = ("whole",)

    def __init__(self, whole: Text | str) -> None:
        super().__init__("")
        self.whole = whole

    def render(self, translate: Translate, escape: Escape = str) -> str:
        """Render it whole, cut it, then escape it."""
        words = self.whole if isinstance(self.whole, str) else self.whole.render(translate)
        return escape(clipped(words, MOST_OF_VALUE))


class About(Protocol):
    """A change, or one that is wanted."""

    @property
    def field(self) -> str:
        """The key of the field."""

    @property
    def member_number(self) -> str:
        """Whose it is; empty for the household's own."""

    @property
    def old(self) -> Any:
        """What the record said."""


@dataclass(frozen=True, kw_only=True)
class Special:
    """Fields that are no plain facts: all whose keys begin with the prefix.

    `current` returns the value that a change's old one is compared with. `apply` makes an
    accepted change hold, within its reviewer's turn. `again` is the button data that lets an
    author answer a returned one.
    """

    prefix: str
    label: Callable[[str], Text | str]
    shown: Callable[[str, Any], Text | str]
    current: Callable[[AsyncConnection, int, str], Awaitable[Any]]
    apply: Callable[[AsyncConnection, Change, datetime], Awaitable[None]]
    again: Callable[[Change], str]


_specials: dict[str, Special] = {}


def register(special: Special) -> Special:
    """Let changes be proposed of something else than facts."""
    _specials[special.prefix] = special
    return special


def special_of(field: str) -> Special | None:
    """Find who knows a field that is no plain fact."""
    return next((it for prefix, it in _specials.items() if field.startswith(prefix)), None)


def plain_field(about: About) -> Field | None:
    """Find the field of a plain fact; None for members who come and go, and for specials."""
    return records.field_of(about.field, about.member_number)


def label(about: About) -> Text | str:
    """Name the field."""
    if about.field == MEMBER:
        return COMES_OR_GOES
    if special := special_of(about.field):
        return special.label(about.field)
    field = plain_field(about)
    return field.label if field else about.field


def shown(about: About, value: Any, *, is_masked: bool = True) -> Text | str:
    """Write a value of it, private ones masked unless there is a reason not to."""
    if about.field == MEMBER:
        return _who(value, is_masked=is_masked)
    if special := special_of(about.field):
        return NOT_STATED if value is None else Short(special.shown(about.field, value))
    field = plain_field(about)
    if field is None:
        return str(value)
    return records.masked(field, value) if is_masked else records.shown(field, value)


def is_private(about: About, value: Any) -> bool:
    """Tell whether a value is one that is shown masked."""
    if about.field == MEMBER:
        return isinstance(value, dict) and bool(value.get("id_number"))
    field = plain_field(about)
    return bool(field and field.is_private and value)


def _who(value: Any, *, is_masked: bool) -> Text | str:
    if not value:
        return Text("not in the household")
    why = value.get("reason", "")
    if "name" not in value:
        return Text("leaves: {why}", why=LEAVING.get(why, why))
    number = value.get("id_number", "")
    parts = [
        value["name"],
        value.get("relation", ""),
        idnumbers.mask(number) if number and is_masked else number,
        JOINING.get(why, why),
    ]
    return Joined(parts, by=" ")


def whose(about: About, known: Known) -> Text | str:
    """Name the member it is about; nothing for the household's own."""
    if not about.member_number:
        return ""
    named = {it.number: it.name for it in known.members}
    if about.field == MEMBER and about.old:  # who has left is in the record no more
        named.setdefault(about.member_number, about.old.get("name", ""))
    return named.get(about.member_number) or about.member_number.removeprefix("+")


async def current(db: AsyncConnection, known: Known, about: About) -> Any:
    """Return what the record says now."""
    if special := special_of(about.field):
        return await special.current(db, known.id, about.field)
    if not about.member_number:
        return known.household.facts.get(about.field)
    member = next((it for it in known.members if it.number == about.member_number), None)
    if member is None:
        return None
    own = {MEMBER: {"name": member.name}, "name": member.name, "id_number": member.id_number}
    return own.get(about.field, member.facts.get(about.field))
