"""Draws: commitment published, dice entered by two, drawn; or the whole roster taken."""
