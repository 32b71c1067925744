"""A conversation or a sweep without a play is not finished."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLAYED_IN = {
    "handlers": ["conversations"],
    "reminders": ["reminders", "conversations"],
}


def features(folder: str) -> list[str]:
    return sorted(file.stem for file in (ROOT / folder).glob("*.py") if file.stem[0] != "_")


@pytest.mark.parametrize("folder", PLAYED_IN)
def test_every_feature_has_its_plays(folder):
    def is_played(name: str) -> bool:
        places = (ROOT / "tests" / stage / f"test_{name}.py" for stage in PLAYED_IN[folder])
        return any(place.exists() for place in places)

    assert [name for name in features(folder) if not is_played(name)] == []
