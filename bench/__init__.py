"""Every claim of speed as a command that prints the limit or peer, ours and the ratio."""
