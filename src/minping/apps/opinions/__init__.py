"""Opinions 意见: what citizens said, kept, read, sorted and passed on without their names."""
