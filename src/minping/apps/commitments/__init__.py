"""What units undertake and what may serve as an example: commitments, topics, duties, good practice."""
