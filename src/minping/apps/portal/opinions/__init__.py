"""Where citizens write an opinion, find out what became of it, and leave a comment beside their ballot."""
