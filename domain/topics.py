"""What cases of each kind can be about, as shipped: code, name, and code of the topic above.

The first topics, with "" above them, are the big subjects; those below make it easier for the
office to see at a glance what is asked of it.
"""

from domain.refusals import Text

Named = tuple[tuple[str, Text, str], ...]

NEEDS: Named = (
    ("housing", Text("Housing"), ""),
    ("housing-leak", Text("Leaking roof"), "housing"),
    ("housing-cracks", Text("Cracks, unsafe house"), "housing"),
    ("housing-kitchen", Text("Kitchen, toilet"), "housing"),
    ("housing-power", Text("Electricity"), "housing"),
    ("water", Text("Drinking water"), ""),
    ("water-none", Text("No water"), "water"),
    ("water-quality", Text("Bad water"), "water"),
    ("water-pipe", Text("Pipe, tap, pump"), "water"),
    ("medical", Text("Doctor, medicine"), ""),
    ("medical-chronic", Text("Chronic illness"), "medical"),
    ("medical-bill", Text("Hospital bill"), "medical"),
    ("medical-doctor", Text("Family doctor"), "medical"),
    ("medical-insurance", Text("Medical insurance"), "medical"),
    ("schooling", Text("School"), ""),
    ("schooling-cost", Text("Cost of schooling"), "schooling"),
    ("schooling-grant", Text("School grant"), "schooling"),
    ("schooling-dropout", Text("Child out of school"), "schooling"),
    ("work", Text("Work away"), ""),
    ("work-find", Text("Looking for work"), "work"),
    ("work-training", Text("Training"), "work"),
    ("work-wages", Text("Unpaid wages"), "work"),
    ("work-post", Text("Public-service post"), "work"),
    ("farming", Text("Farming, business"), ""),
    ("farming-seed", Text("Seed, fodder, young stock"), "farming"),
    ("farming-technique", Text("Technique, pests"), "farming"),
    ("farming-sale", Text("Selling produce"), "farming"),
    ("farming-loan", Text("Small loan"), "farming"),
    ("relief", Text("Allowance, relief"), ""),
    ("relief-dibao", Text("Subsistence allowance"), "relief"),
    ("relief-support", Text("Support for the destitute"), "relief"),
    ("relief-temporary", Text("Temporary relief"), "relief"),
    ("relief-disability", Text("Disability allowance"), "relief"),
    ("other", Text("Something else"), ""),
)
RISKS: Named = (
    ("illness", Text("Illness"), ""),
    ("disaster", Text("Natural disaster"), ""),
    ("disability", Text("Disability"), ""),
    ("labour", Text("Nobody who can work"), ""),
    ("accident", Text("Accident"), ""),
    ("business", Text("Business failed"), ""),
    ("job", Text("Job lost or unsteady"), ""),
    ("schooling", Text("Cost of school"), ""),
    ("other", Text("Something else"), ""),
)
"""The risk families of relapse alerts (DOMAIN §4)."""
QUESTIONS: Named = (
    ("policy", Text("Policy, allowance"), ""),
    ("record", Text("Household record"), ""),
    ("bot", Text("How to use this"), ""),
    ("other", Text("Something else"), ""),
)
SUGGESTIONS: Named = (
    ("work", Text("Work in the village"), ""),
    ("policy", Text("Policy, rules"), ""),
    ("bot", Text("How to use this"), ""),
    ("other", Text("Something else"), ""),
)
