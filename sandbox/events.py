"""Who wants to know what happens in the world, and the calls that were made."""

from collections.abc import Callable
from typing import Any

from sandbox.errors import JSON

Listener = Callable[[JSON], Any]


class Events:
    """Tells listeners at once, in the order things happen."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell somebody from now on; call the result to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def emit(self, kind: str, **facts: Any) -> None:
        """Tell everybody."""
        if self._listeners:
            event = {"type": kind, **facts}
            for listener in list(self._listeners):
                listener(event)
