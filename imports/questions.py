"""What the child is asked about a file of households: what to check it against, and how."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from domain.areas import Area, Level


@dataclass(frozen=True, kw_only=True)
class Question:
    """The known areas (code, name, level, parent), those a sender may write, and the pieces."""

    areas: Sequence[tuple[str, str, str, str]]
    within: Sequence[str] = ("",)
    piece: int = 200
    is_patient: bool = False

    @classmethod
    def about(cls, areas: Iterable[Area], within: Sequence[str], piece: int) -> Self:
        """Ask about households in these areas."""
        told = [(it.code, it.name, it.level.value, it.parent_code) for it in areas]
        return cls(areas=sorted(told), within=within, piece=piece)

    def known(self) -> list[Area]:
        """Give the areas again."""
        return [
            Area(code=code, name=name, level=Level(level), parent_code=parent)
            for code, name, level, parent in self.areas
        ]
