"""Groups of offices, linked without the talk about it."""

from storage import office_groups
from storage.office_groups import Group
from tests.kit.stage import Stage


def chat_of(stage: Stage, title: str) -> int:
    """Find a group by its title."""
    return next(it for it in stage.world.chats.by_id if stage.name_of(it) == title)


async def linked(stage: Stage, who: str, title: str, *others: str, is_forum: bool = False) -> int:
    """Let somebody make a group and link it to the one office he works at; returns its id."""
    members = [stage.users[name] for name in (who, *others)]
    group = stage.world.add_group(title, members, is_forum, bot_is_admin=is_forum)
    await stage.settle()
    stage.world.send_text(members[0], "/link", group["id"])
    await stage.settle()
    number: int = group["id"]
    return number


async def known(stage: Stage, title: str) -> Group:
    """Return a group as the bot knows it."""
    async with stage.app.database.read() as db:
        group = await office_groups.by_chat(db, chat_of(stage, title))
    assert group
    return group


def heard_in(stage: Stage, *titles: str) -> list[str]:
    """List what the bot said in these chats since it was last asked for."""
    said = [line.words for line in stage.heard if line.to in titles]
    stage.heard.clear()
    return said
