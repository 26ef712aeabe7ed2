"""Appeals 复核申诉: filed, counted again by somebody else, decided, corrected by a new run (F147)."""
