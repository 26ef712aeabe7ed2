"""minping (民评): the yearly appraisal of government departments by citizens, exact and recomputable."""

__version__ = "0.1.0"
