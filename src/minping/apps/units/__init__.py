"""Offices, units, stations and systems; identity over the years."""
