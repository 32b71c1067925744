"""What people do with groups: open them, come and go, lead, let the bot in, open topics."""

from sandbox import inviting
from sandbox.chats import Chat
from sandbox.errors import JSON, Impossible
from sandbox.forums import COLORS, NAME, open_topic
from sandbox.roles import (
    CREATOR,
    EVERY_RIGHT,
    LEFT,
    OUTSIDE,
    PLAIN,
    administrator,
    change,
    change_bot,
    kicked,
    role_of,
)
from sandbox.sharing import Sharing

TITLE = 128


class Gathering(Sharing):
    """People meet in groups."""

    def add_group(
        self,
        title: str,
        member_ids: list[int],
        is_forum: bool = False,  # noqa: FBT001, FBT002 (part of the agreed signature)
        *,
        admin_ids: tuple[int, ...] = (),
        bot_is_admin: bool = False,
    ) -> JSON:
        """Open a group and add the bot to it, as its first member does; give the Chat."""
        chat = self.chats.open_group(title, set(member_ids), is_forum=is_forum)
        chat.roles = {each: administrator(EVERY_RIGHT) for each in admin_ids}
        chat.roles[member_ids[0]] = CREATOR
        chat.bot_status = "left"
        self._let_bot_in(chat, self.phone(member_ids[0]).user, leading=bot_is_admin)
        return chat.card

    def new_group(
        self,
        user_id: int,
        title: str,
        member_ids: list[int],
        *,
        is_forum: bool = False,
        bot_is_admin: bool = False,
    ) -> JSON:
        """Open a group with these people and the bot in it; give the Chat."""
        title = " ".join(title.split())
        if not 1 <= len(title) <= TITLE:
            raise Impossible("请填写群名 (a title of up to 128 letters is needed)")
        others = [each for each in dict.fromkeys(member_ids) if each != user_id]
        for each in (user_id, *others):
            self.phone(each)
        return self.add_group(title, [user_id, *others], is_forum, bot_is_admin=bot_is_admin)

    def add_member(self, user_id: int, chat_id: int, member_id: int) -> None:
        """Bring somebody into a group."""
        chat, by = self._group(user_id, chat_id), self.phone(user_id).user
        status = role_of(self, chat, self.phone(member_id).user["id"])["status"]
        if status not in OUTSIDE:
            raise Impossible("此人已在群里 (this person is in the group already)")
        if status == "kicked":
            self._leads(user_id, chat)
        self._come(chat, member_id, by)

    def join(self, user_id: int, link: str) -> JSON:
        """Come into a group by its invitation; give the Chat."""
        chat, invitation = inviting.find(self, link)
        status = role_of(self, chat, user_id)["status"]
        if status == "kicked":
            raise Impossible("你已被移出这个群 (one has been put out of this group)")
        if status in OUTSIDE:
            invitation["joined"].append(user_id)
            came = {"invite_link": inviting.shown(invitation)}
            self._come(chat, user_id, self.phone(user_id).user, **came)
        return chat.card

    def remove_member(self, user_id: int, chat_id: int, member_id: int) -> None:
        """Leave a group, or put somebody out of it for good."""
        chat, by = self._group(user_id, chat_id), self.phone(user_id).user
        status = role_of(self, chat, member_id)["status"]
        if status in OUTSIDE:
            raise Impossible("此人不在群里 (this person is not in the group)")
        if member_id != user_id:
            self._leads(user_id, chat)
            if status == "creator":
                raise Impossible("不能移出群主 (nobody puts out who opened the group)")
        gone = self.phone(member_id).user
        self.post_service(chat, by, {"left_chat_member": gone})
        change(self, chat, member_id, LEFT if member_id == user_id else kicked(), by)

    def promote(self, user_id: int, chat_id: int, member_id: int, *, is_admin: bool) -> None:
        """Make somebody an administrator, or a member again."""
        chat = self._group(user_id, chat_id)
        self._leads(user_id, chat)
        status = role_of(self, chat, member_id)["status"]
        if status in {*OUTSIDE, "creator"}:
            raise Impossible("此人不在群里, 或是群主 (not in the group, or the one who opened it)")
        new = administrator(EVERY_RIGHT) if is_admin else PLAIN
        change(self, chat, member_id, new, self.phone(user_id).user)

    def add_bot(self, user_id: int, chat_id: int, *, as_admin: bool = False) -> None:
        """Let the bot into a group, or make it an administrator or a member again."""
        chat, by = self._group(user_id, chat_id), self.phone(user_id).user
        if as_admin or chat.bot_status in {"administrator", "kicked"}:
            self._leads(user_id, chat)
        wanted = "administrator" if as_admin else "member"
        if chat.bot_status in OUTSIDE:
            self._let_bot_in(chat, by, leading=as_admin)
        elif chat.bot_status != wanted:
            change_bot(self, chat, wanted, by)

    def remove_bot(self, user_id: int, chat_id: int) -> None:
        """Put the bot out of a group."""
        chat, by = self._group(user_id, chat_id), self.phone(user_id).user
        self._leads(user_id, chat)
        if chat.bot_status in OUTSIDE:
            raise Impossible("机器人不在群里 (the bot is not in the group)")
        change_bot(self, chat, "kicked", by)
        self.post(chat, by, {"left_chat_member": self.bot})

    def add_topic(self, user_id: int, chat_id: int, name: str) -> int:
        """Open a topic in a forum; give its thread id."""
        chat = self._group(user_id, chat_id)
        if not chat.forum:
            raise Impossible("这个群没有话题 (this group has no topics)")
        if not 1 <= len(name.strip()) <= NAME:
            raise Impossible("请填写话题名 (a name of up to 128 letters is needed)")
        topic: JSON = {"name": name.strip(), "icon_color": COLORS[len(chat.topics) % len(COLORS)]}
        thread: int = open_topic(self, chat, topic, self.phone(user_id).user)["message_thread_id"]
        return thread

    def _come(self, chat: Chat, user_id: int, by: JSON, **details: JSON) -> None:
        change(self, chat, user_id, PLAIN, by, **details)
        self.post_service(chat, by, {"new_chat_members": [self.phone(user_id).user]})

    def _let_bot_in(self, chat: Chat, by: JSON, *, leading: bool) -> None:
        change_bot(self, chat, "administrator" if leading else "member", by)
        self.post_service(chat, by, {"new_chat_members": [self.bot]})

    def _group(self, user_id: int, chat_id: int) -> Chat:
        chat = self.chat_on(user_id, chat_id)
        if chat.private:
            raise Impossible("这不是群 (this is not a group)")
        return chat

    def _leads(self, user_id: int, chat: Chat) -> None:
        if user_id not in chat.admins:
            raise Impossible("只有管理员能这样做 (only administrators do this)")
