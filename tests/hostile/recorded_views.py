"""Cases in numbers, and what one has raised: every button under them is offered."""

VIEWS = """
    黄丽萍: 台账
    黄丽萍: presses [🙋 需求]
    黄丽萍: presses [按地方看]
    黄丽萍: /ledger
    黄丽萍: presses [👥 办理情况]
    梁建国: /needs
    """
