"""Which answers fit a question best: the second, exact look at those that share words with it.

A word that officers keep (domain/synonyms) counts as a whole, whichever word of its meaning the
answer uses; of the rest the characters and pairs count. What is rare says more than what stands
in many answers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from domain.answers import Answer
from domain.search_terms import is_pair, plain, terms
from domain.synonyms import Synonyms

OF_ANSWER = 0.5
"""What is found only in the answer counts so much, of what it counts in the question."""
OF_SINGLE, OF_MEANING = 0.7, 2.0
"""What a single character and a whole word count, of a pair as rare."""
OF_UNKNOWN = 0.4
"""What counts of a term that stands in no answer at all: none could have it."""
OF_LENGTH = 0.15
"""How much a question is held against that says more than was asked."""
LEAST = 0.1
"""Below so much of what could be found, an answer is about something else."""
FREQUENT = 6000
"""In so many answers stands, for weighing, what nobody counted to the end."""


@dataclass(frozen=True)
class Asked:
    """What somebody searches for: each with the words that say it, and how much it says."""

    parts: Sequence[tuple[tuple[str, ...], float]]

    @property
    def whole(self) -> float:
        """What an answer has that has everything."""
        return sum(value for _, value in self.parts) or 1.0


def weight(term: str, count: int) -> float:
    """Tell how much it says that a term is found which stands in so many answers."""
    rarity = max(0.1, log((FREQUENT + 1) / (count + 0.5)))
    return rarity if is_pair(term) else OF_SINGLE * rarity


def asked(words: str, counts: Mapping[str, int], synonyms: Synonyms) -> Asked:
    """Weigh what is searched for; `counts` say in how many answers each term stands."""
    rest, meanings = synonyms.taken_apart(words)
    parts = [_meaning(synonyms.words_of(it), counts) for it in meanings]
    return Asked([*parts, *[((it,), _known(it, counts.get(it, 0))) for it in terms(rest)]])


def _meaning(words: tuple[str, ...], counts: Mapping[str, int]) -> tuple[tuple[str, ...], float]:
    """A word stands in no more answers than its rarest term."""
    count = sum(min((counts.get(it, 0) for it in terms(word)), default=0) for word in words)
    return words, OF_MEANING * _known("  ", min(count, FREQUENT))


def _known(term: str, count: int) -> float:
    return weight(term, count) * (1 if count else OF_UNKNOWN)


def fit(question: Asked, answer: Answer) -> float:
    """Tell how well an answer fits, from 0 to 1; one that shares no two characters does not."""
    theirs, text = plain(answer.question), plain(answer.answer)
    found, letters, is_close = 0.0, 0, False
    for words, value in question.parts:
        word = next((it for it in words if it in theirs), "")
        is_beside = not word and any(it in text for it in words)
        found += value if word else OF_ANSWER * value * is_beside
        letters += len(word) if len(word) > 1 else 0
        is_close = is_close or (bool(word or is_beside) and len(words[0]) > 1)
    close = min(1.0, letters / max(1, len(theirs)))
    fits = found / question.whole * (1 - OF_LENGTH + OF_LENGTH * close)
    return fits if is_close else 0.0


def ranked(question: Asked, candidates: Iterable[Answer]) -> Sequence[Answer]:
    """List the answers that fit, the best first; of equal ones the newest."""
    fits = [(fit(question, it), it.id, it) for it in candidates]
    in_order = sorted(fits, key=lambda it: it[:2], reverse=True)
    return [it for how_well, _, it in in_order if how_well >= LEAST]
