"""Rosters, draws, appraisers, training: the only room that holds personal data."""
