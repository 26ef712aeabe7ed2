"""Counties that never were: units, voters, ballots, reports and history from a scheme and a seed."""
