"""The ways a request or a deed can go wrong."""

from typing import Any

JSON = dict[str, Any]


class ApiError(Exception):
    """The Bot API says no, in Telegram's words."""

    def __init__(self, code: int, description: str, parameters: JSON | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> JSON:
        """Word it as the Bot API answers."""
        body: JSON = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


class Impossible(ValueError):
    """A person cannot do this on a phone: the button is gone, there is no place to share."""


class Dropped(ConnectionError):
    """The connection breaks before the answer arrives; whether it took effect is unknown."""


def bad(description: str) -> ApiError:
    """Word a 400."""
    return ApiError(400, f"Bad Request: {description}")


def forbidden(description: str) -> ApiError:
    """Word a 403."""
    return ApiError(403, f"Forbidden: {description}")


def conflict(description: str) -> ApiError:
    """Word a 409."""
    return ApiError(409, f"Conflict: {description}")


def too_many(retry_after: int) -> ApiError:
    """Word a 429."""
    words = f"Too Many Requests: retry after {retry_after}"
    return ApiError(429, words, {"retry_after": retry_after})


def unsupported(what: str) -> ApiError:
    """Word a 501: Telegram knows this, the sandbox does not pretend to."""
    return ApiError(501, f"Not Implemented: {what} is not supported by the sandbox")
