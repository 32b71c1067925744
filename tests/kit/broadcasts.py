"""A notice a town station has sent to helpers and information officers."""

from tests.kit.record import act
from tests.kit.stage import Stage

WHO = "黄丽萍"
WRITTEN = (
    "/broadcast",
    "presses [➕ 写通知]",
    "明天上午9点在村委会开会，请准时参加。",
    "presses [帮扶联系人 3]",
    "presses [扶贫信息员 2]",
    "presses [✔ 好了]",
    "presses [整个辖区]",
    "presses [所有单位]",
)


async def written(stage: Stage) -> None:
    """Let it be written, and not sent yet."""
    await act(stage, WHO, *WRITTEN)


async def sent(stage: Stage) -> None:
    """Let it be written and go out."""
    await act(stage, WHO, *WRITTEN, "presses [▶ 马上发出]")
