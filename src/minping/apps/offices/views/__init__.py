"""Pages of the room offices."""
