"""Pages of one problem: the office's, the unit's, the inspector's."""
