"""The tables of the room partners."""
