"""The conversation everybody has: check in 600 m away from the household, and say why."""

from typing import Any

FIRST_USER = 5_000_000_000
START_WORD = "签到"
REASON = "山路塌方，车进不去，在村口和户主通了电话"
AWAY_DEGREES = 0.0054
"""600 m to the north."""
STEPS = 3
PAIRED = 3
"""How many households a helper has; people of one group share theirs."""


def home_of(number: int) -> tuple[float, float]:
    """Return where the household with this number stands, near Beihai.

    The three of a group (see prepare.py) are kilometres apart, so that one's own is the nearest.
    """
    group, place = divmod(number, PAIRED)
    return 21.40 + place * 0.05 + group % 100 * 1e-4, 109.10 + group // 100 * 1e-4


def says(number: int, step: int, now_s: int) -> dict[str, Any]:
    """Write what a person says at a step, as Telegram describes a message, without its id."""
    user_id = FIRST_USER + number
    user = {"id": user_id, "first_name": f"User {number}", "language_code": "zh-hans"}
    message: dict[str, Any] = {
        "from": user | {"is_bot": False},
        "chat": {"id": user_id, "type": "private", "first_name": user["first_name"]},
        "date": now_s,
    }
    if step == 1:
        return message | {"location": _location(number)}
    return message | {"text": START_WORD if step == 0 else REASON}


def _location(number: int) -> dict[str, float]:
    latitude, longitude = home_of(number)
    nudge = number % 97 * 1e-6
    return {
        "latitude": round(latitude + AWAY_DEGREES + nudge, 6),
        "longitude": round(longitude + nudge, 6),
        "horizontal_accuracy": 12.0 + number % 20,
    }
