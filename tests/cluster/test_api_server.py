"""The API server accepts all of dist/ without a warning, and again without a change."""

from typing import Any

import pytest
import yaml

from tests.cluster.api_server import ApiServer, Refused, new_namespace
from tests.cluster.client import connected
from tests.cluster.output import built, dist

# Who brings it: the platform, and for a Profile its controller.
FOREIGN_NAMESPACES = ("argocd", "istio-system")

FOLDERS = ("kubeflow/overlays/default", "kubeflow/profiles", "apps")

ESTABLISHED = {"Established": "True", "NamesAccepted": "True"}


def written(folder: str) -> list[dict[str, Any]]:
    """Return a folder's objects as Argo CD reads them: by kustomize, or file by file."""
    path = dist() / folder
    if (path / "kustomization.yaml").exists():
        return built(folder)
    text = "\n---\n".join(file.read_text() for file in sorted(path.glob("*.yaml")))
    return [obj for obj in yaml.load_all(text, yaml.CSafeLoader) if obj]


def read(objects: list[dict[str, Any]], server: ApiServer) -> list[dict[str, Any]]:
    """Return what the server holds of objects."""
    with connected(server) as client:
        return [client.get(obj).body for obj in objects]


def version(obj: dict[str, Any]) -> object:
    """Return what changes with an object: a claim's specification, another one's version.

    The server counts the first update of a claim although nothing changes by it.
    """
    # So it does with a Gateway of the Gateway API, whose definition fills in its status.
    if obj["kind"] in ("PersistentVolumeClaim", "Gateway"):
        return obj["spec"]
    return obj["metadata"]["resourceVersion"]


@pytest.fixture(scope="module")
def applied(api_server):
    """Return by folder the warnings when its objects were applied for the first time.

    Argo CD waits for the kinds of a folder before it applies objects of them; so do we.
    """
    everything = {folder: written(folder) for folder in FOLDERS}
    profiles = [
        obj["metadata"]["name"]
        for objects in everything.values()
        for obj in objects
        if obj["kind"] == "Profile"
    ]
    api_server.apply(map(new_namespace, (*FOREIGN_NAMESPACES, *profiles)))
    said = {}
    for folder, objects in everything.items():
        api_server.define(o for o in objects if o["kind"] == "CustomResourceDefinition")
        said[folder] = api_server.apply(objects)
    return said


@pytest.mark.parametrize("folder", FOLDERS)
def test_everything_is_taken_without_a_warning(applied, folder):
    assert applied[folder] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_applying_again_changes_nothing(applied, api_server, folder):
    objects = written(folder)
    before = [version(obj) for obj in read(objects, api_server)]

    assert api_server.apply(objects) == []
    assert [version(obj) for obj in read(objects, api_server)] == before


@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_differs_from_what_is_written(applied, api_server, folder):
    objects = written(folder)
    with connected(api_server) as client:
        wanted = [client.apply(obj, dry_run=True).body for obj in objects]

    assert wanted == read(objects, api_server)


def test_our_kinds_are_served_by_their_schema(applied, api_server):
    ours = [
        obj["metadata"]["name"]
        for obj in written("kubeflow/overlays/default")
        if obj["kind"] == "CustomResourceDefinition"
    ]
    path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"

    conditions = {
        name: {
            condition["type"]: condition["status"]
            for condition in api_server.read(f"{path}/{name}")["status"]["conditions"]
            if condition["type"] in ESTABLISHED
        }
        for name in ours
    }

    assert conditions == dict.fromkeys(ours, ESTABLISHED)


def test_a_misspelled_field_is_refused_by_name(applied, api_server):
    misspelled = {
        "apiVersion": "security.istio.io/v1",
        "kind": "AuthorizationPolicy",
        "metadata": {"name": "misspelled", "namespace": "kubeflow"},
        "spec": {"rulez": [{}]},
    }

    with pytest.raises(Refused, match=r"(?s)misspelled.*\.spec\.rulez: field not declared"):
        api_server.apply([misspelled], dry_run=True)
