"""What the base is, as it is compared."""

from collections.abc import Mapping

import pytest

from constructs_lib.kube import Object

from .fields import named


@pytest.fixture(scope="session")
def base(built: Mapping[str, list[Object]]) -> Mapping[str, Object]:
    """Return the objects that kustomize makes of the base, by their identity."""
    return named(built["base"])
