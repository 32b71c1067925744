"""A bare python-telegram-bot bot: an Application, a ConversationHandler, one row at the end.

Updates are processed one by one, as ConversationHandler's documentation asks. The webhook goes by
`update_queue` (the library's customwebhookbot example), because its own needs another server.
"""

# ruff: noqa: S101  # the library declares optional what its filters have made sure of

import asyncio
import signal
from http import HTTPStatus
from typing import Any

from aiohttp import web
from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)

from benchmarks.peers import rows, texts
from benchmarks.peers.distance import from_household_m
from benchmarks.peers.options import Options, from_command_line

LOCATION, REASON = range(2)
Context = ContextTypes.DEFAULT_TYPE
AnyApplication = Application[Any, Any, Any, Any, Any, Any]
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name


async def begin(update: Update, _context: Context) -> int:
    """Ask for the location."""
    assert update.message
    await update.message.reply_text(texts.ASK_LOCATION)
    return LOCATION


async def measure(update: Update, context: Context) -> int:
    """Say how far and ask why."""
    assert update.message
    assert update.message.location
    assert context.user_data is not None
    here = update.message.location
    context.user_data["distance_m"] = distance_m = from_household_m(here.latitude, here.longitude)
    await update.message.reply_text(texts.ASK_REASON.format(distance_m=distance_m))
    return REASON


async def keep(update: Update, context: Context) -> int:
    """Store the row and confirm."""
    assert update.message
    assert update.message.from_user
    assert update.message.text
    assert context.user_data is not None
    user_id, distance_m = update.message.from_user.id, context.user_data.pop("distance_m")
    insert: rows.Insert = context.bot_data["insert"]
    await insert(user_id, distance_m, update.message.text)
    await update.message.reply_text(texts.DONE)
    return ConversationHandler.END


def build(options: Options) -> AnyApplication:
    """Put the bot together."""
    builder = ApplicationBuilder().token(options.token).base_url(f"{options.api}/bot")
    application = (builder.updater(None) if options.webhook else builder).build()
    application.bot_data["insert"] = rows.prepared(options.rows, share=options.share)
    conversation: ConversationHandler[Context] = ConversationHandler(
        entry_points=[MessageHandler(filters.Text(["签到"]), begin)],
        states={
            LOCATION: [MessageHandler(filters.LOCATION, measure)],
            REASON: [MessageHandler(filters.TEXT & ~filters.COMMAND, keep)],
        },
        fallbacks=[],
    )
    application.add_handler(conversation)
    return application


def web_application(application: AnyApplication, secret: str) -> web.Application:
    """Make what Telegram posts to."""

    async def receive(request: web.Request) -> web.Response:
        if request.headers.get(SECRET_HEADER) != secret:
            return web.Response(status=HTTPStatus.FORBIDDEN)
        update = Update.de_json(await request.json(), application.bot)
        await application.update_queue.put(update)
        return web.Response()

    made = web.Application()
    made.router.add_post("/telegram", receive)
    return made


async def run_webhook(options: Options) -> None:
    """Serve the webhook beside the application until asked to stop."""
    application = build(options)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    runner = web.AppRunner(web_application(application, options.secret), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", options.port).start()
    await application.bot.set_webhook(
        options.webhook, secret_token=options.secret, max_connections=100
    )
    async with application:
        await application.start()
        await stop.wait()
        await application.stop()
    await runner.cleanup()


def main(options: Options) -> None:
    """Run by polling, or by webhook when there is a URL."""
    if options.webhook:
        asyncio.run(run_webhook(options))
    else:
        build(options).run_polling()


if __name__ == "__main__":
    main(from_command_line())
