"""The office's desk of opinions: sorted, compared, masked, passed on."""
