"""The tables of the room assessments."""
