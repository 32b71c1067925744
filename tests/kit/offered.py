"""Buttons that plays press without the way that leads to them: `presses again on [label]`."""

from tests.kit.stage import Stage


async def offer(stage: Stage, who: str, **buttons: str) -> None:
    """Let somebody have been offered buttons: their data by their labels."""
    user = stage.users[who]
    stage.world.send_text(user, "/me")
    await stage.settle()
    newest = stage.world.history(user)[-1]["message_id"]
    for label, data in buttons.items():
        stage.offered[user, label] = newest, data
    stage.heard.clear()
