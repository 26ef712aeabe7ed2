"""The ballot page on the wire: bytes and requests of a whole vote, beside what LimeSurvey 6.4 needs.

Counted: every answer and its headers, from the link to the acknowledgement, with the browser's cache empty.
"""

import gzip
import json
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

UNITS, ASPECTS = 173, 5
LIMIT_KB, LIME_KB, LIME_REQUESTS = 30.0, 1310.0, 28
CAST_ANSWER = 500
"""Bytes of the box's answer to a cast with its headers, which are always the same."""


@dataclass(frozen=True)
class Weight:
    """``parts``: what was asked for and how many bytes came back."""

    parts: tuple[tuple[str, int], ...]

    @property
    def kilobytes(self) -> float:
        return sum(size for _, size in self.parts) / 1000

    @property
    def requests(self) -> int:
        return len(self.parts)


def run() -> Weight:
    """Make a round in a folder of its own and fetch all that a browser fetches."""
    with tempfile.TemporaryDirectory(prefix="minping-bench-") as home:
        os.environ |= {
            "MINPING_MODE": "test",
            "MINPING_HOME": home,
            "MINPING_EXCHANGE": f"{home}/exchange",
            "DJANGO_SETTINGS_MODULE": "minping.site.settings",
        }
        import django  # noqa: PLC0415 - needs the settings
        from django.core.management import call_command  # noqa: PLC0415 - needs the settings

        django.setup()
        call_command("migrate", verbosity=0)
        return _weigh(Path(home))


def _weigh(home: Path) -> Weight:
    from django.test import Client  # noqa: PLC0415 - needs the settings
    from tests.apps.register.made import make_round, open_with_codes  # noqa: PLC0415 - needs the settings

    from minping.core.simulate.names import Names  # noqa: PLC0415 - needs the settings

    names = Names(7)
    made = make_round(units=UNITS, aspects=ASPECTS, named=lambda at: names.unit("行政单位"))
    code = open_with_codes(made)[0]
    client = Client(headers={"Accept-Encoding": "gzip", "Host": "localhost"})
    addresses = [
        "/i/",
        "/i/ballot.css",
        *(f"/i/ballot{part}.js" for part in ("", "_box", "_pages", "_words")),
    ]
    parts = [(address, _size(client.get(address))) for address in addresses]
    asked = {"code": code.long, "ticket": secrets.token_hex(32)}
    for step in ("issue", "confirm"):
        answer = client.post(f"/i/{step}", json.dumps(asked), content_type="application/json")
        parts.append((f"/i/{step}", _size(answer)))
    manifest = (home / "exchange" / "rounds" / str(made.round) / "manifest.json").read_bytes()
    parts.append(("manifest.json", len(gzip.compress(manifest)) + CAST_ANSWER))
    parts += [("OPTIONS /b/cast", CAST_ANSWER), ("/b/cast", CAST_ANSWER)]
    return Weight(tuple(parts))


def _size(answer: Any) -> int:
    head = sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    return len(answer.content) + head + len("HTTP/1.1 200 OK\r\n\r\n")


def report(weight: Weight) -> None:
    """Print the figures."""
    print(f"ballot page, {UNITS} units × {ASPECTS} aspects, whole vote")
    for name, size in weight.parts:
        print(f"  {name:<20} {size / 1000:8.1f} kB")
    print(f"  {'LimeSurvey 6.4':<20} {LIME_KB:8.1f} kB {LIME_REQUESTS:4d} requests")
    print(f"  {'limit':<20} {LIMIT_KB:8.1f} kB")
    print(f"  {'minping':<20} {weight.kilobytes:8.1f} kB {weight.requests:4d} requests")
    share = f"{weight.kilobytes / LIME_KB:8.3f}    {weight.requests / LIME_REQUESTS:5.2f}"
    print(f"  {'of LimeSurvey':<20} {share}")


if __name__ == "__main__":
    report(run())
