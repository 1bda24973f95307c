"""Each release in use has a base, and an overlay names its own."""

from dataclasses import replace

import pytest
import yaml

from constructs_lib import V1_9_1, Config, Environment, Platform, Upstream
from constructs_lib.base import base_objects, base_texts, optional_bases
from constructs_lib.config import optional_in
from constructs_lib.platform import synthesize
from constructs_lib.releases import RELEASES, V26_03
from tests.kustomize import build, write

pytestmark = pytest.mark.slow

IMAGE = "example.com/filebrowser:v1"
OTHER = replace(V1_9_1, name="v0.0.1", images={**V1_9_1.images, "volumes-web-app": IMAGE})
COMPONENTS = ("profiles", "volumes-web-app", "pvcviewer-controller", "spark-operator")
AHEAD = Environment("dev", Config(release=OTHER, components=COMPONENTS))
BEHIND = Environment("production", Config(components=COMPONENTS))


@pytest.fixture(scope="module")
def synthesis():
    return synthesize(Platform(environments=(AHEAD, BEHIND)))


def resources(files, folder):
    [kustomization] = yaml.safe_load_all(files[f"{folder}/kustomization.yaml"])
    return kustomization["resources"]


def below(files, folder):
    return {path.removeprefix(folder) for path in files if path.startswith(folder)}


def deployed(objects):
    [found] = [
        obj
        for obj in objects
        if (obj["kind"], obj["metadata"]["name"])
        == ("Deployment", "volumes-web-app-deployment")
    ]
    return found["spec"]["template"]["spec"]["containers"][0]["image"]


def test_an_overlay_names_the_base_of_its_release(synthesis):
    named = {
        name: resources(synthesis.files, f"kubeflow/overlays/{name}")[:2]
        for name in ("dev", "production")
    }

    assert named == {
        "dev": ["../../bases/v0.0.1", "../../bases/v0.0.1/spark-operator"],
        "production": ["../../base", "../../base/spark-operator"],
    }


def test_both_bases_have_the_same_files(synthesis):
    files = synthesis.files

    assert below(files, "kubeflow/bases/v0.0.1/") == below(files, "kubeflow/base/")


def test_a_base_has_what_its_release_ships(synthesis):
    named = {
        path
        for path, text in synthesis.files.items()
        if IMAGE in text and "/overlays/" not in path
    }

    assert named == {"kubeflow/bases/v0.0.1/volumes-web-app.yaml"}


@pytest.mark.parametrize(
    ("environment", "image"),
    [("dev", IMAGE), ("production", V1_9_1.images["volumes-web-app"])],
)
def test_kustomize_makes_of_each_overlay_what_its_release_runs(
    synthesis, environment, image, tmp_path
):
    root = write(synthesis.files, tmp_path)
    for base in root.glob("kubeflow/base*/**/kustomization.yaml"):
        # Half of the time is for definitions.
        base.write_text(base.read_text().replace("- crds.yaml\n", ""))

    assert deployed(build(root / f"kubeflow/overlays/{environment}")) == image


@pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.name)
def test_every_context_that_a_release_states_is_of_a_container_of_its_base(release):
    optional = optional_bases((each.name for each in optional_in(release)), release).values()
    workloads = {
        obj["metadata"]["name"]: obj["spec"].get("template", obj)["spec"]
        for made in (base_objects(release), *optional)
        for objects in made.values()
        for obj in objects
        if obj["kind"] in ("ClusterServingRuntime", "Deployment", "StatefulSet")
    }
    containers = {
        f"{name}/{container['name']}"
        for name, pod in workloads.items()
        for container in pod["containers"]
    }

    assert sorted(release.security.keys() - containers) == []
    assert sorted(release.pod_security.keys() - workloads.keys()) == []


def test_the_version_of_each_environment_is_named(synthesis):
    version = yaml.safe_load(synthesis.files["kubeflow/version.yaml"])

    assert version["kubeflow"] == {"dev": "v0.0.1", "production": "v1.9.1"}


def test_a_base_that_nobody_uses_is_not_written():
    files = synthesize(Platform(environments=(AHEAD,))).files

    assert not below(files, "kubeflow/base/")


def test_the_first_releases_base_is_where_it_was():
    files = synthesize(Platform(environments=(BEHIND,))).files

    assert not below(files, "kubeflow/bases/")
    assert yaml.safe_load(files["kubeflow/version.yaml"])["kubeflow"] == "v1.9.1"


def test_folders_of_upstreams_are_the_releases():
    folder = "common/istio/kubeflow-istio-resources/base"
    release = replace(OTHER, folders={**V1_9_1.folders, "kubeflow-istio-resources": folder})
    platform = Platform(
        base=Upstream(ref="v0.0.1", release=release),
        environments=(replace(AHEAD, config=replace(AHEAD.config, release=release)),),
    )

    named = resources(synthesize(platform).files, "kubeflow/bases/v0.0.1")

    assert f"github.com/kubeflow/manifests/{folder}?ref=v0.0.1" in named


def test_where_upstreams_folder_has_the_namespace_ours_changes_its_labels(tmp_path):
    files = dict(base_texts(Upstream(ref="26.03", release=V26_03), V26_03))
    path = "kubeflow/bases/26.03/kustomization.yaml"
    kustomization = yaml.safe_load(files[path])
    theirs = {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {"name": "kubeflow", "labels": {"istio-injection": "enabled"}},
    }
    # In place of what kustomize would fetch.
    files[path] = yaml.safe_dump({**kustomization, "resources": ["theirs.yaml"]})
    files["kubeflow/bases/26.03/theirs.yaml"] = yaml.safe_dump(theirs)

    [made] = build(write(files, tmp_path) / "kubeflow/bases/26.03")

    assert made["metadata"]["labels"]["istio-injection"] == "disabled"
    assert made["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"


def test_fails_for_folders_of_another_release():
    with pytest.raises(ValueError, match=r"base=Upstream\(…\) has the folders of Kubeflow v1"):
        Platform(base=Upstream(ref="v1.9.1"), environments=(BEHIND, AHEAD))


def test_fails_for_folders_of_another_tag_with_the_argument_that_names_it():
    with pytest.raises(ValueError, match="for another release name that too, with release="):
        Upstream(ref="v1.10.2")


def test_fails_for_two_releases_of_one_name():
    same = replace(AHEAD, config=replace(AHEAD.config, release=replace(V1_9_1, spark="1.0.0")))
    with pytest.raises(ValueError, match=r"release 'v1\.9\.1' is given twice"):
        Platform(environments=(BEHIND, same))
