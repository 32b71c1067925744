"""How the forms of campaigns are begun in a test, and what is a good answer there."""

from dataclasses import replace
from typing import Any

from bot import campaign_ends, campaign_making
from domain.campaigns import Campaign
from tests.kit import campaigning
from tests.kit.cast import TOWN
from tests.kit.stage import Stage
from tests.kit.walker import Part

BY = "黄丽萍"
TYPED = {"due": "3月20日", "time": "下午5点", "opens": "今天"}
LATER = {
    "title": ("长" * 41,),
    "what": ("长" * 601,),
    "due": ("2026-03-01", "昨天", "2027-12-31"),
    "time": ("25:00", "两点半吧"),
}
WHERE = frozenset({"areas"})
"""Nobody is in the first village."""


async def _new(_stage: Stage) -> dict[str, Any]:
    return dict(campaign_making.new(TOWN))


async def begun(stage: Stage) -> Campaign:
    """Let a town's task run."""
    return await campaigning.begun(stage, replace(campaigning.TASK, area_code=TOWN))


async def _change(stage: Stage) -> dict[str, Any]:
    campaign = await begun(stage)
    return {"area": TOWN, **campaign_making.standing(campaign)}


async def _ending(stage: Stage) -> dict[str, Any]:
    return campaign_ends.given(await begun(stage))


CAMPAIGN_PARTS = {
    "campaign": Part(
        who=BY,
        prepare=_new,
        typed=TYPED,
        left=WHERE,
        unfit=LATER | {"opens": ("2026-03-01", "昨天")},
    ),
    "campaign_change": Part(who=BY, prepare=_change, typed=TYPED, left=WHERE, unfit=LATER),
    "campaign_extend": Part(
        who=BY,
        prepare=_ending,
        typed={"until": "3月27日"},
        unfit={"until": ("3月20日", "昨天", "2027-12-31"), "reason": ("长" * 201,)},
    ),
    "campaign_cancel": Part(who=BY, prepare=_ending, unfit={"reason": ("长" * 201,)}),
}
