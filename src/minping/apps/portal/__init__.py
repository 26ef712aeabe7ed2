"""The public's pages and the ballot page."""
