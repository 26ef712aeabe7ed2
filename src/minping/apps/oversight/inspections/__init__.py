"""Inspections: planned, carried out, reported to the unit."""
