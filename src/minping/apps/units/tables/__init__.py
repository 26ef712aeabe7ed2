"""Tables of units, in and out."""
