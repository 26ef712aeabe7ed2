"""Invitations, codes, the channel lock, tickets: who may vote, never what was voted."""
