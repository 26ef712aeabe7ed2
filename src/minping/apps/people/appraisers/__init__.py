"""Appraisers: candidates, screening, pools, assignments, training."""
