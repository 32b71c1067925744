"""The words of the national export, each with the other spellings it comes in."""

from collections.abc import Callable, Iterable, Mapping

from domain import records
from imports.cells import Cell
from imports.fields import one_of

ATTRIBUTES = {
    "一般": ("一般贫困户", "一般户", "一般脱贫户", "一般农户"),
    "低保": ("低保户", "低保贫困户", "低保脱贫户"),
    "特困供养": (
        "特困",
        "特困户",
        "特困供养户",
        "特困供养贫困户",
        "特困供养脱贫户",
        "五保户",
        "五保",
    ),
}
STATES = {
    "未脱贫": ("未脱贫户", "贫困户"),
    "已脱贫": ("脱贫", "脱贫户", "稳定脱贫", "已脱贫户", "已脱贫(享受政策)", "已脱贫(不享受政策)"),
    "返贫": ("返贫户", "已返贫"),
    "脱贫不稳定户": ("脱贫不稳定",),
    "边缘易致贫户": ("边缘易致贫", "边缘户"),
    "突发严重困难户": ("突发严重困难",),
}
CAUSES = {
    "因灾": ("因自然灾害",),
    "缺劳动力": ("缺劳力",),
    "交通条件落后": ("交通落后",),
    "自身发展动力不足": ("自身发展力不足", "自身动力不足"),
}
HEALTH = {
    "健康": ("良好", "健康或良好"),
    "长期慢性病": ("慢性病", "患有长期慢性病"),
    "大病": ("患有大病", "重大疾病"),
    "残疾": ("残疾人",),
}
LABOUR = {
    "普通": ("普通劳动力", "有劳动能力"),
    "技能": ("技能劳动力",),
    "弱(半)": ("弱劳动力或半劳动力", "弱(半)劳动力", "弱劳动力", "半劳动力"),
    "丧失": ("丧失劳动力", "丧失劳动能力"),
    "无": ("无劳动力", "无劳动能力"),
}


def _reader(words: Iterable[str], others: Mapping[str, Iterable[str]]) -> Callable[[Cell], str]:
    """Make a reader for the record's words (`domain/records.py`) in any of their spellings."""
    spelt = {it: word for word in words for it in (word, *others.get(word, ()))}
    return one_of(spelt, "、".join(words))


read_attribute = _reader(records.ATTRIBUTES, ATTRIBUTES)
read_state = _reader(records.STATES, STATES)
read_cause = _reader(records.CAUSES, CAUSES)
read_health = _reader(records.HEALTH, HEALTH)
read_labour = _reader(records.LABOUR, LABOUR)
