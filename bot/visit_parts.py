"""Parts of the conversation of a visit: each asks for its own things and keeps them.

    given(db, household_id, now)   what the part's steps need to know; it waits in the draft,
                                   under the part's name
    steps(filling)                 the questions, by what is given and answered so far
    keep(settled)                  writes what was answered, a minute after it was handed in

The same steps serve in forms of their own, begun from a household's card.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.forms import Filling, Step
from domain.people import Person
from domain.visits import Visit


@dataclass(frozen=True, kw_only=True)
class Settled:
    """A visit that takes effect now: nobody waits for an answer, so nothing may refuse.

    `given` is the whole draft's: what a part has given stands there under its name.
    """

    db: AsyncConnection
    person: Person
    visit: Visit
    given: Mapping[str, Any]
    answers: Mapping[str, Any]
    now: datetime


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of the conversation; its steps' names begin with its name and a dot."""

    name: str
    given: Callable[[AsyncConnection, int, datetime], Awaitable[dict[str, Any]]]
    steps: Callable[[Filling], tuple[Step, ...]]
    keep: Callable[[Settled], Awaitable[None]]
