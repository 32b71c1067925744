"""A file of households that a child reads and checks, piece by piece."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

import orjson

from imports.drafts import Scattered
from imports.families import Told
from imports.limits import Limits
from imports.plan import Kind, Mistake
from imports.questions import Question
from imports.reader import Child, Source
from imports.said import mistake_read


def name_of(question: Question) -> str:
    """Name a question: asked again of the same file it has the same answer."""
    return sha256(orjson.dumps(replace(question, is_patient=False))).hexdigest()[:32]


class Families:
    """What is in the file; how many rows it has and every mistake are known at its end."""

    kind = Kind.HOUSEHOLDS

    def __init__(self, source: Source, limits: Limits, question: Question) -> None:
        """Start the child. Blocks: a thread's work.

        Raises:
            Unreadable: there is no such file, or it is too large.
        """
        self.absent = frozenset[str]()
        self.rows = 0
        self.mistakes: Sequence[Mistake] = ()
        self.checked_as = "" if question.is_patient else name_of(question)
        """Whoever asks the same of the same file hears the same families; empty: not so soon."""
        self._child = Child(source, limits, orjson.dumps(question))

    @property
    def is_clean(self) -> bool:
        """Whether every row was understood."""
        return not self.mistakes

    def pieces(self) -> Iterator[Sequence[Told]]:
        """Give the families as they come, as long as there is no mistake. Blocks.

        Raises:
            Unreadable: whatever goes wrong, with a sentence for the sender.
            Scattered: a family that was given was not the whole of it; ask with patience.
        """
        with self._child as child:
            for said in child.said():
                match said:
                    case list(piece):
                        yield [Told(*values) for values in piece]
                    case {"absent": list(absent)}:
                        self.absent = frozenset(absent)
                    case {"rows": int(rows), "mistakes": list(mistakes)}:
                        self.rows, self.mistakes = rows, tuple(map(mistake_read, mistakes))
                    case {"again": True}:
                        raise Scattered

    def close(self) -> None:
        """End the child, whoever waits for it."""
        self._child.close()
