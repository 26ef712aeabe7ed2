"""Draws that anybody can repeat: frames published as hashes, dice thrown before observers, one fixed algorithm.

1. ``commitment``: the frames (lists of hash ids) and the plan are fixed and their hashes published.
2. Dice are thrown before observers; seed = SHA-256(hashes of the frames || dice).
3. ``draw``: quotas by largest remainder, then a Fisher–Yates shuffle of every stratum whose numbers come
   from HMAC-SHA256 under the seed. The first are drawn, the next are the reserve list.
"""
