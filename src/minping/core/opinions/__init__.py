"""What citizens write, sorted: normal form, likeness, classes by dictionary, what must be masked."""
