"""Families of tables that partners hand in."""

from minping.apps.partners.families.broadcast import BROADCAST
from minping.apps.partners.families.hotline import HOTLINE, WEBSITE
from minping.apps.partners.families.model import LINES, Column, Family, Measure, Parts, Shape
from minping.apps.partners.families.others import LIST, SESSION, SURVEY, TABLE
from minping.apps.partners.families.ratings import RATINGS
from minping.apps.partners.families.service_centre import SERVICE_CENTRE

FAMILIES = {
    family.code: family
    for family in (SERVICE_CENTRE, HOTLINE, RATINGS, BROADCAST, WEBSITE, SURVEY, TABLE, LIST, SESSION)
}
SITE = SESSION.code
OFFERED = tuple(family for family in FAMILIES.values() if family is not SESSION)
"""What a partner's component may be; sessions belong to sites."""

__all__ = [
    "BROADCAST",
    "FAMILIES",
    "LINES",
    "OFFERED",
    "SITE",
    "Column",
    "Family",
    "Measure",
    "Parts",
    "Shape",
]
