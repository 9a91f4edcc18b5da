"""Walks the URLconf: every address of the house, our own and those of the parts we stand on."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RegexPattern, RoutePattern
from django.utils.regex_helper import normalize

_CONVERTER = re.compile(r"<(?:[^>:]+:)?([^>]+)>")


@dataclass(frozen=True)
class Address:
    """One entry of the URLconf. `name` holds its namespaces ("wagtailadmin_pages:edit"); unnamed ones have none."""

    name: str
    route: str
    callback: Callable = field(compare=False, repr=False)
    arguments: tuple[str, ...] = ()
    pieces: tuple = field(default=(), compare=False, repr=False)

    @property
    def access_rule(self):
        """What the view itself says (people.access), or None."""
        return getattr(self.callback, "access_rule", None)

    def url(self, **arguments) -> str:
        """The address with the values filled in."""
        return "/" + "".join(_fill(piece, arguments) for piece in self.pieces)

    def __str__(self) -> str:
        return self.name or self.route


def list_addresses() -> list[Address]:
    """Every address, in the order in which Django tries them; an address behind one of the same route is unreachable."""
    seen, found = set(), []
    for address in _walk(get_resolver().url_patterns, namespace=(), pieces=()):
        if address.route not in seen:
            seen.add(address.route)
            found.append(address)
    return found


def _walk(patterns, *, namespace: tuple[str, ...], pieces: tuple) -> Iterator[Address]:
    for entry in patterns:
        here = (*pieces, entry.pattern)
        if isinstance(entry, URLResolver):
            inner = (*namespace, entry.namespace) if entry.namespace else namespace
            yield from _walk(entry.url_patterns, namespace=inner, pieces=here)
        elif isinstance(entry, URLPattern):
            yield Address(
                name=":".join((*namespace, entry.name)) if entry.name else "",
                route="".join(_describe(piece) for piece in here),
                callback=entry.callback,
                arguments=tuple(name for piece in here for name in _arguments(piece)),
                pieces=here,
            )


def _describe(piece) -> str:
    if isinstance(piece, LocalePrefixPattern):
        return "<language>/"
    return str(piece)


def _arguments(piece) -> list[str]:
    if isinstance(piece, RoutePattern):
        return list(piece.converters)
    if isinstance(piece, RegexPattern):
        return [name for _, names in normalize(piece.regex.pattern)[:1] for name in names]
    return []


def _fill(piece, arguments: dict) -> str:
    if isinstance(piece, LocalePrefixPattern):
        return f"{arguments.get('language', 'nl')}/"
    if isinstance(piece, RoutePattern):
        return _CONVERTER.sub(lambda match: str(arguments[match[1]]), str(piece._route))
    template, names = normalize(piece.regex.pattern)[0]
    return template % {name: arguments[name] for name in names}
