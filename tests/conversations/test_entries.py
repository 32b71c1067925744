"""Plays about the officers' list of what to enter in the national system."""

from domain.people import Duty, Role
from tests.kit.cast import OTHER_VILLAGE
from tests.kit.record import act, furnish, propose, works_as
from tests.kit.stage import Stage


async def test_what_is_accepted_is_ticked_off_field_by_field_and_back(stage: Stage) -> None:
    await furnish(stage)
    await propose(stage, "韦秀英", labour="丧失", education="小学")
    await act(stage, "梁建国", "presses [✅ 全部采纳（2 项）]")
    await stage.play("""
        莫小兰: 录入
        Bot to 莫小兰: 录入国家系统 · 1 户 / 1. H0001 黄大明（关井村） · 2 项 · 03-02 09:00 [1] [📤 导出表格]
        莫小兰: presses [1]
        Bot edits for 莫小兰: 待录入 · H0001 黄大明，关井村 / 1. 李月梅 · 劳动能力：普通 → 丧失 / 2. 李月梅 · 文化程度：未填 → 小学 [✓ 全部已录入（2 项）] [✓ 1] [✓ 2] [‹ 回清单]
        莫小兰: presses [✓ 1]
        Bot edits for 莫小兰: 待录入 · H0001 黄大明，关井村 / ✓ 1. 李月梅 · 劳动能力：普通 → 丧失 / 2. 李月梅 · 文化程度：未填 → 小学 [↩ 1] [✓ 2] [‹ 回清单]
        Bot toasts 莫小兰: 已勾。
        莫小兰: presses again
        Bot toasts 莫小兰: 刚才有变化，现在是这样。
        莫小兰: presses [↩ 1]
        Bot edits for 莫小兰: 待录入 · H0001 黄大明，关井村 / 1. 李月梅 · 劳动能力：普通 → 丧失 / 2. 李月梅 · 文化程度：未填 → 小学 [✓ 全部已录入（2 项）] [✓ 1] [✓ 2] [‹ 回清单]
        Bot toasts 莫小兰: 已放回清单。
        莫小兰: presses [✓ 全部已录入（2 项）]
        Bot edits for 莫小兰: 待录入 · H0001 黄大明，关井村 / ✓ 1. 李月梅 · 劳动能力：普通 → 丧失 / ✓ 2. 李月梅 · 文化程度：未填 → 小学 / 这一户都录入了，辛苦了。 [↩ 1] [↩ 2] [‹ 回清单]
        Bot toasts 莫小兰: 已勾。
        莫小兰: presses again on [✓ 2]
        Bot toasts 莫小兰: 刚才有变化，现在是这样。
        莫小兰: presses [‹ 回清单]
        Bot edits for 莫小兰: 录入国家系统 · 0 户 / 采纳的都录入了，辛苦了。
        Bot toasts 莫小兰: 第 1 页，共 1 页
        """)


async def test_one_field_changed_twice_is_one_line_from_the_first_value_to_the_last(
    stage: Stage,
) -> None:
    await furnish(stage)
    await propose(stage, "韦秀英", labour="丧失")
    await act(stage, "梁建国", "presses [✅ 采纳]")
    await propose(stage, "韦秀英", labour="无")
    await act(stage, "梁建国", "presses [✅ 采纳 2]")
    await stage.play("""
        莫小兰: 录入
        Bot to 莫小兰: 录入国家系统 · 1 户 / 1. H0001 黄大明（关井村） · 1 项 · 03-02 09:00 [1] [📤 导出表格]
        莫小兰: presses [1]
        Bot edits for 莫小兰: 待录入 · H0001 黄大明，关井村 / 1. 李月梅 · 劳动能力：普通 → 无 [✓ 1] [‹ 回清单]
        莫小兰: presses [✓ 1]
        Bot edits for 莫小兰: 待录入 · H0001 黄大明，关井村 / ✓ 1. 李月梅 · 劳动能力：普通 → 无 / 这一户都录入了，辛苦了。 [↩ 1] [‹ 回清单]
        Bot toasts 莫小兰: 已勾。
        莫小兰: presses [↩ 1]
        Bot edits for 莫小兰: 待录入 · H0001 黄大明，关井村 / 1. 李月梅 · 劳动能力：普通 → 无 [✓ 1] [‹ 回清单]
        Bot toasts 莫小兰: 已放回清单。
        """)


async def test_another_villages_officer_sees_nothing_of_it(stage: Stage) -> None:
    await furnish(stage)
    await works_as(stage, "陆海燕", Duty(role=Role.INFORMATION_OFFICER, area_code=OTHER_VILLAGE))
    await propose(stage, "韦秀英", labour="丧失")
    await act(stage, "梁建国", "presses [✅ 采纳]")
    await stage.play("""
        陆海燕: 录入
        Bot to 陆海燕: 录入国家系统 · 0 户 / 采纳的都录入了，辛苦了。
        陆海燕: opens entry:show of 黄大明
        Bot toasts 陆海燕: 您的辖区没有这一户。
        陆海燕: opens change:history of 黄大明
        Bot toasts 陆海燕: 没有这一户，或不归您看。要看的户请点 🏠。
        陆海燕: opens review:show of 黄大明
        Bot toasts 陆海燕: 您的辖区没有这项更改。
        """)


async def test_the_list_is_for_officers_of_the_area(stage: Stage) -> None:
    await furnish(stage)
    await propose(stage, "韦秀英", labour="丧失")
    await act(stage, "梁建国", "presses [✅ 采纳]")
    await stage.play("""
        韦秀英: 录入
        Bot to 韦秀英: 这项不归您的身份使用。您能用的在下方按键里。
        陆海燕: 录入
        Bot to 陆海燕: 录入国家系统 · 1 户 / 1. H0001 黄大明（关井村） · 1 项 · 03-02 09:00 [1] [📤 导出表格]
        陆海燕: presses [📤 导出表格]
        Bot to 陆海燕: (document) 待录入 1 项。表里有个人信息，录完请删掉。
        """)
