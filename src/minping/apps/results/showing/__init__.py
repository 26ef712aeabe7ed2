"""A run as pages show it: the same blocks that the printed documents are made of."""
