"""Plain Python libraries, one per idea of the field: no web framework, no clock, no global state."""
