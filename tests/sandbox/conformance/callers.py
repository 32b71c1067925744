"""Four ways to the same Bot API: two independent clients, and plain HTTP in two bodies."""

import re
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import orjson
import telegram
from aiogram import Bot, exceptions
from aiogram import methods as aio
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BufferedInputFile

from sandbox import schema
from tests.sandbox.conformance.cases import File

AIOGRAM = {
    400: exceptions.TelegramBadRequest, 403: exceptions.TelegramForbiddenError,
    404: exceptions.TelegramNotFound, 409: exceptions.TelegramConflictError,
    429: exceptions.TelegramRetryAfter, 501: exceptions.TelegramServerError,
}  # fmt: skip
PTB = {
    400: telegram.error.BadRequest, 403: telegram.error.Forbidden,
    404: telegram.error.InvalidToken, 409: telegram.error.Conflict,
    429: telegram.error.RetryAfter, 501: telegram.error.NetworkError,
}  # fmt: skip


class Refused(Exception):
    """A client understood that the answer was no."""

    def __init__(self, no, kinds):
        super().__init__()
        self.no, self.kinds = no, kinds

    def fits(self, code):
        """Say whether the client took it for what the code means."""
        return self.no == code or isinstance(self.no, self.kinds.get(code, ()))


def walked(value, file):
    """Put a client's own kind of file in the place of each of ours."""
    if isinstance(value, File):
        return file(value)
    if isinstance(value, dict):
        return {name: walked(each, file) for name, each in value.items()}
    return [walked(each, file) for each in value] if isinstance(value, list) else value


@asynccontextmanager
async def aiogram(served):
    session = AiohttpSession(api=TelegramAPIServer.from_base(served.api_base))

    async def call(method, params):
        kind = getattr(aio, method[0].upper() + method[1:])
        given = walked(params, lambda file: BufferedInputFile(file.content, file.name))
        try:
            return await bot(kind(**given))
        except exceptions.TelegramAPIError as no:
            raise Refused(no, AIOGRAM) from no

    async with Bot(served.world.token, session=session) as bot:
        yield call


@asynccontextmanager
async def ptb(served):
    base = f"{served.api_base}/bot"

    async def call(method, params):
        fields = schema.table()["methods"][method]
        given = {name: _shaped(fields[name]["type"], value, bot)
                 for name, value in params.items()}  # fmt: skip
        name = re.sub(r"(?<!^)([A-Z])", r"_\1", method).lower()
        try:
            return await getattr(bot, name)(**given)
        except telegram.error.TelegramError as no:
            raise Refused(no, PTB) from no

    bot = telegram.Bot(served.world.token, base_url=base)
    async with bot:
        yield call


def _shaped(kind, value, bot):
    """Make python-telegram-bot's own object of what the table calls by this type."""
    if isinstance(value, File):
        return telegram.InputFile(value.content, value.name)
    if isinstance(value, list):
        return [_shaped(kind.removeprefix("Array of "), each, bot) for each in value]
    if not isinstance(value, dict):
        return value
    if kind.startswith("InputMedia"):
        media = dict(value)
        file = media.pop("media")
        made = getattr(telegram, f"InputMedia{media.pop('type').title()}")
        own = {"media": file.content, "filename": file.name} if isinstance(file, File) else {}
        return made(**({"media": file} | own | media))
    kinds = re.split(r", | and | or ", kind)
    best = max(kinds, key=lambda one: schema._likeness(one, value))
    return getattr(telegram, best).de_json(value, bot)


@asynccontextmanager
async def as_json(served):
    """Plain HTTP: JSON; files in parts that go by their parameter's name."""
    async with aiohttp.ClientSession(f"{served.api_base}/bot{served.world.token}/") as http:

        async def call(method, params):
            own = {name: value for name, value in params.items() if isinstance(value, File)}
            plain = {name: value for name, value in params.items() if name not in own}
            if own or _holds_files(plain):
                return await _posted(http, method, data=_parts(plain, own))
            return await _posted(http, method, json=plain)

        yield call


@asynccontextmanager
async def as_form(served):
    """Plain HTTP: forms, everything nested as text; every file attached."""
    async with aiohttp.ClientSession(f"{served.api_base}/bot{served.world.token}/") as http:

        async def call(method, params):
            if _holds_files(params):
                return await _posted(http, method, data=_parts(params, {}))
            return await _posted(http, method, data=_texts(params))

        yield call


def _texts(params):
    return {name: value if isinstance(value, str) else orjson.dumps(value).decode()
            for name, value in params.items()}  # fmt: skip


def _holds_files(value):
    found: list[Any] = []
    walked(value, found.append)
    return bool(found)


def _parts(params, own):
    form = aiohttp.FormData(quote_fields=False, default_to_multipart=True)
    attached: dict[str, Any] = {}

    def attach(file):
        attached[f"f{len(attached)}"] = file
        return f"attach://f{len(attached) - 1}"

    for name, text in _texts(walked(params, attach)).items():
        form.add_field(name, text)
    for name, file in (attached | own).items():
        form.add_field(name, file.content, filename=file.name)
    return form


async def _posted(http, method, **how):
    async with http.post(method, **how) as response:
        answer = await response.json()
    assert response.status == answer.get("error_code", 200)
    if not answer["ok"]:
        raise Refused(answer["error_code"], {})
    return answer["result"]


CALLERS = {"aiogram": aiogram, "python-telegram-bot": ptb, "json": as_json, "form": as_form}
PLAIN_HTTP = {"json", "form"}
