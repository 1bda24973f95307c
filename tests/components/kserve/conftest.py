"""What the tests of KServe's parts share."""

import json
from dataclasses import replace
from typing import Any

import pytest

from constructs_lib.catalog import Images
from constructs_lib.config import UPSTREAM, WorkloadDefaults
from constructs_lib.releases import V1_10_2, V1_11_0, V26_03, V26_03_1
from constructs_lib.serving import KServe, Models

# KServe as upstream has it.
AS_UPSTREAM = UPSTREAM.models
# KServe 0.15, with all that came with it.
OF_0_15 = WorkloadDefaults(images=Images(release=V1_10_2))
# Those since, each with what came with it.
OF_0_15_2, OF_0_16, OF_0_18 = (
    WorkloadDefaults(images=Images(release=each)) for each in (V1_11_0, V26_03, V26_03_1)
)


@pytest.fixture
def make(chart, gateway):
    def _make(models: Models = Models(), **settings: Any) -> KServe:
        # Paths to models have tests of their own, and a Metacontroller beside them.
        inside = models if "metacontroller" in settings else replace(models, exposure=None)
        return KServe(chart, "KServe", gateway=gateway, models=inside, **settings)

    return _make


@pytest.fixture
def setting(find):
    """Return what a key of KServe's ConfigMap says."""

    def _setting(key: str) -> Any:
        return json.loads(find("ConfigMap", "inferenceservice-config")["data"][key])

    return _setting
