"""What officers do with public answers and synonyms: everything offered on the way is over after.

The last of it ends the answer and takes the word off, so that no button may do anything any more.
"""

ANSWERS = """
    梁建国: /ask
    梁建国: 水管坏了找哪个
    莫小兰: presses [🙋 我来处理]
    莫小兰: presses [💬 答复]
    莫小兰: 先报村委会
    莫小兰: presses [📚 设为公开答复]
    莫小兰: presses [无变化]
    莫小兰: presses [无变化]
    莫小兰: presses [跳过]
    莫小兰: presses [今天]
    莫小兰: presses [跳过]
    莫小兰: presses [✔ 提交]
    梁建国: /find 水管坏了
    梁建国: presses [1]
    梁建国: presses [🔎 再搜一次]
    梁建国: /cancel
    莫小兰: /answers
    莫小兰: presses [1]
    莫小兰: presses [✎ 改答复]
    莫小兰: /cancel
    莫小兰: presses [‹ 全部答复]
    莫小兰: presses [➕ 加一条答复]
    莫小兰: /cancel
    莫小兰: presses [1]
    莫小兰: presses [🗑 停用]
    莫小兰: presses [🗑 停用并通知]
    莫小兰: presses [🔤 同义词]
    莫小兰: presses [➕ 加同义词]
    莫小兰: 政府养
    莫小兰: 低保
    莫小兰: /synonyms 政府养
    莫小兰: presses [1]
    莫小兰: presses [🗑 去掉]
    """
