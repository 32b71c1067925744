"""The way to a household: links that open a map with a route, each in the datum of its service.

Amap and Tencent take GCJ-02, Baidu BD-09 when it is told so. What a link says goes to the service,
so it names a place and never a person.
"""

from dataclasses import dataclass
from urllib.parse import quote

from domain.geo import Datum, Point, to
from domain.refusals import Text

SOURCE = "bangfu"
"""How links tell the services who made them."""
LAST_DIGITS = 4


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link to a map service."""

    label: Text
    url: str


def links(point: Point, place: str) -> tuple[Link, ...]:
    """Make the links to a point; `place` is what the map shall write there."""
    gcj, bd, written = to(point, Datum.GCJ02), to(point, Datum.BD09), quote(place, safe="")
    return (
        Link(
            label=Text("🧭 Amap"),
            url=f"https://uri.amap.com/navigation?to={_number(gcj.longitude)},"
            f"{_number(gcj.latitude)},{written}&mode=car&coordinate=gaode"
            f"&src={SOURCE}&callnative=1",
        ),
        Link(
            label=Text("🧭 Baidu"),
            url=f"https://api.map.baidu.com/marker?location={_number(bd.latitude)},"
            f"{_number(bd.longitude)}&title={written}&content={written}"
            f"&coord_type=bd09ll&output=html&src=webapp.{SOURCE}",
        ),
        Link(
            label=Text("🧭 Tencent"),
            url=f"https://apis.map.qq.com/uri/v1/routeplan?type=drive&to={written}"
            f"&tocoord={_number(gcj.latitude)},{_number(gcj.longitude)}"
            f"&referer={SOURCE}",
        ),
    )


def place_name(area_name: str, number: str) -> str:
    """Call a household by its village and the end of its number, without anybody's name."""
    return f"{area_name} {number[-LAST_DIGITS:]}"


def _number(degrees: float) -> str:
    return f"{degrees:.6f}"
