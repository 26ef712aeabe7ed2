"""The roles of an appraisal office and of those who work with it."""

from enum import StrEnum

from minping.core.findings import Text


class Role(StrEnum):
    """What somebody is to the appraisal; a person may hold several, each for named units or for all."""

    LEAD = "lead"
    CLERK = "clerk"
    LEADING_GROUP = "leading_group"
    LIAISON = "liaison"
    APPRAISER = "appraiser"
    PARTNER = "partner"
    DISCIPLINE = "discipline"
    AUDITOR = "auditor"


LABELS = {
    Role.LEAD: Text("评议办负责人", "office lead"),
    Role.CLERK: Text("评议办工作人员", "office clerk"),
    Role.LEADING_GROUP: Text("领导小组", "leading group"),
    Role.LIAISON: Text("单位联络员", "unit liaison"),
    Role.APPRAISER: Text("评议员", "appraiser"),
    Role.PARTNER: Text("成员单位、配合单位", "partner"),
    Role.DISCIPLINE: Text("纪检监察", "discipline body"),
    Role.AUDITOR: Text("审计、核验人员", "auditor"),
}

OFFICE = frozenset({Role.LEAD, Role.CLERK})
READERS = frozenset({Role.LEAD, Role.CLERK, Role.LEADING_GROUP, Role.DISCIPLINE, Role.AUDITOR})
"""Those who may read the office's pages about the whole campaign, without personal data."""
EVERYBODY = frozenset(Role)
SCOPED = frozenset({Role.LIAISON, Role.PARTNER})
"""Roles that hold only for named units."""
