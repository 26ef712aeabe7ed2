"""Pages of the room partners."""
