"""Coordinates in three columns; without the datum they are no place, only two numbers."""

from domain.geo import Datum, Point, in_china
from domain.refusals import Text
from imports.fields import degrees, one_of
from imports.lines import Line

DATUMS = {
    **{datum.value: datum for datum in Datum},
    "WGS-84": Datum.WGS84,
    "GPS": Datum.WGS84,
    "GCJ-02": Datum.GCJ02,
    "火星坐标": Datum.GCJ02,
    "高德": Datum.GCJ02,
    "腾讯": Datum.GCJ02,
    "BD-09": Datum.BD09,
    "百度": Datum.BD09,
}
NOTHING = ("", "", "")
read_datum = one_of(DATUMS, "WGS84 (GPS), GCJ02 (高德, 腾讯), BD09 (百度)")


def point_of(line: Line, columns: tuple[str, str, str]) -> Point | None:
    """Read longitude, latitude and datum; None when all are empty or a mistake was noted."""
    if line.cells(columns) == NOTHING:
        return None
    longitude = line.read(columns[0], degrees)
    latitude = line.read(columns[1], degrees)
    datum = line.read(columns[2], read_datum)
    if not line.is_good or (longitude is None and latitude is None):
        return None
    missing = [c for c, v in zip(columns, (longitude, latitude, datum), strict=True) if v is None]
    if longitude is None or latitude is None or datum is None:
        line.note(missing[0], _NOT_ALONE, Text("Give longitude, latitude and datum, or none."))
        return None
    return _in_china(line, columns, (longitude, latitude), datum)


_NOT_ALONE = Text("Coordinates need all three: longitude, latitude and what they are measured in.")


def _in_china(
    line: Line, columns: tuple[str, str, str], pair: tuple[float, float], datum: Datum
) -> Point | None:
    longitude, latitude = pair
    if is_in_china(latitude, longitude):
        return Point(latitude=latitude, longitude=longitude, datum=datum)
    if is_in_china(longitude, latitude):
        line.note(columns[0], _SWAPPED, Text("Exchange the two values."))
    else:
        line.note(
            columns[0], Text("This place is not in China."), Text("Measure the place again.")
        )
    return None


_SWAPPED = Text("Longitude and latitude seem to be exchanged.")


def is_in_china(latitude: float, longitude: float) -> bool:
    """Tell whether two numbers can be a place in China at all."""
    try:
        return in_china(Point(latitude=latitude, longitude=longitude))
    except ValueError:
        return False
