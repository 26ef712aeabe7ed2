"""The ballot page as it is served: small, without cookie, its files as the manifest says."""

import gzip
import hashlib

import pytest
from django.test import Client

from minping.apps.register.client import FILES, client_hashes

pytestmark = pytest.mark.django_db


def test_the_page_sets_no_cookie_and_is_never_kept():
    answer = Client().get("/i/")
    assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "<script>" not in answer.content.decode()
    assert " style=" not in answer.content.decode()


@pytest.mark.parametrize("address", FILES)
def test_files_are_served_as_their_hash_in_the_manifest_says(address):
    plain = Client().get(address)
    assert hashlib.sha256(plain.content).hexdigest() == client_hashes()[address]
    packed = Client().get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    again = Client().get(address, headers={"If-None-Match": plain.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert not plain.cookies


def test_words_of_the_page_stand_in_both_languages():
    import re

    from minping.apps.register.client import client_file

    text = client_file("/i/ballot_words.js").decode()
    entries = re.findall(r'^  (\w+): \["([^"]*)",\s*"([^"]*)"\],$', text, re.MULTILINE)
    assert len(entries) == len(re.findall(r"^  \w+: \[", text, re.MULTILINE)) > 80
    for name, zh, en in entries:
        assert zh != en, name
        assert not re.search(r"[\u4e00-\u9fff]", en) or name == "other", name
        places = [sorted(re.findall(r"\{(\w+)\}", words)) for words in (zh, en)]
        assert places[0] == places[1], name
    used = set(
        re.findall(r'\bt\("(\w+)"', "".join(client_file(a).decode() for a in FILES if a.endswith(".js")))
    )
    assert used <= {name for name, _, _ in entries}
