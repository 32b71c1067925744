"""Where a life can be made to end: labelled points, reached a given number of times."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial, wraps
from typing import Any

from bot import app, courier, parts
from bot.clock import wall_clock
from bot.courier import Courier
from bot.delivery import Delivery
from bot.telegram import Telegram
from bot.turn import Turns
from storage import columns, database, inbox, outbox
from tests.crash import photo_form
from tests.crash.runner import tell

SAYING = ("send", "edit")
DEPTHS = {
    "in a turn": 40,
    "before a commit": 40,
    "after a commit": 40,
    "before a send": 30,
    "after a send": 30,
    "before the mark": 4,
    "after a claim": 4,
    "after a turn": 30,
    "in a sweep": 4,
    "before asking": 12,
    "after asking": 12,
}
"""The labelled points, and how many times one may be passed before a life ends there."""
Call = Callable[..., Awaitable[Any]]


@dataclass
class Fuse:
    """Ends this process the n-th time it comes by a point."""

    point: str
    left: int

    def reach(self, point: str) -> None:
        """Come by a point."""
        if point == self.point:
            self.left -= 1
            if self.left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)


def lay(command: Mapping[str, Any], report: int) -> None:
    """Put the points around the production code's own functions, in this process alone."""
    fuse = Fuse(command["point"], command["left"])
    number = command["number"]
    photo_form.teach()
    _shift_the_clock(command["ahead_s"])
    _shorten_leases(command["lease_s"])
    _around_commits(fuse)
    _around_turns(fuse, command["pause_s"], lambda: tell(report, event="turn", number=number))
    _around_calls(fuse, lambda: tell(report, event="serving", number=number))
    _around_the_outbox(fuse)
    _around_sweeps(fuse)
    _tag_parcels(number)
    _tell_owner(lambda owner: tell(report, event="owner", number=number, owner=owner))


def _swap(place: Any, name: str, around: Callable[[Call], Call]) -> None:
    setattr(place, name, around(getattr(place, name)))


def _around_commits(fuse: Fuse) -> None:
    def around(finished: Call) -> Call:
        async def marked(commit: Awaitable[None]) -> None:
            fuse.reach("before a commit")
            await finished(commit)
            fuse.reach("after a commit")

        return marked

    _swap(database, "finished", around)


def _around_turns(fuse: Fuse, pause_s: float, say: Callable[[], None]) -> None:
    def around(note: Call) -> Call:
        async def marked(*arguments: Any) -> Any:
            noted = await note(*arguments)
            fuse.reach("in a turn")
            if pause_s:
                say()
                await asyncio.sleep(pause_s)
            return noted

        return marked

    def until_confirmed(take: Call) -> Call:
        async def marked(*arguments: Any) -> Any:
            await take(*arguments)
            fuse.reach("after a turn")

        return marked

    _swap(inbox, "note", around)
    _swap(Turns, "take", until_confirmed)


def _around_calls(fuse: Fuse, say: Callable[[], None]) -> None:
    def around(call: Call) -> Call:
        async def marked(self: Any, method: str, *arguments: Any, **options: Any) -> Any:
            if method == "getUpdates":
                fuse.reach("before asking")
                say()
            if method.startswith(SAYING):
                fuse.reach("before a send")
            result = await call(self, method, *arguments, **options)
            if method == "setWebhook":
                say()
            if method == "getUpdates" and result:
                fuse.reach("after asking")
            if method.startswith(SAYING):
                fuse.reach("after a send")
            return result

        return marked

    _swap(Telegram, "call", around)


def _around_the_outbox(fuse: Fuse) -> None:
    def before(finish: Call) -> Call:
        async def marked(*arguments: Any) -> Any:
            fuse.reach("before the mark")
            return await finish(*arguments)

        return marked

    def after(claim: Call) -> Call:
        async def marked(*arguments: Any) -> Any:
            claimed = await claim(*arguments)
            if claimed:
                fuse.reach("after a claim")
            return claimed

        return marked

    _swap(outbox, "finish", before)
    _swap(outbox, "claim", after)


def _around_sweeps(fuse: Fuse) -> None:
    def around(step: Call) -> Call:
        @wraps(step)
        async def marked(*arguments: Any) -> Any:
            fuse.reach("in a sweep")
            return await step(*arguments)

        return marked

    app.SWEEPS = tuple(around(step) for step in parts.SWEEPS)  # type: ignore[assignment, attr-defined]


def _shift_the_clock(ahead_s: float) -> None:
    """Let this process believe in another time, through the clock the bot is given anyway."""
    shifted = partial(app.run, clock=lambda: wall_clock() + timedelta(seconds=ahead_s))
    if ahead_s:
        app.run = shifted


def _shorten_leases(lease_s: int) -> None:
    """Let leases end sooner, and be renewed as much sooner."""
    if lease_s:
        courier.RENEW_S *= lease_s / columns.LEASE.total_seconds()
        columns.LEASE = timedelta(seconds=lease_s)


def _tag_parcels(number: int) -> None:
    """Let every call carry which life sends which row; `arrivals` takes the tag off again."""

    def around(call: Call) -> Call:
        async def tagged(self: Any, parcel: outbox.Parcel) -> Any:
            tag = {"_parcel": f"{number}:{parcel.id}"}
            return await call(self, replace(parcel, params=parcel.params | tag))

        return tagged

    _swap(Delivery, "_call", around)


def _tell_owner(say: Callable[[str], None]) -> None:
    begin = Courier.__init__

    def told(self: Courier, *arguments: Any, **options: Any) -> None:
        begin(self, *arguments, **options)
        say(self.owner)

    _swap(Courier, "__init__", lambda _begin: told)  # type: ignore[arg-type, return-value]
