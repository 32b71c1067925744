"""Receiving until told to stop: by asking Telegram, or by its calls when an address is set."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from bot import webhook
from bot.receiver import ALLOWED_UPDATES, Receiver
from bot.settings import Settings
from bot.telegram import NotSent, Rejected, Telegram, Unanswered

log = structlog.get_logger()

Take = Callable[[dict[str, Any]], Awaitable[None]]


async def receive(telegram: Telegram, take: Take, settings: Settings, stop: asyncio.Event) -> None:
    """Let every update be taken until told to stop.

    Raises:
        SystemExit: Telegram did not take the webhook.
    """
    if settings.webhook_url:
        await _by_webhook(telegram, take, settings, stop)
    else:
        await _by_polling(telegram, take, stop)


async def _by_polling(telegram: Telegram, take: Take, stop: asyncio.Event) -> None:
    with contextlib.suppress(NotSent, Unanswered, Rejected):
        await telegram.call("deleteWebhook", {}, timeout_s=10)
    receiver = Receiver(telegram, take)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(receiver.run())
        log.info("receiving by polling")
        await _first(stop.wait(), running)
        receiver.stop()


async def _first(stopped: Any, running: asyncio.Task[None]) -> None:
    waiting = asyncio.ensure_future(stopped)
    await asyncio.wait({waiting, running}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()


async def _by_webhook(
    telegram: Telegram, take: Take, settings: Settings, stop: asyncio.Event
) -> None:
    host, _, port = settings.listen.rpartition(":")
    application = webhook.application(take, settings.webhook_secret)
    server = await webhook.serve(application, host, int(port))
    params = {
        "url": settings.webhook_url,
        "secret_token": settings.webhook_secret,
        "allowed_updates": ALLOWED_UPDATES,
        "max_connections": 40,
    }
    try:
        await telegram.call("setWebhook", params, timeout_s=20)
        log.info("receiving by webhook")
        await stop.wait()
    except (Rejected, NotSent, Unanswered) as error:
        raise SystemExit(
            "Telegram did not take the webhook. Check BANGFU_WEBHOOK_URL; ./run doctor says more."
        ) from error
    finally:
        await server.cleanup()
