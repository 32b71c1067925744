"""What is logged of a fault: its class and where it happened, never its words.

Exceptions of pydantic and SQLAlchemy carry personal data and tokens in their messages.
"""

import traceback


def described(error: BaseException) -> str:
    """Write an exception as its class and the places of ours it passed, newest last."""
    passed = traceback.extract_tb(error.__traceback__)
    ours = [place for place in passed if "site-packages" not in place.filename]
    places = (ours or passed)[-6:]
    path = " > ".join(f"{_short(place.filename)}:{place.lineno} {place.name}" for place in places)
    return f"{type(error).__name__} at {path}"


def _short(filename: str) -> str:
    return "/".join(filename.replace("\\", "/").split("/")[-2:])
