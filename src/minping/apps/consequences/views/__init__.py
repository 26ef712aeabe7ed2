"""Pages of the room consequences."""
