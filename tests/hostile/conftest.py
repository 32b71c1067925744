"""What is tried here is tried to find what breaks; what is covered is measured elsewhere."""

import pytest


@pytest.fixture(autouse=True)
def _without_coverage(unmeasured: None) -> None:
    """Ask for it in every test of this folder."""
