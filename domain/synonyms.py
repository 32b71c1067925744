"""Synonyms: words that mean the same to search. Officers keep them; these are shipped.

They are applied when somebody searches, to what he typed and to the answers compared with it, so
that a new one holds at once and nothing is indexed anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from domain.refusals import Refusal
from domain.search_terms import plain

SHORTEST_WORD, LONGEST_WORD = 2, 12
"""A single character stands in too many words to be looked for."""
MOST_WORDS = 2000
NOTHING = ""
"""What a word means that was taken off the list; the shipped ones are taken off so."""


def word_of(written: str) -> str:
    """Take a word for the list.

    Raises:
        Refusal: nothing to search for is in it, or it is too long.
    """
    word = plain(written).replace(" ", "")
    if len(word) < SHORTEST_WORD:
        raise Refusal("Please type a word of two characters or more.")
    if len(word) > LONGEST_WORD:
        raise Refusal(
            "This is {length} characters long; a word has up to {most}.",
            length=len(word),
            most=LONGEST_WORD,
        )
    return word


@dataclass(frozen=True)
class Synonyms:
    """The words that hold, each with what it means; several may mean the same."""

    pairs: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _meanings(self) -> Mapping[str, str]:
        """Follow each word to the last one of its chain; a circle ends where it began."""
        return {word: self._last(word) for word in self.pairs}

    def _last(self, word: str) -> str:
        seen = {word}
        while (following := self.pairs.get(word)) and following not in seen:
            seen.add(following)
            word = following
        return word

    @cached_property
    def _words(self) -> Mapping[str, tuple[str, ...]]:
        """List all words of each meaning, by the meaning."""
        found: dict[str, list[str]] = {}
        for word, meaning in self._meanings.items():
            found.setdefault(meaning, [meaning]).append(word)
        return {meaning: tuple(dict.fromkeys(words)) for meaning, words in found.items()}

    @cached_property
    def _by_first(self) -> Mapping[str, tuple[str, ...]]:
        """List all words by their first character, the longest first."""
        found: dict[str, list[str]] = {}
        for word in sorted({*self._meanings, *self._words}, key=lambda it: (-len(it), it)):
            found.setdefault(word[0], []).append(word)
        return {first: tuple(words) for first, words in found.items()}

    def taken_apart(self, words: str) -> tuple[str, list[str]]:
        """Take out of plain words those on the list, the longest that begin anywhere.

        Returns what is left, a space where each stood, and the meanings taken out.
        """
        left, found, place = [], dict[str, None](), 0
        while place < len(words):
            begun = self._by_first.get(words[place], ())
            known = next((it for it in begun if words.startswith(it, place)), "")
            left.append(" " if known else words[place])
            if known:
                found[self.meaning_of(known)] = None
            place += len(known) or 1
        return "".join(left), list(found)

    def meaning_of(self, word: str) -> str:
        """Name what a word means; a word that is not on the list means itself."""
        return self._meanings.get(word, word)

    def words_of(self, meaning: str) -> tuple[str, ...]:
        """List the words that mean the same, the name of the meaning first."""
        return self._words.get(meaning, (meaning,))


def standing(shipped: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, str]:
    """Put what officers keep over what is shipped; what means nothing is gone."""
    return {word: means for word, means in {**shipped, **kept}.items() if means != NOTHING}


def check(word: str, means: str, known: Mapping[str, str]) -> None:
    """Make sure that a word can be put on the list.

    Raises:
        Refusal: it means itself, is there already, or the list is full.
    """
    if word == means:
        raise Refusal("These two are the same word: {word}.", word=word)
    if known.get(word):
        raise Refusal(
            "{word} is on the list already: it means {means}. Please remove that first.",
            word=word,
            means=known[word],
        )
    synonyms = Synonyms(known)
    if synonyms.meaning_of(word) == synonyms.meaning_of(means):
        raise Refusal("{word} and {means} mean the same already.", word=word, means=means)
    if len(known) >= MOST_WORDS:
        raise Refusal("There are {most} synonyms already. Please remove some.", most=MOST_WORDS)
