"""What a question does not say, so that a policy which asks for it cannot be decided.

Such a field is taken twice, once as what would refuse and once as what would let through; a
decision that differs is in doubt.
"""

from collections.abc import Mapping
from typing import Any, Final

# Conditions of AuthorizationPolicies about addresses, or about the name in TLS.
ADDRESSES: Final = ("connection.sni", "destination.ip", "remote.ip", "source.ip")


def asks_for_addresses(part: Mapping[str, Any], name: str) -> bool:
    """Return whether a field of a policy, or its negation, names an address."""
    negated = f"not{name[0].upper()}{name[1:]}"
    return bool(part.get(name) or part.get(negated))
