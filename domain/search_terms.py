"""What search compares words by: characters, and pairs of neighbours.

Chinese needs no dictionary for this. A word in Latin letters or a number counts as one character.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

LONGEST_WORDS = 120
"""So much of what somebody types is searched for; a question is shorter."""
LONGEST_UNIT = 20
_RUN = re.compile(r"[^\W_]+")
_UNIT = re.compile(r"[0-9a-z]+|[^\W_]")


_ASKING = re.compile(
    "请问|想问一下|为什么|有什么(?!时候)|什么(?!时候)|怎么样|怎么|怎样|如何|有没有|找谁|是不是|能不能|吗|呢"
)
"""Every question has some of these; two that share nothing else are about different things."""


def plain(words: str) -> str:
    """Fold width and case, and put one space where characters stand that mean nothing here."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return " ".join(_RUN.findall(folded))


def asked(words: str) -> str:
    """Do so with what somebody searches for, without asking; of much it takes the beginning."""
    whole = plain(words[: 4 * LONGEST_WORDS])[:LONGEST_WORDS]
    return " ".join(_ASKING.sub(" ", whole).split()) or whole


def terms(words: str) -> list[str]:
    """List the characters and pairs in plain words, each once, in their order."""
    found: dict[str, None] = {}
    for run in words.split():
        units = [it[:LONGEST_UNIT] for it in _UNIT.findall(run)]
        found |= dict.fromkeys(units)
        found |= dict.fromkeys(a + b for a, b in pairwise(units))
    return list(found)


def is_pair(term: str) -> bool:
    """Tell a pair, or a word in Latin letters, from a single character."""
    return len(term) > 1


def every_term(texts: Iterable[str]) -> set[str]:
    """Gather the terms of several plain texts."""
    return {term for text in texts for term in terms(text)}
