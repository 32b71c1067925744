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
LEAST_BESIDE = 4
"""One pair that only the answer has is chance; two, or a longer word, are not."""
FREQUENT = 6000
"""In so many answers stands, for weighing, what nobody counted to the end."""


@dataclass(frozen=True)
class Asked:
    """What somebody searches for, with how much it says to find it: terms, and whole words.

    Of a whole word any of those that mean the same will do. `whole` is what all say together.
    """

    terms: Sequence[tuple[str, float]]
    words: Sequence[tuple[tuple[str, ...], float]]
    whole: float


def weight(term: str, count: int) -> float:
    """Tell how much it says that a term is found which stands in so many answers."""
    rarity = max(0.1, log((FREQUENT + 1) / (count + 0.5)))
    return rarity if is_pair(term) else OF_SINGLE * rarity


def asked(words: str, counts: Mapping[str, int], synonyms: Synonyms) -> Asked:
    """Weigh what is searched for; `counts` say in how many answers each term stands."""
    rest, meanings = synonyms.taken_apart(words)
    single = [(it, _known(it, counts.get(it, 0))) for it in terms(rest)]
    meant = [_meaning(synonyms.words_of(it), counts) for it in meanings]
    whole = sum(value for _, value in single) + sum(value for _, value in meant)
    return Asked(single, meant, whole or 1.0)


def _meaning(words: tuple[str, ...], counts: Mapping[str, int]) -> tuple[tuple[str, ...], float]:
    """A word stands in no more answers than its rarest term."""
    count = sum(min((counts.get(it, 0) for it in terms(word)), default=0) for word in words)
    return words, OF_MEANING * _known("  ", min(count, FREQUENT))


def _known(term: str, count: int) -> float:
    return weight(term, count) * (1 if count else OF_UNKNOWN)


def fit(question: Asked, answer: Answer) -> float:
    """Tell how well an answer fits, from 0 to 1; one that shares no words with it does not."""
    theirs, text = plain(answer.question), plain(answer.answer)
    found, letters, beside = 0.0, 0, 0
    for term, value in question.terms:
        if term in theirs:
            found += value
            letters += len(term) if is_pair(term) else 0
        elif term in text:
            found += OF_ANSWER * value
            beside += len(term) if is_pair(term) else 0
    for words, value in question.words:
        if word := _first_in(theirs, words):
            found += value
            letters += len(word)
        elif word := _first_in(text, words):
            found += OF_ANSWER * value
            beside += len(word)
    close = min(1.0, letters / max(1, len(theirs)))
    fits = found / question.whole * (1 - OF_LENGTH + OF_LENGTH * close)
    return fits if letters or beside >= LEAST_BESIDE else 0.0


def _first_in(text: str, words: tuple[str, ...]) -> str:
    for word in words:
        if word in text:
            return word
    return ""


def ranked(question: Asked, candidates: Iterable[Answer]) -> Sequence[Answer]:
    """List the answers that fit, the best first; of equal ones the newest."""
    fits = [(fit(question, it), it.id, it) for it in candidates]
    in_order = sorted(fits, key=lambda it: it[:2], reverse=True)
    return [it for how_well, _, it in in_order if how_well >= LEAST]
