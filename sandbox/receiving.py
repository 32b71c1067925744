"""Methods by which updates reach the bot: long polls and the webhook."""

import asyncio
from typing import Any

from sandbox.errors import JSON, conflict
from sandbox.ground import Ground
from sandbox.requests import Request
from sandbox.webhooks import Webhook, check_url

LONGEST_POLL_S = 50
TERMINATED = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook"
    " first"
)


async def get_updates(ground: Ground, request: Request) -> list[JSON]:
    """Give updates, waiting for one if asked to; the older of two pollers is turned away."""
    if ground.webhook.url:
        raise conflict(WEBHOOK_ACTIVE)
    ground.poll.end(TERMINATED)
    _ask_for(ground, request)
    offset, limit = request.get("offset", 0), min(max(request.get("limit", 100), 1), 100)
    loop = asyncio.get_running_loop()
    until = loop.time() + min(request.get("timeout", 0), LONGEST_POLL_S)
    taken = ground.updates.take(offset, limit)
    while not taken and (left := until - loop.time()) > 0:
        await ground.poll.wait(ground.updates, left)
        taken = ground.updates.take(offset, limit)
    return taken


def set_webhook(ground: Ground, request: Request) -> bool:
    """Have updates posted to an address; an empty one ends it."""
    if not request.get("url"):
        return delete_webhook(ground, request)
    check_url(request["url"], request.get("secret_token"))
    ground.poll.end("terminated by setWebhook request")
    _ask_for(ground, request)
    most = min(max(request.get("max_connections", 40), 1), 100)
    _drop_if_asked(ground, request)
    ground.webhook = Webhook(request["url"], request.get("secret_token"), most)
    ground.updates.wake()
    return True


def delete_webhook(ground: Ground, request: Request) -> bool:
    """End the webhook."""
    _drop_if_asked(ground, request)
    ground.webhook = Webhook()
    return True


def get_webhook_info(ground: Ground, _request: Request) -> JSON:
    """Say where updates go and how that went."""
    shown = ground.webhook.shown()
    shown["pending_update_count"] = len(ground.updates.pending())
    if ground.updates.allowed:
        shown["allowed_updates"] = sorted(ground.updates.allowed)
    return shown


def log_out(ground: Ground, _request: Request) -> Any:
    """End the bot's session, and with it its poll (logOut and close)."""
    ground.poll.end("terminated by logOut request")
    return True


def _ask_for(ground: Ground, request: Request) -> None:
    """Remember which updates are wanted; an empty list means the usual ones."""
    if (allowed := request.get("allowed_updates")) is not None:
        ground.updates.allowed = set(allowed) or None


def _drop_if_asked(ground: Ground, request: Request) -> None:
    if request.get("drop_pending_updates"):
        ground.updates.clear()
