"""Reports, score runs, review, announcement, publication."""
