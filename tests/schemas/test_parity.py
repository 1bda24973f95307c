"""Our kinds are those of Kubeflow v1.9.1: they take and refuse the same objects.

Its manifests are no part of this repository, and without them there is nothing to compare.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from cdk8s import App, Chart

from constructs_lib.schemas import (
    ARGO_KINDS,
    COMPOSITE_CONTROLLER,
    CONTROLLER_REVISION,
    DECORATOR_CONTROLLER,
    KATIB_KINDS,
    NOTEBOOK,
    POD_DEFAULT,
    PROFILE,
    PVC_VIEWER,
    SCHEDULED_WORKFLOW,
    TENSORBOARD,
    TRAINING_JOBS,
    VIEWER,
    CustomResource,
    CustomResourceDefinition,
)

UPSTREAM = Path(__file__).parents[3] / "shared" / "reference" / "kubeflow-v1.9.1"

pytestmark = [
    pytest.mark.skipif(not UPSTREAM.is_dir(), reason=f"there is no {UPSTREAM}"),
    pytest.mark.parametrize(
        ("resource", "file"),
        [
            (NOTEBOOK, "notebook-controller.yaml"),
            (POD_DEFAULT, "admission-webhook.yaml"),
            (PROFILE, "profiles.yaml"),
            (PVC_VIEWER, "pvcviewer-controller.yaml"),
            (TENSORBOARD, "tensorboard-controller.yaml"),
            (COMPOSITE_CONTROLLER, "pipelines.yaml"),
            (CONTROLLER_REVISION, "pipelines.yaml"),
            (DECORATOR_CONTROLLER, "pipelines.yaml"),
            (SCHEDULED_WORKFLOW, "pipelines.yaml"),
            (VIEWER, "pipelines.yaml"),
            *((kind, "pipelines.yaml") for kind in ARGO_KINDS),
            *((kind, "katib.yaml") for kind in KATIB_KINDS),
            *((kind, "training-operator.yaml") for kind in TRAINING_JOBS),
        ],
    ),
]


def test_the_schemas_are_upstreams(resource: CustomResource, file: str) -> None:
    for version in upstream_spec(resource, file)["versions"]:
        theirs = dict(leaves(version["schema"]["openAPIV3Schema"]))
        ours = dict(leaves(resource.schema(version["name"])))
        differences = {
            path: (theirs.get(path), ours.get(path))
            for path in theirs.keys() | ours.keys()
            if theirs.get(path) != ours.get(path)
        }
        same = len(theirs.keys() - differences.keys())

        assert differences == {}, f"{same} of {len(theirs)} are the same"


def test_names_scope_and_versions_are_upstreams(resource: CustomResource, file: str) -> None:
    chart = Chart(App(), "test")
    CustomResourceDefinition(chart, "Definition", resource=resource)

    ours = without_schemas(chart.to_json()[0]["spec"])

    assert ours == without_schemas(upstream_spec(resource, file))


@cache
def upstream_spec(resource: CustomResource, file: str) -> dict[str, Any]:
    manifests = yaml.load_all((UPSTREAM / file).read_text(), Loader=yaml.CSafeLoader)
    [spec] = [m["spec"] for m in manifests if m["metadata"]["name"] == resource.name]
    return dict(spec)


def without_schemas(spec: dict[str, Any]) -> dict[str, Any]:
    """Return what is left of a definition, its versions by name.

    How versions are converted is not for the kind to say but for whoever runs the webhook.
    """
    versions = {
        version["name"]: {
            key: value
            for key, value in version.items()
            # Upstream writes `subresources: {}` for a kind that has none.
            if key != "schema" and value != {}
        }
        for version in spec["versions"]
    }
    webhook = spec.get("conversion", {}).get("strategy") == "Webhook"
    dropped = {"conversion"} if webhook else set()
    return {k: v for k, v in spec.items() if k not in dropped} | {"versions": versions}


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the paths and values of a schema, its lists sorted: their order means nothing."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key != "description" or isinstance(value, dict):
                yield from leaves(value, f"{path}.{key}")
    elif isinstance(node, list):
        yield path, json.dumps(sorted(node, key=json.dumps))
    else:
        yield path, json.dumps(node)
