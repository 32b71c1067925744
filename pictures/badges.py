"""Numbered badges: a sign with one number, or a pill for several points together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pictures.fonts import face, width
from pictures.projection import Box, Pixel
from pictures.sketch_values import Kind

PIN_LETTERS = 2
LONGEST_PILL = 9
TIMES = "×"


@dataclass(frozen=True)
class Pin:
    """One point on the picture."""

    at: Pixel
    label: str
    kind: Kind


@dataclass
class Badge:
    """One sign: where it belongs and where it found room."""

    anchor: Pixel
    text: str
    kinds: tuple[Kind, ...]
    at: Pixel

    @property
    def is_pin(self) -> bool:
        """Tell whether the text fits into the sign of its kind; else it stands in a pill."""
        return len(self.kinds) == 1 and len(self.text) <= PIN_LETTERS and self.text[:1] != TIMES

    def size(self, height: int) -> tuple[int, int]:
        """Measure the sign, given the height of a pin."""
        if self.is_pin:
            return height, height
        pill = round(height * 0.84)
        signs = len(self.kinds) * round(pill * 0.62)
        return signs + width(self.text, face(text_size(height), bold=True)) + round(
            pill * 0.75
        ), pill

    def box(self, height: int) -> Box:
        """Say what it covers."""
        across, down = self.size(height)
        x, y = self.at
        return Box(
            left=x - across / 2, top=y - down / 2, right=x + across / 2, bottom=y + down / 2
        )


def text_size(height: int) -> int:
    """Choose the size of the digits in a sign of this height."""
    return round(height * 0.5)


def badge_for(group: Sequence[Pin]) -> Badge:
    """Make the one badge of points that lie together."""
    middle = (
        sum(pin.at[0] for pin in group) / len(group),
        sum(pin.at[1] for pin in group) / len(group),
    )
    kinds = {pin.kind for pin in group}
    text = joined([pin.label for pin in group])
    return Badge(middle, text, tuple(kind for kind in Kind if kind in kinds), middle)


def joined(labels: Sequence[str]) -> str:
    """Say several labels shortly: 1–4、7, or ×23 when that is too long."""
    if not all(label.isascii() and label.isdigit() for label in labels):
        text = "、".join(dict.fromkeys(labels))
    else:
        text = "、".join(_runs(sorted({int(label) for label in labels})))
    return text if len(text) <= LONGEST_PILL else f"{TIMES}{len(labels)}"


def _runs(numbers: Sequence[int]) -> Iterable[str]:
    start = 0
    for at, number in enumerate(numbers):
        if at + 1 == len(numbers) or numbers[at + 1] != number + 1:
            first = numbers[start]
            yield str(number) if first == number else f"{first}–{number}"
            start = at + 1
