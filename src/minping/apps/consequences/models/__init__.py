"""The tables of the room consequences."""
