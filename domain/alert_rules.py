"""What sorts relapse alerts into classes: figures and papers, kept in the ladder that dates them.

`Ladder.rules` maps a name to a whole number. Besides the figures there is an entry for each paper
that a risk family asks for, named by `paper`: 1 asks for it, 0 does not.

Sources (DOMAIN §2, §4): the line is about one and a half times the poverty line of 4,000 yuan
(国开发〔2020〕6号) [V]; how much spending weighs heavily, and the papers, are ours [D].
"""

from collections.abc import Mapping
from types import MappingProxyType

from domain.refusals import Text

LINE, PERCENT, SPENDING = "income_line_yuan", "spending_percent", "spending_yuan"
FIGURES: Mapping[str, Text] = MappingProxyType(
    {
        LINE: Text("Watched income per head (yuan a year)"),
        PERCENT: Text("Heavy spending (% of the income)"),
        SPENDING: Text("Heavy spending (yuan a year)"),
    }
)
PAPERS: Mapping[str, Text] = MappingProxyType(
    {
        "consent": Text("Consent to be checked"),
        "diagnosis": Text("Doctor's certificate"),
        "bills": Text("Medical bills"),
        "damage": Text("Photos of the damage"),
        "card": Text("Disability card"),
        "register": Text("Household register"),
        "accident": Text("Report of the accident"),
        "losses": Text("Proof of the losses"),
        "job": Text("Proof of the lost job"),
        "enrolment": Text("Proof of enrolment"),
        "fees": Text("Receipts for school fees"),
        "village": Text("Letter of the village"),
    }
)
EVERY = "every"
"""Stands for all families, those included that an administrator adds."""
OF_HEALTH = frozenset({"illness", "disability"})
"""Families that tell of somebody's health: a notice in public does not name them (DOMAIN §4)."""
_BY_FAMILY = {
    EVERY: ("consent",),
    "illness": ("diagnosis", "bills"),
    "disaster": ("damage", "village"),
    "disability": ("card",),
    "labour": ("register",),
    "accident": ("accident", "bills"),
    "business": ("losses", "village"),
    "job": ("job",),
    "schooling": ("enrolment", "fees"),
    "other": ("village",),
}


def paper(family: str, code: str) -> str:
    """Name the rule that says whether a family asks for a paper."""
    return f"paper.{family}.{code}"


SHIPPED: Mapping[str, int] = MappingProxyType(
    {LINE: 6000, PERCENT: 50, SPENDING: 10000}
    | {paper(family, it): 1 for family, codes in _BY_FAMILY.items() for it in codes}
)


def papers_of(family: str, rules: Mapping[str, int]) -> tuple[str, ...]:
    """List the papers a risk family asks for, in the order in which they are asked."""
    return tuple(
        code for code in PAPERS if rules.get(paper(EVERY, code)) or rules.get(paper(family, code))
    )


def name_of(rule: str, families: Mapping[str, Text]) -> Text | str:
    """Call a rule by what people read; `families` names the risk families by code."""
    if rule in FIGURES:
        return FIGURES[rule]
    _, _, about = rule.partition(".")
    family, _, code = about.partition(".")
    if code not in PAPERS:
        return rule
    whose = Text("Every family") if family == EVERY else families.get(family, family)
    return Text("{family}: {paper}", family=whose, paper=PAPERS[code])
