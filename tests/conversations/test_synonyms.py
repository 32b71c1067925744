"""Plays about the synonyms that officers keep for the search."""

from tests.kit.forged import forged
from tests.kit.public_answers import published
from tests.kit.record import act
from tests.kit.stage import Stage


async def test_a_word_is_looked_up_and_added_if_it_fits(stage: Stage) -> None:
    await act(stage, "莫小兰", "/synonyms")
    await stage.play("""
        莫小兰: /synonyms 低保
        Bot to 莫小兰: 同义词 · 5 个 / 搜索时两边当作同一个词。查某个词：/synonyms 加这个词。 / 1. 低保对象 = 低保 / 2. 低保户 = 低保 / 3. 低保金 = 低保 / 4. 低收入户 = 低保边缘户 / 5. 最低生活保障 = 低保 [1] [2] [3] [4] [5] [➕ 加同义词]
        莫小兰: presses [1]
        Bot edits for 莫小兰: 低保对象 = 低保 / 系统自带的词。 [🗑 去掉] [‹ 全部同义词]
        莫小兰: presses [➕ 加同义词]
        Bot to 莫小兰: 同义词 · 第 1 步，共 2 步 / 大家平时怎么说？例如：新农合。 [✖ 取消]
        莫小兰: 钱
        Bot to 莫小兰: 请打一个词，至少两个字。
        莫小兰: sends voice
        Bot to 莫小兰: 请打一个词，至少两个字。
        莫小兰: 非常非常非常非常长的一个词
        Bot to 莫小兰: 这里有 13 个字，一个词最多 12 个字。
        莫小兰: 五保户
        Bot to 莫小兰: 同义词 · 第 2 步，共 2 步 / 文件里怎么说？例如：居民医保。 [‹ 上一步] [✖ 取消]
        莫小兰: 五保户
        Bot to 莫小兰: 两边是同一个词：五保户。
        莫小兰: presses [➕ 加同义词]
        Bot to 莫小兰: 同义词 · 第 1 步，共 2 步 / 大家平时怎么说？例如：新农合。 [✖ 取消]
        莫小兰: 五保户
        Bot to 莫小兰: 同义词 · 第 2 步，共 2 步 / 文件里怎么说？例如：居民医保。 [‹ 上一步] [✖ 取消]
        莫小兰: 低保
        Bot to 莫小兰: 「五保户」已在同义词里，等于「特困供养」。请先去掉原来的。
        莫小兰: presses [➕ 加同义词]
        Bot to 莫小兰: 同义词 · 第 1 步，共 2 步 / 大家平时怎么说？例如：新农合。 [✖ 取消]
        莫小兰: 五保户
        Bot to 莫小兰: 同义词 · 第 2 步，共 2 步 / 文件里怎么说？例如：居民医保。 [‹ 上一步] [✖ 取消]
        韦秀英: /synonyms
        Bot to 韦秀英: 这项不归您的身份使用。您能用的在下方按键里。
        """)


async def test_a_word_holds_at_once_and_is_taken_off_once(stage: Stage) -> None:
    await published(stage)
    await act(stage, "莫小兰", "/synonyms", "presses [➕ 加同义词]", "政府养", "低保")
    await stage.play("""
        韦秀英: /find 政府养
        Bot to 韦秀英: 搜一搜：政府养 / 1. 低保怎么申请？ / 没有您要的？可以提问。 [1] [🔎 再搜一次] [❓ 提问]
        陈丽华: /synonyms 政府养
        Bot to 陈丽华: 同义词 · 1 个 / 搜索时两边当作同一个词。查某个词：/synonyms 加这个词。 / 1. 政府养 = 低保 [1] [➕ 加同义词]
        陈丽华: presses [1]
        Bot edits for 陈丽华: 政府养 = 低保 / ✍ 莫小兰 03-02 09:00 [🗑 去掉] [‹ 全部同义词]
        莫小兰: /synonyms 政府养
        Bot to 莫小兰: 同义词 · 1 个 / 搜索时两边当作同一个词。查某个词：/synonyms 加这个词。 / 1. 政府养 = 低保 [1] [➕ 加同义词]
        莫小兰: presses [1]
        Bot edits for 莫小兰: 政府养 = 低保 / ✍ 莫小兰 03-02 09:00 [🗑 去掉] [‹ 全部同义词]
        """)
    await act(stage, "莫小兰", "presses [🗑 去掉]")
    assert stage.heard[-1].words == "(toast) 已去掉：政府养"
    await stage.play("""
        莫小兰: presses again
        Bot toasts 莫小兰: 这个词已经不在同义词里了。
        陈丽华: presses [🗑 去掉]
        Bot toasts 陈丽华: 这个词已经不在同义词里了。
        韦秀英: /find 政府养
        Bot to 韦秀英: 搜一搜：政府养 / 没有搜到。换几个字再搜，或者提问。 [🔎 再搜一次] [❓ 提问]
        """)


async def test_the_list_is_turned_and_a_changed_word_is_shown_as_it_is(stage: Stage) -> None:
    await act(stage, "莫小兰", "/synonyms")
    page, where = await forged(stage, "莫小兰", "synonym:list:1")
    assert page.startswith("✎ 同义词 · ")
    assert where.startswith("(toast) 第 2 页，共 ")
    first, *_ = await forged(stage, "莫小兰", "synonym:list")
    assert first != page
    await act(stage, "莫小兰", "presses [➕ 加同义词]", "政府养", "低保")
    await act(stage, "莫小兰", "/synonyms 政府养", "presses [1]")
    number = stage.offered[stage.users["莫小兰"], "🗑 去掉"][1].split(":")[2]
    await act(stage, "莫小兰", "presses [‹ 全部同义词]")
    card, stale = await forged(stage, "莫小兰", f"synonym:remove:{number}:0")
    assert card.startswith("✎ 政府养 = 低保")
    assert stale == "(toast) 刚才已有人改过，这是现在的样子。"
    assert await forged(stage, "莫小兰", "synonym:show:7") == [
        "(toast) 这个词已经不在同义词里了。"
    ]
