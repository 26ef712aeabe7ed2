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
    SYSADMIN = "sysadmin"
    SECURITY = "security"


LABELS = {
    Role.LEAD: Text("评议办负责人", "office lead"),
    Role.CLERK: Text("评议办工作人员", "office clerk"),
    Role.LEADING_GROUP: Text("领导小组", "leading group"),
    Role.LIAISON: Text("单位联络员", "unit liaison"),
    Role.APPRAISER: Text("评议员", "appraiser"),
    Role.PARTNER: Text("成员单位、配合单位", "partner"),
    Role.DISCIPLINE: Text("纪检监察", "discipline body"),
    Role.AUDITOR: Text("审计、核验人员", "auditor"),
    Role.SYSADMIN: Text("系统管理员", "system administrator"),
    Role.SECURITY: Text("安全管理员", "security administrator"),
}

OFFICE = frozenset({Role.LEAD, Role.CLERK})
READERS = frozenset({Role.LEAD, Role.CLERK, Role.LEADING_GROUP, Role.DISCIPLINE, Role.AUDITOR})
"""Those who may read the office's pages about the whole campaign, without personal data."""
EVERYBODY = frozenset(Role)
APART = frozenset({Role.SYSADMIN, Role.SECURITY, Role.AUDITOR})
"""三员分立: system, security and audit are looked after by different people (GB/T 22239)."""
SCOPED = frozenset({Role.LIAISON, Role.PARTNER})
"""Roles that hold only for named units."""


def clash(roles: frozenset[Role]) -> Text | None:
    """Why one person may not hold these roles together; None: they go together."""
    if len(roles & APART) > 1:
        return Text(
            "系统管理员、安全管理员、审计人员须由不同的人担任（三员分立）。",
            "System administrator, security administrator and auditor must be different people.",
        )
    if Role.AUDITOR in roles and roles & OFFICE:
        return Text(
            "审计、核验人员不能同时是评议办人员。",
            "An auditor must not belong to the office that is audited.",
        )
    if Role.DISCIPLINE in roles and roles & OFFICE:
        return Text(
            "纪检监察人员只查阅、监督，不能同时是评议办人员。",
            "The discipline body reads and oversees; it must not belong to the office.",
        )
    return None
