"""Calm colours that hold in the sun: dark signs on light ground, told apart by shape as well."""

from pictures.sketch_values import Kind

PAPER = "#ffffff"
LAND = "#f4f2e9"
GRID = "#e2dfd2"
EDGE = "#cfcbbb"
TEXT = "#1c2421"
MUTED = "#56605b"
WARNING = "#fff0c2"
WARNING_TEXT = "#6b4a00"
PLACE = "#2f5f8f"
PLACE_GROUND = "#e3ebef"
PLACE_EDGE = "#9fb8cc"
LEADER = "#4a534e"

KINDS = {Kind.OK: "#13744a", Kind.WEAK: "#b35900", Kind.EXCEPTION: "#c0271d"}
ON_KIND = {Kind.OK: "#ffffff", Kind.WEAK: "#5c2e00", Kind.EXCEPTION: "#ffffff"}
