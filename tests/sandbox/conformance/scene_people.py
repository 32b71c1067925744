"""The people and groups the cases speak of, made when a case first names them."""

from sandbox.world import Upload


class People:
    """One case's people and things; each is made once, when it is first named."""

    def __init__(self, world):
        self.world = world
        self._made = {}

    async def value(self, given):
        """Put things in the place of the words that stand for them."""
        if isinstance(given, str) and given.startswith("$"):
            return await self.thing(given[1:])
        if isinstance(given, dict):
            return {name: await self.value(each) for name, each in given.items()}
        return [await self.value(each) for each in given] if isinstance(given, list) else given

    async def thing(self, name):
        if name not in self._made:
            made = getattr(self, f"a_{name}")()
            self._made[name] = await made if hasattr(made, "__await__") else made
        return self._made[name]

    async def bot(self, method, files=None, **params):
        uploads = {name: Upload(name=file.name, content=file.content)
                   for name, file in (files or {}).items()}  # fmt: skip
        return await self.world.call(method, await self.value(params), uploads)

    async def said(self, **params):
        return (await self.bot("sendMessage", **({"chat_id": "$wei", "text": "一"} | params)))[
            "message_id"
        ]

    # people

    def a_wei(self):
        return self.world.add_user("韦秀英", "13800000001", started=True)["id"]

    def a_lu(self):
        return self.world.add_user("陆阿妹", "13800000002", username="lu", started=True)["id"]

    def a_stranger(self):
        return self.world.add_user("陌生人")["id"]

    async def a_blocker(self):
        blocker = self.world.add_user("停用者", started=True)["id"]
        self.world.block_bot(blocker)
        return blocker

    def a_me(self):
        return self.world.bot["id"]

    # groups: $group and $forum the bot leads, $plain it is only in, $gone and $left it is not

    async def _group(self, **details):
        wei, lu = await self.thing("wei"), await self.thing("lu")
        return self.world.add_group("曲湾村", [wei, lu], **details)["id"]

    async def a_group(self):
        return await self._group(bot_is_admin=True)

    async def a_plain(self):
        return await self._group()

    async def a_forum(self):
        return await self._group(is_forum=True, bot_is_admin=True)

    async def a_plain_forum(self):
        return await self._group(is_forum=True)

    async def a_gone(self):
        group = await self._group()
        self.world.remove_bot(await self.thing("wei"), group)
        return group

    async def a_left(self):
        group = await self._group()
        await self.bot("leaveChat", chat_id=group)
        return group

    async def a_topic(self):
        topic = await self.bot("createForumTopic", chat_id="$forum", name="签到")
        return topic["message_thread_id"]

    async def a_their_topic(self):
        return self.world.add_topic(
            await self.thing("wei"), await self.thing("plain_forum"), "走访"
        )

    async def a_closed(self):
        topic = await self.bot("createForumTopic", chat_id="$forum", name="旧事")
        thread = topic["message_thread_id"]
        await self.bot("closeForumTopic", chat_id="$forum", message_thread_id=thread)
        return thread

    async def a_plain_closed(self):
        thread = await self.thing("their_topic")
        chat = self.world.chats.by_id[await self.thing("plain_forum")]
        chat.topics[thread] |= {"is_closed": True}
        return thread

    async def a_closed_forum(self):
        forum = await self._group(is_forum=True, bot_is_admin=True)
        await self.bot("closeGeneralForumTopic", chat_id=forum)
        return forum

    async def a_hidden_forum(self):
        forum = await self._group(is_forum=True, bot_is_admin=True)
        await self.bot("hideGeneralForumTopic", chat_id=forum)
        return forum

    async def a_banned(self):
        lu = await self.thing("lu")
        await self.bot("banChatMember", chat_id="$group", user_id=lu)
        return lu

    async def a_leader(self):
        """One the bot promoted."""
        lu = await self.thing("lu")
        await self.bot("promoteChatMember", chat_id="$group", user_id=lu, can_pin_messages=True)
        return lu

    async def a_their_leader(self):
        """One the group's creator promoted."""
        lu = await self.thing("lu")
        self.world.promote(await self.thing("wei"), await self.thing("group"), lu, is_admin=True)
        return lu

    async def a_link(self):
        return (await self.bot("createChatInviteLink", chat_id="$group"))["invite_link"]

    async def a_primary(self):
        return await self.bot("exportChatInviteLink", chat_id="$group")

    async def a_revoked(self):
        link = await self.thing("link")
        await self.bot("revokeChatInviteLink", chat_id="$group", invite_link=link)
        return link
