"""Template tags of the room year."""
