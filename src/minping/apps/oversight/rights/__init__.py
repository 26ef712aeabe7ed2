"""The four rights of supervisors: given, taken away, asked for."""
