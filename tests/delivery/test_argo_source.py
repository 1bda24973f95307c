import re

import pytest

from constructs_lib.delivery import (
    HelmSource,
    KustomizePatch,
    KustomizeSource,
    PatchTarget,
    PlainSource,
    ValuesSource,
)

GIT = "https://git.example.com/platform/k8s-app-configs.git"
CHARTS = "https://charts.example.com"


@pytest.mark.parametrize("source", [KustomizeSource, PlainSource])
@pytest.mark.parametrize("path", ["", "/kubeflow", "../kubeflow", "kubeflow/../.."])
def test_fails_for_a_path_that_leaves_the_repository(source, path):
    message = f"path must lead into the repository, such as 'kubeflow/profiles'; got {path!r}"
    with pytest.raises(ValueError, match=message):
        source(repository=GIT, revision="main", path=path)


@pytest.mark.parametrize("version", ["1.14.5", "v1.14.5", "0.1.0-fix.1", "1.0.0+build.x86"])
def test_an_exact_version_of_a_chart_is_taken(version):
    assert HelmSource(repository=CHARTS, chart="app", version=version).version == version


@pytest.mark.parametrize(
    "version",
    ["", "*", "1.x", "1.14", "1", "^1.14.5", "~1.14.5", ">=1.14.5", "1.0 - 2.0", "latest"],
)
def test_fails_for_a_version_of_a_chart_that_could_move(version):
    message = f"chart 'app' needs one exact version such as '1.14.5', got {version!r}"
    with pytest.raises(ValueError, match=re.escape(message)):
        HelmSource(repository=CHARTS, chart="app", version=version)


@pytest.mark.parametrize(
    "file", ["", "/etc/values.yaml", "../values.yaml", "https://example.com/values.yaml"]
)
def test_fails_for_a_file_of_values_that_is_neither_in_the_chart_nor_in_a_source(file):
    message = "a values file must be in the chart, such as 'values-prod.yaml', or in another"
    with pytest.raises(ValueError, match=message):
        HelmSource(repository=CHARTS, chart="app", version="1.0.0", value_files=(file,))


def test_fails_for_a_source_of_values_of_no_name():
    message = (
        "name of a source must be letters, digits, '-' and '_', such as 'values'; got 'a/b'"
    )
    with pytest.raises(ValueError, match=message):
        ValuesSource(repository=GIT, revision="main", name="a/b")


DEPLOYMENTS = PatchTarget(kind="Deployment")
REPLACED = {"op": "replace", "path": "/spec/replicas", "value": 2}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"patch": {}}, "a patch is empty; set fields such as {'spec': {'replicas': 2}}"),
        ({"patch": ()}, "a patch is empty; set fields such as {'spec': {'replicas': 2}}"),
        (
            {"patch": {"kind": "Deployment", "spec": {"replicas": 2}}},
            "a patch has no target; set one, or name an object in it by kind and",
        ),
        ({"patch": (REPLACED,)}, "operations of a JSON patch need a target, such as a kind"),
        (
            {"patch": ({"path": "/spec"},), "target": DEPLOYMENTS},
            "unknown operation of a JSON patch ''; known are add, copy, move, remove, replace",
        ),
        (
            {"patch": ({"op": "remove", "path": "spec"},), "target": DEPLOYMENTS},
            "the path of a JSON patch's operation must begin with '/', got {'op': 'remove'",
        ),
    ],
)
def test_fails_for_a_patch_that_changes_nothing(fields, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        KustomizePatch(**fields)


def test_fails_for_a_target_that_names_nothing():
    with pytest.raises(ValueError, match="a patch's target is empty; name a kind such as"):
        PatchTarget()
