"""Leads 线索: sealed from units and most of the office, handed to the discipline body."""
