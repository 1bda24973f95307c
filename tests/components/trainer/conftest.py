"""What the tests of Trainer's parts share."""

from dataclasses import replace
from typing import Any

import pytest

from constructs_lib import App, Chart
from constructs_lib.catalog import Images
from constructs_lib.components.trainer import Trainer
from constructs_lib.config import WorkloadDefaults
from constructs_lib.releases import V1_11_0

IMAGES = Images(as_shipped=True, release=V1_11_0)


@pytest.fixture
def chart(app: App) -> Chart:
    return Chart(app, "test", namespace="kubeflow-system")


@pytest.fixture
def make(chart):
    def _make(**settings: Any) -> Trainer:
        return Trainer(
            chart, "Trainer", **{"defaults": WorkloadDefaults(images=IMAGES), **settings}
        )

    return _make


@pytest.fixture
def ambient(ambient: WorkloadDefaults) -> WorkloadDefaults:
    """Return how it runs by default, in a release that has it."""
    return replace(ambient, images=Images(release=V1_11_0))
