"""The files of the ballot page. Their hashes stand in the manifest, so that anybody can compare what is served."""

import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders

FILES = {
    "/i/ballot.css": "portal/ballot.css",
    "/i/ballot.js": "portal/ballot.js",
    "/i/ballot_box.js": "portal/ballot_box.js",
    "/i/ballot_pages.js": "portal/ballot_pages.js",
    "/i/ballot_words.js": "portal/ballot_words.js",
}
"""Address → name among the static files."""


def client_file(address: str) -> bytes:
    """The bytes served under an address of ``FILES``."""
    found = finders.find(FILES[address])
    if found is None:
        raise FileNotFoundError(FILES[address])
    return Path(found).read_bytes()


def client_hashes() -> dict[str, str]:
    """Address → SHA-256 of what is served there."""
    return {address: hashlib.sha256(client_file(address)).hexdigest() for address in FILES}
