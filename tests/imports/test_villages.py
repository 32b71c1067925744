import re

import pytest

from demo.district import district
from imports.fields import Misfit
from imports.villages import Villages

SHORT = re.compile(r"居委会$|(?<=村)委会$")
VILLAGES = Villages(district().areas.records)


@pytest.mark.parametrize(
    ("town", "village", "code"),
    [
        ("福成镇", "古城村委会", "450503100202"),
        ("福成镇", "古城村民委员会", "450503100202"),
        ("福成镇", "古城村", "450503100202"),
        ("福成", "古城", "450503100202"),
        ("", "古城村", "450503100202"),
        ("福成镇", "福成村", "450503100211"),
        ("福成镇", "福成社区", "450503100001"),
        ("福成镇", "福成居委会", "450503100001"),
        ("银滩镇", "下村", "450503101205"),
        ("银滩镇", "下村村", "450503101205"),
        ("福成镇", "东村", "450503100207"),
        ("平阳镇", "三合口农场社区", "450503102001"),
        ("侨港镇", "450503103201", "450503103201"),
    ],
)
def test_everyday_names_find_their_village(town, village, code):
    assert VILLAGES.code(town, village) == code


@pytest.mark.parametrize(
    ("town", "village", "reason"),
    [
        ("福成镇", "福成", "Several villages"),
        ("平阳镇", "古城村", "No village of this town"),
        ("福成镇", "450503100999", "No village has this code"),
        ("福成镇", "450503100", "No village has this code"),
        ("福成镇", "4505", "An area code has"),
    ],
)
def test_names_that_lead_nowhere_or_to_several_are_refused(town, village, reason):
    with pytest.raises(Misfit, match=reason):
        VILLAGES.code(town, village)


def test_every_village_is_found_by_its_official_and_its_short_name():
    names = {area.code: area.name for area in district().areas.records}
    for code, name in names.items():
        if len(code) == 12:
            assert VILLAGES.code(names[code[:9]], name) == code
            assert VILLAGES.code(names[code[:9]], SHORT.sub("", name)) == code
