"""Methods that send: text, files, albums, places, contacts."""

from typing import Any

from sandbox.contents import ENDLESS_LIVE
from sandbox.errors import JSON, bad, unsupported
from sandbox.ground import Ground
from sandbox.limits import ALBUM
from sandbox.requests import Request, caption_of, destination, media_of, send, text_of

ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
PICTURED = {"photo", "document"}
KNOWN_MEDIA = {"animation", "audio", "document", "live_photo", "photo", "video"}
OPTIONAL_POINT = ("horizontal_accuracy", "live_period", "heading", "proximity_alert_radius")


def send_message(ground: Ground, request: Request) -> JSON:
    """Send text."""
    destination(ground, request)
    return send(ground, request, text_of(request))


def send_photo(ground: Ground, request: Request) -> JSON:
    """Send a picture."""
    spoiler = {"has_media_spoiler": True} if request.get("has_spoiler") else {}
    return _send_file(ground, request, "photo", spoiler)


def send_document(ground: Ground, request: Request) -> JSON:
    """Send a document."""
    return _send_file(ground, request, "document", {})


def send_voice(ground: Ground, request: Request) -> JSON:
    """Send a voice message."""
    return _send_file(ground, request, "voice", {})


def _send_file(ground: Ground, request: Request, kind: str, content: JSON) -> JSON:
    destination(ground, request)
    content |= caption_of(request.params)
    duration = request.get("duration", 0)
    return send(
        ground, request, content | media_of(ground, request, kind, request[kind], duration)
    )


def send_media_group(ground: Ground, request: Request) -> list[JSON]:
    """Send an album of two to ten pictures or documents, as messages of their own."""
    destination(ground, request)
    items = request["media"]
    if not 2 <= len(items) <= ALBUM:
        words = "too few messages to send" if len(items) < 2 else "too many messages to send"
        raise bad(f"{words} as an album")
    kinds = {item["type"] for item in items}
    if "animation" in kinds:
        raise bad("can't use the media of the specified type in the album")
    if "document" in kinds and len(kinds) > 1:
        raise bad("document can't be mixed with other media types")
    contents = [item_of(ground, request, item) for item in items]
    group = {"media_group_id": str(ground.next_number())}
    return [send(ground, request, content | group) for content in contents]


def item_of(ground: Ground, request: Request, item: JSON) -> JSON:
    """Read one InputMedia as the content of a message."""
    if item["type"] not in KNOWN_MEDIA:
        raise bad(f'can\'t parse InputMedia: type "{item["type"]}" is unknown')
    if item["type"] not in PICTURED:
        raise unsupported(f"InputMedia of type {item['type']}")
    if item.get("thumbnail"):
        raise unsupported("field thumbnail of InputMedia")
    spoiler = {"has_media_spoiler": True} if item.get("has_spoiler") else {}
    content = caption_of(item) | media_of(ground, request, item["type"], item["media"])
    return content | spoiler


def point_of(params: JSON) -> JSON:
    """Read a point on the map.

    Raises:
        ApiError: it is not on the Earth, or its live period is not allowed.
    """
    if abs(params["latitude"]) > 90 or abs(params["longitude"]) > 180:
        raise bad("wrong latitude or longitude specified")
    if not 0 <= params.get("horizontal_accuracy", 0) <= 1500:
        raise bad("wrong horizontal accuracy specified")
    live = params.get("live_period")
    if live is not None and not (60 <= live <= 86400 or live == ENDLESS_LIVE):
        raise bad("wrong live period specified")
    point = {name: params[name] for name in ("latitude", "longitude")}
    return point | {name: params[name] for name in OPTIONAL_POINT if params.get(name)}


def send_location(ground: Ground, request: Request) -> JSON:
    """Send a point, live for a while if asked."""
    return send(ground, request, {"location": point_of(request.params)})


def send_venue(ground: Ground, request: Request) -> JSON:
    """Send a point with a name and an address."""
    point = point_of(request.params)
    names = ("title", "address", "foursquare_id", "foursquare_type")
    venue: JSON = {"location": point}
    venue |= {name: request[name] for name in names if request.get(name)}
    return send(ground, request, {"location": point, "venue": venue})


def send_contact(ground: Ground, request: Request) -> JSON:
    """Send a phone number with a name."""
    names = ("phone_number", "first_name", "last_name", "vcard")
    contact: JSON = {name: request[name] for name in names if request.get(name)}
    return send(ground, request, {"contact": contact})


def send_chat_action(ground: Ground, request: Request) -> Any:
    """Show that the bot is busy."""
    chat = destination(ground, request)
    if request["action"] not in ACTIONS:
        raise bad("wrong parameter action in request")
    thread = request.get("message_thread_id")
    if thread and thread not in chat.topics:
        raise bad("message thread not found")
    ground.events.emit("action", chat_id=chat.id, action=request["action"], thread_id=thread)
    return True
