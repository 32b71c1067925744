"""For which office somebody gives a campaign."""

from domain.campaign_edits import codes_of
from domain.campaigns import Campaign
from domain.people import Person


def offices_of(person: Person) -> tuple[str, ...]:
    """List these areas without those that lie in another of them."""
    codes = codes_of(person)
    return tuple(it for it in codes if not any(it != up and it.startswith(up) for up in codes))


def area_of_copy(person: Person, campaign: Campaign) -> str:
    """Give the area for which somebody drafts a campaign once more: nobody reaches beyond his."""
    offices = offices_of(person)
    is_own = any(campaign.area_code.startswith(it) for it in offices)
    return campaign.area_code if is_own else next(iter(offices), campaign.area_code)
