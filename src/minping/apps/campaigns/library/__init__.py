"""Forms of earlier campaigns as templates (F107): data only."""

from minping.apps.campaigns.library.catalogue import FORMS, form_named
from minping.apps.campaigns.library.model import FormTemplate, HeadPlan, RoundPlan, StagePlan, TaskPlan

__all__ = ["FORMS", "FormTemplate", "HeadPlan", "RoundPlan", "StagePlan", "TaskPlan", "form_named"]
