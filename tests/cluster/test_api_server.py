"""The API server takes all that dist/ holds: in silence, and again without a change."""

from pathlib import Path

import pytest
import yaml

from tests.cluster.api_server import ApiServer, Refused

DIST = Path(__file__).parents[2] / "dist"

# Who brings it: the platform, and for a Profile its controller.
FOREIGN_NAMESPACES = ("argocd", "istio-system")

FOLDERS = ("kubeflow/overlays/default", "kubeflow/profiles", "apps")

ESTABLISHED = {"Established": "True", "NamesAccepted": "True"}


def namespace(name):
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}


def written(folder: str, server: ApiServer) -> list[dict]:
    """Return a folder's objects as Argo CD reads them: by kustomize, or file by file."""
    path = DIST / folder
    if (path / "kustomization.yaml").exists():
        text = server.kubectl("kustomize", path).stdout
    else:
        text = "\n---\n".join(file.read_text() for file in sorted(path.glob("*.yaml")))
    return [obj for obj in yaml.load_all(text, yaml.CSafeLoader) if obj]


def versions(objects: list[dict], server: ApiServer) -> dict[tuple[str, ...], object]:
    """Return the version of each object as the server counts them."""
    text = yaml.dump_all(objects, Dumper=yaml.CSafeDumper)
    held = server.kubectl("get", "-o", "yaml", "-f", "-", input=text).stdout
    read = yaml.load(held, yaml.CSafeLoader)
    return {
        (obj["kind"], obj["metadata"].get("namespace", ""), obj["metadata"]["name"]): version(
            obj
        )
        for obj in read.get("items", [read])
    }


def version(obj: dict) -> object:
    """Return what changes with an object: a claim's specification, another one's version.

    The server counts the first update of a claim although nothing changes by it.
    """
    # So it does with a Gateway of the Gateway API, whose definition fills in its status.
    if obj["kind"] in ("PersistentVolumeClaim", "Gateway"):
        return obj["spec"]
    return obj["metadata"]["resourceVersion"]


@pytest.fixture(scope="module")
def applied(api_server):
    """Return by folder what kubectl said when its objects were applied for the first time.

    Argo CD waits for the kinds of a folder before it applies objects of them; so do we.
    """
    everything = {folder: written(folder, api_server) for folder in FOLDERS}
    profiles = [
        obj["metadata"]["name"]
        for objects in everything.values()
        for obj in objects
        if obj["kind"] == "Profile"
    ]
    api_server.apply(map(namespace, (*FOREIGN_NAMESPACES, *profiles)))
    said = {}
    for folder, objects in everything.items():
        if kinds := [obj for obj in objects if obj["kind"] == "CustomResourceDefinition"]:
            api_server.apply(kinds)
            api_server.serve()
        said[folder] = api_server.apply(objects, check=False)
    return said


@pytest.mark.parametrize("folder", FOLDERS)
def test_everything_is_taken_without_a_warning(applied, folder):
    assert applied[folder].stderr == ""
    assert applied[folder].returncode == 0


@pytest.mark.parametrize("folder", FOLDERS)
def test_applying_again_changes_nothing(applied, api_server, folder):
    objects = written(folder, api_server)
    before = versions(objects, api_server)

    again = api_server.apply(objects)

    assert again.stderr == ""
    assert versions(objects, api_server) == before


@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_differs_from_what_is_written(applied, api_server, folder):
    text = yaml.dump_all(written(folder, api_server), Dumper=yaml.CSafeDumper)

    difference = api_server.kubectl(
        "diff", "--server-side", "-f", "-", input=text, check=False
    )

    assert (difference.stdout, difference.stderr) == ("", "")


def test_our_kinds_are_served_by_their_schema(applied, api_server):
    ours = [
        obj["metadata"]["name"]
        for obj in written("kubeflow/overlays/default", api_server)
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
        api_server.apply([misspelled], "--dry-run=server")
