"""Secrets that you create yourself."""

from collections.abc import Iterable, Iterator

from ..config import FromOutside, NeededSecret, SecretKey


def from_outside(namespace: str, places: Iterable[SecretKey]) -> Iterator[NeededSecret]:
    """Yield the Secrets that you create yourself, each once."""
    keys: dict[str, dict[str, FromOutside]] = {}
    for at in places:
        keys.setdefault(at.secret, {})[at.key] = FromOutside()
    for name, found in keys.items():
        yield NeededSecret(name=name, namespace=namespace, keys=found)
