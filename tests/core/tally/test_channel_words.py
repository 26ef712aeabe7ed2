"""A channel is known by the words that plans and systems use for it."""

import pytest

from minping.core.scheme.reader import read_scheme
from minping.core.simulate.demo import demo_scheme_file
from minping.core.tally.names import SchemeNames

FILE = demo_scheme_file()
SCHEME = read_scheme(FILE.data, FILE.name)


@pytest.mark.parametrize(
    ("group", "word", "channel"),
    [
        ("专家", "web", "网上投票"),
        ("专家", "网络", "网上投票"),
        ("专家", "paper", "问卷调查"),
        ("服务对象", "sms", "短信回复"),
        ("服务对象", "phone", "电话访问"),
        ("服务对象", "paper", None),
    ],
)
def test_a_channel_is_found_by_the_word_of_a_system(group: str, word: str, channel: str | None) -> None:
    assert SchemeNames(SCHEME).channel(group, word) == channel
