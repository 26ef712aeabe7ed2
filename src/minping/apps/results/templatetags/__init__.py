"""Tags of the room results."""
