"""Composing the reports of a score run."""

from minping.apps.results.reports.files import write_reports

__all__ = ["write_reports"]
