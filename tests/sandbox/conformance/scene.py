"""The messages and files the cases speak of, made when a case first names them."""

from datetime import timedelta

from sandbox.world import Upload
from tests.sandbox.conformance.cases import File
from tests.sandbox.conformance.scene_people import People
from tests.sandbox.test_messages import PNG

BUTTONS = {"inline_keyboard": [[{"text": "好", "callback_data": "ok"}]]}
KEYS = {"keyboard": [[{"text": "签到"}]]}


def picture(width, height):
    return File("a.png", PNG[:16] + width.to_bytes(4) + height.to_bytes(4) + PNG[24:])


PICTURE = File("图.png", PNG)
SHEET = File("表 格.xlsx", b"sheet")
SOUND = File("v.ogg", b"OggS")


class Scene(People):
    """One case's people and things."""

    # the bot's messages to $wei unless the name says otherwise

    async def a_text(self):
        return await self.said()

    async def a_text2(self):
        return await self.said(text="二")

    async def a_marked(self):
        return await self.said(text="<b>一</b>", parse_mode="HTML", reply_markup=BUTTONS)

    async def a_under(self):
        return await self.said(reply_markup=KEYS)

    async def a_protected(self):
        return await self.said(protect_content=True)

    async def a_deleted(self):
        message = await self.said()
        await self.bot("deleteMessage", chat_id="$wei", message_id=message)
        return message

    async def a_old(self):
        message = await self.said()
        self.world.clock.move_by(timedelta(hours=49))
        return message

    async def a_pinned(self):
        message = await self.said(text="钉")
        await self.bot("pinChatMessage", chat_id="$wei", message_id=message)
        return message

    async def a_service(self):
        await self.thing("pinned")
        return self.world.history(await self.thing("wei"))[-1]["message_id"]

    async def _photo(self):
        files = {"photo": PICTURE}
        return await self.bot("sendPhoto", files, chat_id="$wei", caption="图")

    async def a_photo(self):
        return (await self._photo())["message_id"]

    async def a_photo_id(self):
        return (await self._photo())["photo"][-1]["file_id"]

    async def _album(self):
        media = [{"type": "photo", "media": "attach://a", "caption": "册"}] * 2
        return await self.bot("sendMediaGroup", {"a": PICTURE}, chat_id="$wei", media=media)

    async def a_album(self):
        return (await self._album())[0]["message_id"]

    async def a_albums(self):
        return [each["message_id"] for each in await self._album()]

    async def _document(self):
        return await self.bot("sendDocument", {"document": SHEET}, chat_id="$wei")

    async def a_document(self):
        return (await self._document())["message_id"]

    async def a_document_id(self):
        return (await self._document())["document"]["file_id"]

    async def a_voice(self):
        return (await self.bot("sendVoice", {"voice": SOUND}, chat_id="$wei"))["message_id"]

    async def a_large(self):
        upload = Upload(name="large", content=bytes(20 * 1024 * 1024 + 1))
        sent = self.world.send_document(await self.thing("wei"), upload)
        return sent["document"]["file_id"]

    async def _live(self):
        where = {"latitude": 21.45, "longitude": 109.12, "live_period": 900}
        return (await self.bot("sendLocation", chat_id="$wei", **where))["message_id"]

    async def a_live(self):
        return await self._live()

    async def a_ended(self):
        message = await self._live()
        self.world.clock.move_by(timedelta(seconds=901))
        return message

    async def a_in_group(self):
        return await self.said(chat_id="$group")

    async def a_in_plain(self):
        return await self.said(chat_id="$plain")

    async def a_in_topic(self):
        return await self.said(chat_id="$forum", message_thread_id="$topic")

    # messages of $wei

    async def a_theirs(self):
        return self.world.send_text(await self.thing("wei"), "我的")["message_id"]

    async def a_theirs_in_plain(self):
        group = await self.thing("plain")
        return self.world.send_text(await self.thing("wei"), "我的", group)["message_id"]

    async def a_theirs_in_group(self):
        group = await self.thing("group")
        return self.world.send_text(await self.thing("wei"), "我的", group)["message_id"]

    async def a_query(self):
        asked = await self.said(reply_markup=BUTTONS)
        return self.world.press(await self.thing("wei"), asked, "ok")

    async def a_answered(self):
        query = await self.thing("query")
        await self.bot("answerCallbackQuery", callback_query_id=query)
        return query

    async def a_late(self):
        query = await self.thing("query")
        self.world.clock.move_by(timedelta(seconds=151))
        return query

    async def a_hooked(self):
        """An address updates go to, instead of being asked for."""
        url = "http://127.0.0.1:9/hook"
        await self.bot("setWebhook", url=url)
        return 0
