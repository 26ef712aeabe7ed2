"""Pages of the room assessments."""
