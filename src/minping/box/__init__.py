"""The ballot box: a process of its own that keeps ballots and knows nobody. Imports core only.

A ballot is acknowledged once it lies in a random slot of the spool, on disk; it leaves for the box file
in shuffled batches. Nothing here keeps an hour, an order, an address or a request.
"""
