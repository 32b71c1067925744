"""Finds the village that a file calls by its everyday name: 古城村 is 古城村委会."""

import re
from collections.abc import Iterable

from domain.areas import Area, Level
from domain.refusals import Text
from imports.areas import area_code
from imports.fields import Misfit

COMMITTEE = re.compile(r"(社区)?(村民委员会|居民委员会|村委会|居委会|委员会)$")


class Villages:
    """The known villages by town and name."""

    def __init__(self, areas: Iterable[Area]) -> None:
        known = list(areas)
        self._names = {area.code: area.name for area in known}
        self._villages = [area for area in known if area.level is Level.VILLAGE]
        self._found: dict[tuple[str, str], str] = {}

    def code(self, town: str, village: str) -> str:
        """Give the code of the village with this name or code.

        Raises:
            Misfit: there is none, or there are several.
        """
        key = (town, village)
        if key not in self._found:
            self._found[key] = self._search(town, village)
        return self._found[key]

    def _search(self, town: str, village: str) -> str:
        if village.isdecimal():
            return self._by_code(village)
        near = [area for area in self._villages if self._is_in(area, town)]
        for spelling in (str, _everyday, _stem):
            found = [area.code for area in near if spelling(area.name) == spelling(village)]
            if len(found) == 1:
                return found[0]
            if found:
                raise Misfit(Text("Several villages have this name."), _ENTER_CODE)
        raise Misfit(Text("No village of this town has this name."), _ENTER_CODE)

    def _by_code(self, village: str) -> str:
        code = area_code(village)
        if not any(area.code == code for area in self._villages):
            raise Misfit(Text("No village has this code."), _ENTER_CODE)
        return code

    def _is_in(self, area: Area, town: str) -> bool:
        return not town or _stem(self._names.get(area.parent_code, "")) == _stem(town)


_ENTER_CODE = Text("Enter the name as the list of areas has it, or the 12 digits of its code.")


def _everyday(name: str) -> str:
    """Drop the committee: 福成社区居委会 is 福成社区, 福成村委会 is 福成村."""
    kind = "社区" if "社区" in name or "居" in name[-4:] else "村"
    return COMMITTEE.sub(kind, name)


def _stem(name: str) -> str:
    """Drop what kind of place it is: 福成镇 and 福成社区 are 福成."""
    return re.sub(r"(?<=..)(社区|村|镇|乡|街道)$", "", _everyday(name))
