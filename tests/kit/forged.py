"""Pressing a button that is on no screen: one of another place, or of another person."""

from tests.kit.stage import Stage


async def forged(stage: Stage, who: str, data: str) -> list[str]:
    """Let somebody press data under the newest message; returns what the bot says to anybody."""
    stage.heard.clear()
    user = stage.users[who]
    newest = stage.world.history(user)[-1]["message_id"]
    stage.world.press(user, newest, data, forged=True)
    await stage.settle()
    return [line.words for line in stage.heard]
