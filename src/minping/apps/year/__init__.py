"""What is done, what is due, what holds the campaign back."""
