"""How synonyms read to the officers who keep them."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from bot.pages import pages_of, turn_rows
from bot.replies import Button, Rows, in_rows, press
from bot.texts import day_and_time
from domain.refusals import Joined, Text
from domain.search_terms import plain
from storage.synonyms import Kept

PAGE = 12
ADD = Button(label=Text("➕ Add a synonym"), press=press("synonym", "add"))
LIST = Button(label=Text("‹ All synonyms"), press=press("synonym", "list"))


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A page of the list: words with what they mean, the officers' own first."""

    pairs: tuple[tuple[str, str], ...]
    count: int
    page: int
    pages: int


def listed(
    known: Mapping[str, str], kept: Mapping[str, Kept], page: int, part: str = ""
) -> Listed:
    """Make a page: the newest of officers, then the shipped ones by what they mean."""
    wanted = plain(part).replace(" ", "")
    mine = sorted((it for it in kept if it in known), key=lambda it: kept[it].at, reverse=True)
    order = [*mine, *sorted(it for it in known if it not in kept)]
    chosen = [it for it in order if wanted in it or wanted in known[it]]
    pages = pages_of(len(chosen), PAGE)
    page = min(page, pages - 1)
    shown = chosen[page * PAGE : (page + 1) * PAGE]
    pairs = tuple((it, known[it]) for it in shown)
    return Listed(pairs=pairs, count=len(chosen), page=page, pages=pages)


def text(found: Listed) -> Joined:
    """List the words of a page."""
    head = Text("<b>Synonyms</b> · {count}", count=found.count)
    how = Text("Search treats both words alike. To look one up: /synonyms and the word.")
    lines = [
        Text("{place}. {word} = {means}", place=place, word=word, means=means)
        for place, (word, means) in enumerate(found.pairs, start=1)
    ]
    return Joined([head, how, *lines])


def rows(found: Listed) -> Rows:
    """Offer each word's card, the other pages, and a new one."""
    numbered = [
        Button(label=str(place), press=press("synonym", "show", number_of(word)))
        for place, (word, _) in enumerate(found.pairs, start=1)
    ]
    turns = turn_rows(("synonym", "list"), found.page, found.pages)
    return [*in_rows(numbered, 6), *turns, [ADD]]


def card(word: str, means: str, kept: Kept | None) -> Joined:
    """Say what a word means, and who said so."""
    pair = Text("<b>{word}</b> = {means}", word=word, means=means)
    by = Text("It was there from the beginning.")
    if kept is not None:
        by = Text("✍ {name} {at}", name=kept.by, at=day_and_time(kept.at))
    return Joined([pair, by])


def card_rows(word: str, kept: Kept | None) -> Rows:
    """Offer to take it off."""
    off = press("synonym", "remove", number_of(word), version_of(kept))
    return [[Button(label=Text("🗑 Take it off"), press=off)], [LIST]]


def number_of(word: str) -> int:
    """Number a word, for buttons carry numbers."""
    return int.from_bytes(sha256(word.encode()).digest()[:6], "big")


def version_of(kept: Kept | None) -> int:
    """Number what was said last of a word: 0 when it is as shipped."""
    return int(kept.at.timestamp() * 1_000_000) if kept else 0
