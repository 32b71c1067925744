"""Weather: rules by which requests fail, hang, or lose their answer."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import asdict, dataclass

from sandbox.counting import Numbers
from sandbox.errors import JSON, ApiError, Dropped, forbidden, too_many

KINDS = {"429", "403", "500", "502_after", "timeout", "slow", "gone", "drop_answer"}
SLOW_S, TIMEOUT_S = 2.0, 60.0
RECEIVING = {"getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo", "getMe"}


@dataclass(kw_only=True)
class Fault:
    """One rule."""

    kind: str
    id: int = 0
    method: str | None = None
    """None: every method but those of receiving; "*": every one."""
    chat_id: int | None = None
    share: float = 1.0
    times: int | None = None
    retry_after: int = 3
    delay_s: float | None = None
    """How long it hangs; None: 2 s when slow, a minute until a time-out."""

    def concerns(self, method: str, params: JSON) -> bool:
        """Say whether the rule is about such a request."""
        if self.chat_id is not None and params.get("chat_id") != self.chat_id:
            return False
        if self.method in {None, "*"}:
            return self.method == "*" or method not in RECEIVING
        return self.method == method


class Faults:
    """The rules in force, in the order they were set."""

    def __init__(self, seed: int = 0) -> None:
        self.rules: list[Fault] = []
        self.on_changed: Callable[[], object] = lambda: None
        self._ids = Numbers(1)
        self._chance = random.Random(seed)  # noqa: S311 (weather, no secret)

    def add(self, kind: str, **details: object) -> Fault:
        """Set a rule: method, chat_id, share, times, retry_after, delay_s."""
        if kind not in KINDS:
            raise ValueError(f"unknown fault {kind!r}; known: {', '.join(sorted(KINDS))}")
        fault = Fault(kind=kind, id=next(self._ids), **details)  # type: ignore[arg-type]
        self.rules.append(fault)
        self.on_changed()
        return fault

    def end(self, fault_id: int) -> None:
        """Lift one rule.

        Raises:
            LookupError: there is none of that id any more.
        """
        rule = next((rule for rule in self.rules if rule.id == fault_id), None)
        if rule is None:
            raise LookupError(f"没有这条故障 (no such fault: {fault_id})")
        self.rules.remove(rule)
        self.on_changed()

    def clear(self) -> None:
        """Lift all rules."""
        self.rules.clear()
        self.on_changed()

    def shown(self) -> list[JSON]:
        """List the rules for the page."""
        return [asdict(rule) for rule in self.rules]

    def strike(self, method: str, params: JSON) -> Fault | None:
        """Pick the rule that hits this request, and use it up."""
        for rule in self.rules:
            if rule.concerns(method, params) and self._chance.random() < rule.share:
                return self._used(rule)
        return None

    def _used(self, rule: Fault) -> Fault:
        if rule.times is not None:
            rule.times -= 1
            if rule.times <= 0:
                self.rules.remove(rule)
            self.on_changed()
        return rule


async def before(fault: Fault | None) -> None:
    """Do what a fault does before the request takes effect.

    Raises:
        ApiError: the request is refused.
        Dropped: it never arrives.
    """
    if fault is None:
        return
    if fault.kind in {"slow", "timeout"}:
        usual = SLOW_S if fault.kind == "slow" else TIMEOUT_S
        await asyncio.sleep(usual if fault.delay_s is None else fault.delay_s)
    if fault.kind in {"timeout", "gone"}:
        raise Dropped("the server has gone (a fault of the sandbox)")
    if refusal := _refusal(fault):
        raise refusal


def after(fault: Fault | None) -> None:
    """Do what a fault does once the request has taken effect.

    Raises:
        ApiError: it is said to have failed, as by a gateway that lost patience.
        Dropped: its answer is lost.
    """
    if fault is None:
        return
    if fault.kind == "502_after":
        raise ApiError(502, "Bad Gateway")
    if fault.kind == "drop_answer":
        raise Dropped("the answer is lost (a fault of the sandbox)")


def _refusal(fault: Fault) -> ApiError | None:
    if fault.kind == "429":
        return too_many(fault.retry_after)
    if fault.kind == "403":
        return forbidden("bot was blocked by the user")
    return ApiError(500, "Internal Server Error") if fault.kind == "500" else None
