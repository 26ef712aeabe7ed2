"""Daily assessment and self-assessment of units: items, entries with evidence, objections, the cut-off."""
