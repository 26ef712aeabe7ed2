"""Every write of the room assessments."""
