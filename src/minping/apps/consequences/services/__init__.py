"""Every write of the room consequences."""
