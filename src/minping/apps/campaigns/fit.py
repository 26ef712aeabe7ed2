"""Whether scheme and campaign fit together, and everything the linter says of the draft."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from minping.apps.campaigns.models import Campaign, Participation, SchemeVersion
from minping.apps.campaigns.schemes import linted, scheme_in
from minping.core.findings import Finding, Place, error, warning
from minping.core.scheme.model import Scheme


def sizes_of(campaign: Campaign) -> Mapping[str, int]:
    """Appraised units per category code."""
    codes = campaign.participations.filter(status=Participation.Status.APPRAISED).values_list(
        "category__code", flat=True
    )
    return Counter(code for code in codes if code)


def freeze_findings(campaign: Campaign, version: SchemeVersion) -> Sequence[Finding]:
    """What stands in the way of freezing and what to know before it."""
    scheme = scheme_in(version.canonical)
    return findings_of(campaign, scheme)


def findings_of(campaign: Campaign, scheme: Scheme) -> Sequence[Finding]:
    """The linter's findings with the sizes of this campaign's categories, then how both fit together."""
    sizes = sizes_of(campaign)
    known = sizes if set(sizes) and set(scheme.categories) <= set(sizes) else None
    return (*linted(scheme, known), *_categories(campaign, scheme, sizes), *_rounds(campaign, scheme))


def _categories(campaign: Campaign, scheme: Scheme, sizes: Mapping[str, int]) -> Iterator[Finding]:
    names = dict(campaign.categories.values_list("code", "name"))
    theirs = "、".join(category.name for category in scheme.categories.values())
    for code, name in names.items():
        if code not in scheme.categories:
            make = error if sizes.get(code) else warning
            yield make(
                "campaign.category",
                f"方案里没有类别「{name}」（代码 {code}），其中的单位不能计分",
                f"the scheme has no category “{name}” (code {code}); its units cannot be scored",
                f"方案的类别是：{theirs}。请到“参评单位”页把单位移过去，或在方案里添加这个类别",
                f"the scheme's categories are: {theirs}. Move the units there on the page of units, or add "
                "this category to the scheme",
                Place(path="categories"),
            )
    for code, category in scheme.categories.items():
        if code not in names:
            yield warning(
                "campaign.category",
                f"方案里的类别「{category.name}」在本次评议中还没有建立",
                f"the scheme's category “{category.name}” does not exist in this campaign yet",
                "请用“按方案设置类别和轮次”",
                "use “Set up categories and rounds from the scheme”",
                Place(path=f"categories.{code}"),
            )


def _rounds(campaign: Campaign, scheme: Scheme) -> Iterator[Finding]:
    for row in campaign.rounds.all():
        missing = [
            word
            for word, table in ((row.group, scheme.groups), (row.code, scheme.rounds))
            if word and word not in table
        ]
        if missing:
            words = "、".join(missing)
            yield error(
                "campaign.round",
                f"轮次「{row.title}」用到方案里没有的「{words}」",
                f"round “{row.title}” refers to “{words}”, which the scheme does not have",
                "请用“按方案设置类别和轮次”，或在“轮次”页改正，或在方案里添加",
                "use “Set up categories and rounds from the scheme”, correct it on the page of rounds, or add "
                "it to the scheme",
                Place(path="rounds"),
            )
