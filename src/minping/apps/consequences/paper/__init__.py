"""Documents of this room, in the style of official papers."""
