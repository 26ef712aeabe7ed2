"""Every write of the room offices."""
