"""Every write of the room partners."""
