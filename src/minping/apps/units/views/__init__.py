"""Pages of the room units."""
