"""Pages of the room results."""
