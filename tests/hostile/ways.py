"""Every way into the bot, read off its routers: what calls a handler, and who may."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from aiogram import Router

from bot.filters import HasRole, Pressed, Says, Shares, StandsIn
from bot.form_walk import SCREEN_VERBS
from bot.links import Leads
from bot.parts import ROUTERS
from domain.people import Role
from handlers import accounts, fallback, groups, office_groups, office_posts
from handlers.drafts import AnswersDraft, FormButton
from handlers.edits import EditsWords
from handlers.households import FindsHouseholds
from handlers.thread_replies import RepliesToCase
from tests.kit import cast

FOR_ANYBODY = (
    groups.router,
    office_groups.router,
    office_posts.router,
    accounts.router,
    fallback.router,
)
"""Routers that strangers reach: recognition, groups, and being turned away."""
EDIT = "edits what was said"
KINDS = ("message", "edited_message", "callback_query")
FORM_VERBS = sorted(SCREEN_VERBS | {"resume", "cancel", "drop", "again", "nosuch"})


@dataclass(frozen=True)
class Way:
    """A handler: what kind of update calls it, which filter knows its call, who may use it."""

    name: str
    kind: str
    call: Any
    roles: frozenset[Role]

    def calls(self, things: Sequence[int]) -> list[str]:
        """Say what somebody sends or presses to call it, about each of these things."""
        if isinstance(self.call, Pressed):
            begin = f"{self.call.noun}:{self.call.verb}"
            return [begin, *[f"{begin}:{number}" for number in things]]
        if isinstance(self.call, FormButton):
            return [f"f:{verb}:{it}:0:0" for verb in FORM_VERBS for it in things]
        if isinstance(self.call, Leads):
            return [f"/start {self.call.letter}{number}" for number in things]
        return self._words()

    def _words(self) -> list[str]:
        """Say what somebody types or shares to call it."""
        if isinstance(self.call, Says):
            return [f"/{self.call.command}"]
        if isinstance(self.call, Shares):
            return [self.call.kind]
        if isinstance(self.call, RepliesToCase):
            return ["都急"]
        if isinstance(self.call, EditsWords):
            return [EDIT]
        if isinstance(self.call, FindsHouseholds):
            return ["黄大明", "hdm", "H0001"]
        assert isinstance(self.call, AnswersDraft), f"teach the matrix how to call {self.name}"
        return ["随便说一句"]

    @property
    def is_press(self) -> bool:
        return self.kind == "callback_query"


@cache
def every() -> tuple[Way, ...]:
    """List all handlers that are for people with an account."""
    return tuple(way for router in ROUTERS if router not in FOR_ANYBODY for way in _ways(router))


def _ways(router: Router) -> Iterator[Way]:
    for kind in KINDS:
        observer = router.observers[kind]
        shared = observer._handler.filters or []
        for handler in observer.handlers:
            known = [each.callback for each in [*shared, *(handler.filters or [])]]
            allowed = [each.roles or frozenset(Role) for each in known if type(each) is HasRole]
            name = f"{router.name}.{handler.callback.__name__}"
            assert allowed, f"{name} does not say who may use it"
            (call,) = [each for each in known if not isinstance(each, (HasRole, StandsIn))]
            yield Way(name, kind, call, frozenset.intersection(*allowed))


def moved_location(user: int, now: int) -> dict[str, Any]:
    """Write the update of a live location that moved to a household."""
    place = cast.PLACES["黄大明"]
    return {
        "edited_message": {
            "message_id": 4_000_000,
            "date": now,
            "edit_date": now,
            "chat": {"id": user, "type": "private", "first_name": "某"},
            "from": {"id": user, "is_bot": False, "first_name": "某"},
            "location": {
                "latitude": place.latitude,
                "longitude": place.longitude,
                "live_period": 900,
                "horizontal_accuracy": 5,
            },
        }
    }
