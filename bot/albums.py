"""Albums: up to ten messages at once, each an update of its own; one answer serves them all."""

from dataclasses import replace
from datetime import timedelta

from bot.replies import Reply

PAUSE = timedelta(seconds=0.5)
"""This long after the last photo of an album it is answered."""


def answer_once(reply: Reply, album: str | None, name: str) -> Reply:
    """Say this once for a whole album; `name` tells its answers apart. Others go out at once."""
    if album is None:
        return reply
    messages = [
        replace(message, gather=f"album:{album}:{name}:{number}", after=PAUSE)
        for number, message in enumerate(reply.messages)
    ]
    return replace(reply, messages=tuple(messages))
