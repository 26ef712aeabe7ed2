"""The acts that a page offers: those alone that the table allows now, each with its form and its question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse

from minping.apps.casework.evidence import established, givers
from minping.apps.casework.forms import NoForm
from minping.apps.casework.models import Problem
from minping.apps.casework.services.acting import case_of
from minping.apps.foundation.actors import Actor
from minping.apps.foundation.asking import Question
from minping.apps.opinions.selectors import OpinionCard
from minping.core.findings import Text
from minping.core.lifecycle import PROBLEM, possible
from minping.core.lifecycle.machine import facts_of

Data = QueryDict | None
Files = Any
Given = Mapping[str, Any]
DONE = Text("已办理。", "Done.")


@dataclass(frozen=True)
class Stand:
    """Somebody before a problem."""

    actor: Actor
    problem: Problem

    @cached_property
    def facts(self) -> Mapping[str, object]:
        """What is established, and the problem's own flags and counters."""
        return facts_of(case_of(self.problem), established(self.problem, self.actor))

    @cached_property
    def givers(self) -> Mapping[Any, OpinionCard]:
        """The opinions behind it."""
        return givers(self.problem)

    def can(self, act: str, *claimed: str) -> bool:
        """Whether the table allows the act, given the facts that its form brings."""
        known = dict(self.facts) | dict.fromkeys(claimed, True)
        return any(step.act == act for step in possible(PROBLEM, self.problem.state, known))

    @property
    def link(self) -> str:
        """The problem's page."""
        return reverse("casework:problem", args=[self.problem.id])


def no_form(stand: Stand, data: Data, files: Files) -> forms.Form:
    """For an act that asks nothing."""
    return NoForm(data)


def plain(kind: Callable[..., forms.Form]) -> Callable[[Stand, Data, Files], forms.Form]:
    """For a form that needs nothing but what was sent."""
    return lambda stand, data, files: kind(data, files)


def asked(
    stand: Stand,
    title: Text,
    *happens: Text,
    button: Text,
    undo: Text,
    agree: Text | None = None,
    number: Text | None = None,
    danger: bool = False,
) -> Question:
    """The question before an act that cannot simply be taken back."""
    return Question(
        title=title,
        happens=happens,
        undo=undo,
        button=button,
        back=stand.link,
        agree=agree,
        number=number,
        danger=danger,
    )


@dataclass(frozen=True)
class Act:
    """``carry(actor, problem id, cleaned)`` calls the service. ``leads_on``: the step that brings it forward."""

    name: str
    label: Text
    may: Callable[[Actor], bool]
    offered: Callable[[Stand], bool]
    carry: Callable[[Stand, Given], object]
    form: Callable[[Stand, Data, Files], forms.Form] = no_form
    done: Text = DONE
    question: Callable[[Stand], Question] | None = None
    leads_on: bool = False

    def open_to(self, stand: Stand) -> bool:
        """Whether this person may do it now."""
        return self.may(stand.actor) and self.offered(stand)
