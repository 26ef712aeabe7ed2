"""What every room stands on: clock, actors, permissions, approvals by two, audit, jobs, keys, page frame."""
