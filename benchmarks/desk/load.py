"""What a busy bot sends to many phones, at a steady pace, through the Bot API."""

import asyncio
import io
import random
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import orjson
from PIL import Image

from benchmarks.desk.starting import TOKEN

JSON = dict[str, Any]
EDITS, BUTTONS, KEYBOARDS, PICTURES = 0.10, 0.20, 0.02, 0.04
"""Shares of what is sent; the rest is text alone."""
AT_ONCE = 20
WORDS = (
    "已签到，精度 ±12 米", "今天要走访三户，两户已经到过", "请核对黄大明家的收入，少了 300 元",
    "<b>截止</b>：明天 18:00 前补齐<i>走访记录</i>", "路上塌方，绕行 2 公里", "收到",
    "第七次入户：饮水安全，住房安全，孩子在读初二，务工收入按月到账；户主希望了解下半年的培训安排。",
)  # fmt: skip
INLINE = {"inline_keyboard": [[{"text": "✅ 认可", "callback_data": "a:1"},
                               {"text": "❓ 追问", "callback_data": "a:2"}],
                              [{"text": "📝 备注", "callback_data": "a:3"}]]}  # fmt: skip
REPLY = {"keyboard": [[{"text": "📍 签到"}, {"text": "走访"}], [{"text": "我的签到"}]],
         "resize_keyboard": True}  # fmt: skip


@dataclass
class Load:
    """A bot that sends; `sent` and `refused` count, `worst_s` is how far it fell behind."""

    api: str
    session: aiohttp.ClientSession
    phones: Sequence[int]
    rng: random.Random = field(default_factory=lambda: random.Random(20260302))  # noqa: S311
    sent: int = 0
    refused: int = 0
    worst_s: float = 0.0
    _newest: dict[int, int] = field(default_factory=dict)
    _picture: bytes = b""

    async def run(self, per_s: float, seconds: float) -> None:
        """Send for so long; a server that is late is not waited for, but for its last answers."""
        began, gate = time.perf_counter(), asyncio.Semaphore(AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for number in range(int(per_s * seconds)):
                behind_s = time.perf_counter() - began - number / per_s
                self.worst_s = max(self.worst_s, behind_s)
                if behind_s < 0:
                    await asyncio.sleep(-behind_s)
                await gate.acquire()
                group.create_task(self._one(self.phones[number % len(self.phones)], gate))

    async def _one(self, chat: int, gate: asyncio.Semaphore) -> None:
        try:
            method, params = self._something(chat)
            answer = await self._call(method, params)
        finally:
            gate.release()
        self.sent += 1
        if not answer["ok"]:
            self.refused += 1
        elif method != "editMessageText":
            is_text = method == "sendMessage" and "keyboard" not in params.get("reply_markup", {})
            self._newest[chat] = answer["result"]["message_id"] if is_text else 0

    def _something(self, chat: int) -> tuple[str, JSON]:
        """Choose what to send; the text tells when that was, so that the page can say how late."""
        chance = self.rng.random()
        words = f"{self.rng.choice(WORDS)} ·{int(time.time() * 1000)}"
        if chance < EDITS and self._newest.get(chat):
            return "editMessageText", {"message_id": self._newest[chat], **_text(chat, words)}
        if chance < EDITS + PICTURES:
            return "sendPhoto", {"chat_id": chat, "caption": words, "photo": self._drawn()}
        if chance < EDITS + PICTURES + KEYBOARDS:
            return "sendMessage", _text(chat, words) | {"reply_markup": REPLY}
        if chance < EDITS + PICTURES + KEYBOARDS + BUTTONS:
            return "sendMessage", _text(chat, words) | {"reply_markup": INLINE}
        return "sendMessage", _text(chat, words)

    def _drawn(self) -> bytes:
        if not self._picture:
            canvas = io.BytesIO()
            noise = Image.effect_noise((640, 480), 40).convert("RGB")
            noise.save(canvas, "JPEG", quality=70)
            self._picture = canvas.getvalue()
        return self._picture

    async def _call(self, method: str, params: JSON) -> JSON:
        url = f"{self.api}/bot{TOKEN}/{method}"
        body = _form(params) if "photo" in params else orjson.dumps(params)
        kind = {} if "photo" in params else {"Content-Type": "application/json"}
        async with self.session.post(url, data=body, headers=kind) as answer:
            read: JSON = await answer.json()
            return read

    async def confirm(self) -> None:
        """Take what people say, as a bot does; runs until cancelled."""
        offset = 0
        while True:
            asked = {"offset": offset, "timeout": 20}
            if batch := (await self._call("getUpdates", asked))["result"]:
                offset = batch[-1]["update_id"] + 1


def _text(chat: int, words: str) -> JSON:
    return {"chat_id": chat, "text": words, "parse_mode": "HTML"}


def _form(params: JSON) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in params.items():
        if isinstance(value, bytes):
            form.add_field(name, value, filename="picture.jpg", content_type="image/jpeg")
        else:
            form.add_field(name, str(value))
    return form


@asynccontextmanager
async def loading(api: str, phones: Sequence[int]) -> AsyncIterator[Load]:
    """Connect a bot that takes updates inside the block, and sends when told."""
    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
        load = Load(api, session, phones)
        confirming = group.create_task(load.confirm())
        yield load
        confirming.cancel()
