"""What the base is, as it is compared."""

from collections.abc import Mapping

import pytest

from constructs_lib.config import optional_in
from constructs_lib.kube import Object
from constructs_lib.releases import V1_9_1

from .fields import named


@pytest.fixture(scope="session")
def base(built: Mapping[str, list[Object]]) -> Mapping[str, Object]:
    """Return the objects that kustomize makes of every base, by their identity."""
    bases = ("base", *(component.name for component in optional_in(V1_9_1)))
    return named(obj for name in bases for obj in built[name])
