"""Hearings, inspections, surveys by appraisers, and the rights of supervisors."""
