"""Every address of the application, found by asking the URL resolver."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

OTHERS = ("allauth.", "django.views.i18n", "whitenoise.")
"""Views of packages, which answer by themselves for who may open them."""


@dataclass(frozen=True)
class Route:
    """One address: its full name, the names of the ids in it, its view."""

    name: str
    ids: tuple[str, ...]
    view: Callable[..., HttpResponseBase]

    @property
    def foreign(self) -> bool:
        """Whether the view comes with a package."""
        return self.view.__module__.startswith(OTHERS)

    @property
    def permission(self) -> str:
        """What it takes to open it; "" for everybody's pages. Raises AttributeError when nothing is said."""
        said: str = self.view.permission  # type: ignore[attr-defined]
        return said

    @property
    def fresh(self) -> str:
        """``GET``: opens only shortly after a sign-in; ``POST``: sending does; "": neither."""
        return getattr(self.view, "fresh", "")

    def at(self, **ids: Any) -> str:
        """The address with these ids."""
        return reverse(self.name, kwargs=ids)

    def at_nothing(self) -> str:
        """The address with ids that nothing has."""
        nothing = (uuid.uuid4(), 2_000_000_000, "no-such-thing")
        for made_up in product(nothing, repeat=len(self.ids)):
            try:
                return self.at(**dict(zip(self.ids, made_up, strict=True)))
            except Exception:  # noqa: S112 - the next kind of id may fit
                continue
        raise AssertionError(f"{self.name}: no made-up id fits the address")


def _walk(patterns: list[Any], space: str, ids: tuple[str, ...]) -> Iterator[Route]:
    for entry in patterns:
        more = (*ids, *entry.pattern.converters, *_groups(entry))
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry.url_patterns, inner, more)
        elif isinstance(entry, URLPattern) and entry.name:  # files of the ballot page have no name
            yield Route(f"{space}{entry.name}", tuple(dict.fromkeys(more)), entry.callback)


def _groups(entry: Any) -> tuple[str, ...]:
    regex = getattr(entry.pattern, "regex", None)
    return tuple(regex.groupindex) if regex else ()


def every_route() -> list[Route]:
    """All routes, by name."""
    return sorted(_walk(get_resolver().url_patterns, "", ()), key=lambda route: route.name)


def own_routes() -> list[Route]:
    """Those of our own rooms."""
    return [route for route in every_route() if not route.foreign]
