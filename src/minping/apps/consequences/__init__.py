"""What follows from results: history over ten years, exemption, commendation, interviews, yellow cards."""
