"""Room for badges on a map: what lies together becomes one, what overlaps moves apart."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pictures.badges import Badge, Pin, badge_for
from pictures.projection import Box, Pixel

TOGETHER_PX = (30, 44, 64, 92, 130)
"""Points nearer than this share a badge; the next distance is tried when there is no room."""
ROUNDS = 40
GAP = 3.0


@dataclass(frozen=True)
class Room:
    """Where signs may stand: in the box, but not on what is taken."""

    box: Box
    taken: Sequence[Box] = ()


def arranged(pins: Sequence[Pin], room: Room, height: int) -> list[Badge]:
    """Make badges that do not overlap, as many as there is room for."""
    badges: list[Badge] = []
    for near_px in TOGETHER_PX:
        badges = [badge_for(group) for group in _groups(pins, near_px)]
        if _found_room(badges, room, height):
            break
    return badges


def _groups(pins: Sequence[Pin], near_px: float) -> list[list[Pin]]:
    groups: list[list[Pin]] = []
    for pin in pins:
        near = (group for group in groups if math.dist(group[0].at, pin.at) <= near_px)
        group = next(near, None)
        if group is None:
            groups.append([pin])
        else:
            group.append(pin)
    return groups


def _found_room(badges: Sequence[Badge], room: Room, height: int) -> bool:
    """Push overlapping badges apart until none do, or say that there is no room."""
    halves = [(across / 2 + GAP, down / 2 + GAP) for across, down in _sizes(badges, height)]
    for _ in range(ROUNDS):
        moved = False
        for one in range(len(badges)):
            for other in range(one + 1, len(badges)):
                moved |= _part(badges[one], badges[other], halves[one], halves[other])
        for badge, half in zip(badges, halves, strict=True):
            _keep_inside(badge, half, room)
        if not moved:
            return True
    return False


def _sizes(badges: Iterable[Badge], height: int) -> list[tuple[int, int]]:
    return [badge.size(height) for badge in badges]


def _part(one: Badge, other: Badge, half: Pixel, other_half: Pixel) -> bool:
    """Move two badges apart the shorter way, half the way each."""
    (x, y), (other_x, other_y) = one.at, other.at
    across = half[0] + other_half[0] - abs(x - other_x)
    down = half[1] + other_half[1] - abs(y - other_y)
    if across <= 0.5 or down <= 0.5:
        return False
    if across <= down:
        step = math.copysign(across / 2, other_x - x)
        one.at, other.at = (x - step, y), (other_x + step, other_y)
    else:
        step = math.copysign(down / 2, other_y - y)
        one.at, other.at = (x, y - step), (other_x, other_y + step)
    return True


def _keep_inside(badge: Badge, half: Pixel, room: Room) -> None:
    """Move a badge into the box and off what is taken, towards the middle."""
    for taken in room.taken:
        _step_off(badge, half, taken, room.box.middle)
    x, y = badge.at
    badge.at = (
        min(max(x, room.box.left + half[0]), room.box.right - half[0]),
        min(max(y, room.box.top + half[1]), room.box.bottom - half[1]),
    )


def _step_off(badge: Badge, half: Pixel, taken: Box, middle: Pixel) -> None:
    (x, y), is_right, is_low = badge.at, taken.left > middle[0], taken.top > middle[1]
    across = x + half[0] - taken.left if is_right else taken.right - x + half[0]
    down = y + half[1] - taken.top if is_low else taken.bottom - y + half[1]
    if across <= 0 or down <= 0:
        return
    if across <= down:
        badge.at = (x - across if is_right else x + across, y)
    else:
        badge.at = (x, y - down if is_low else y + down)
