"""Numbers that are handed out one after the other, and can be written down."""

from dataclasses import dataclass


@dataclass
class Numbers:
    """A sequence like itertools.count, whose place can be read and moved."""

    next: int
    step: int = 1

    def __iter__(self) -> "Numbers":
        return self

    def __next__(self) -> int:
        number, self.next = self.next, self.next + self.step
        return number

    def pass_by(self, other: "Numbers") -> None:
        """Never hand out what the other sequence has handed out."""
        self.next = max(self.next, other.next) if self.step > 0 else min(self.next, other.next)
