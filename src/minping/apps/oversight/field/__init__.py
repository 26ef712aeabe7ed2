"""Records made on a telephone that may be offline, and how they come in."""
