"""Turning the pages of a list: which page is shown, and the buttons to the next ones."""

from bot.replies import Button, press
from domain.refusals import Text

PAGE = 8


def pages_of(count: int, size: int = PAGE) -> int:
    """Count the pages; an empty list has one."""
    return max(1, -(-count // size))


def page_words(page: int, pages: int) -> Text:
    """Say over the chat which page is shown, also when it was shown before."""
    return Text("Page {page} of {pages}", page=page + 1, pages=pages)


def turn_rows(call: tuple[str, ...], page: int, pages: int) -> list[list[Button]]:
    """Offer the page before and the next; `call` is the button's noun, verb and numbers."""
    row = []
    if page:
        row.append(Button(label=Text("‹ Before"), press=press(*call, page - 1)))
    if page + 1 < pages:
        row.append(Button(label=Text("More ›"), press=press(*call, page + 1)))
    return [row] if row else []
