"""The secret ballot: what a round asks, tickets, ballots, codes and the Merkle log. Standard library only."""
