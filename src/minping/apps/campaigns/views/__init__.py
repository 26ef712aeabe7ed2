"""Pages of the room campaigns."""
