"""The tables of the room offices."""
