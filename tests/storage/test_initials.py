"""What a name is searched by when somebody types the first letters of its pinyin."""

import pytest

from storage import initials

NAMES = {
    "黄大明": "hdm",
    "覃水生": "qss",
    "曾国华": "zgh",
    "单雄信": "sxx",
    "仇和": "qh",
    "解晓东": "xxd",
    "区志强": "ozq",
    "盖叫天": "gjt",
    "查良镛": "zly",
    "乐嘉": "yj",
    "尉迟恭": "ycg",
    "尉健行": "wjx",
    "长孙无忌": "zswj",
    "欧阳修": "oyx",
    "阿依古丽·买买提": "ayglmmt",
    "Ａ先生": "axs",
    " 韦 秀英 ": "wxy",
    "㐂": "",
    "": "",
}


@pytest.mark.parametrize(("name", "letters"), NAMES.items())
def test_a_surname_is_read_as_one_and_the_rest_as_usual(name, letters):
    assert initials.of(name) == letters


def test_a_character_that_is_a_surname_is_read_as_one_only_in_front():
    assert initials.of("李覃") == "lt"


def test_no_surname_stands_in_the_table_without_need():
    known = [it for it in initials.SURNAMES if len(it) == 1]
    assert not [it for it in known if initials.SURNAMES[it] == initials._initial(it)]
