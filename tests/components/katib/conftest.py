"""What the tests of Katib's processes share."""

from typing import Any

import pytest
import yaml

from constructs_lib.components import Katib


@pytest.fixture
def make(chart, gateway):
    def _make(**settings: Any) -> Katib:
        return Katib(chart, "Katib", gateway=gateway, **settings)

    return _make


@pytest.fixture
def pod(find):
    """Return the pod of a Deployment."""

    def _pod(name: str) -> Any:
        return find("Deployment", name)["spec"]["template"]["spec"]

    return _pod


@pytest.fixture
def text(find):
    """Return a text of a ConfigMap as what it says."""

    def _text(config_map: str, key: str) -> Any:
        return yaml.load(find("ConfigMap", config_map)["data"][key], yaml.CSafeLoader)

    return _text
