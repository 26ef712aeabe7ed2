"""Laws of reading and freezing: nothing is lost, and only content changes the hash."""

from random import Random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.core.scheme.schemes import schemes
from tests.core.scheme.yaml_out import Writer

from minping.core.scheme.canonical import from_canonical, scheme_hash, to_canonical
from minping.core.scheme.model import Scheme
from minping.core.scheme.reader import read_scheme


@given(schemes(), st.integers(0, 10**6), st.sampled_from(["zh", "en", "mixed"]))
@settings(max_examples=40, phases=(Phase.explicit, Phase.generate))
def test_nothing_is_lost_and_only_content_changes_the_hash(scheme: Scheme, seed: int, language: str) -> None:
    """Written in any spelling and order of keys, read, frozen and thawed, a scheme stays the same."""
    data = to_canonical(scheme)
    assert from_canonical(data) == scheme
    assert to_canonical(from_canonical(data)) == data
    text = Writer(Random(seed), language).text(scheme)
    read = read_scheme(b"# a comment\n" + text, "scheme.yaml")
    assert read == scheme
    assert scheme_hash(read) == scheme_hash(scheme)
