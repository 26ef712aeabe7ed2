"""Who may sign in, in which role, for which units; the second factor."""
