"""Times of day as people type them; days are tried in the forms' tests."""

from datetime import time

import pytest

from domain.dates import parse_time

TIMES = (
    ("14:30", time(14, 30)),
    ("１４：３０", time(14, 30)),
    ("1430", time(14, 30)),
    ("9点", time(9)),
    ("9 点 05 分", time(9, 5)),
    ("9时半", time(9, 30)),
    ("下午2点半", time(14, 30)),
    ("下午 14:30", time(14, 30)),
    ("上午9点", time(9)),
    ("中午12点", time(12)),
    ("中午1点", time(13)),
    ("中午11点半", time(11, 30)),
    ("晚上8点", time(20)),
    ("晚上11点半", time(23, 30)),
    ("晚上20:30", time(20, 30)),
    ("晚上12点", None),
    ("晚上0点", None),
    ("晚上1点", None),
    ("凌晨12点", time(0)),
    ("2:30 PM", time(14, 30)),
    ("12am", time(0)),
    ("0:00", time(0)),
    ("23:59", time(23, 59)),
    ("24:00", None),
    ("12:60", None),
    ("下午", None),
    ("两点", None),
    ("", None),
    ("²:30", time(2, 30)),
)


@pytest.mark.parametrize(("written", "meant"), TIMES)
def test_a_time_is_read_as_people_write_it(written, meant):
    assert parse_time(written) == meant
