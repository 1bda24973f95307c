from typing import Any

import pytest
import yaml

from constructs_lib.catalog import Images
from constructs_lib.components.volumes_web_app import VolumesWebApp
from constructs_lib.config import Pods, Resources, WorkloadDefaults
from constructs_lib.workloads.workload import CHECKSUM

NAME = "volumes-web-app"
DEPLOYMENT = f"{NAME}-deployment"
ROLE = f"{NAME}-kubeflow-volume-ui"


@pytest.fixture
def make(chart, gateway):
    def _make(**settings: Any) -> VolumesWebApp:
        return VolumesWebApp(chart, "App", gateway=gateway, **settings)

    return _make


def test_manifests(make, manifests, yaml_snapshot):
    make()

    assert manifests() == yaml_snapshot


def test_is_served_under_its_path(make, find):
    make()
    [rule] = find("VirtualService", f"{NAME}-{NAME}")["spec"]["http"]

    assert rule["match"] == [{"uri": {"prefix": "/volumes/"}}]


def test_viewers_of_volumes_cannot_create(make, find):
    make()
    rules = find("ClusterRole", f"{ROLE}-view")["rules"]

    assert all("create" not in rule["verbs"] for rule in rules)


def test_starts_the_file_browser_of_the_environment(make, env):
    make(viewer_image="files.example.com/browser:2")

    assert env(DEPLOYMENT, NAME)["VOLUME_VIEWER_IMAGE"] == "files.example.com/browser:2"


def test_starts_a_file_browser_from_the_mirror(make, env):
    make(defaults=WorkloadDefaults(images=Images(registry="mirror.example.com/kubeflow")))

    assert env(DEPLOYMENT, NAME)["VOLUME_VIEWER_IMAGE"] == (
        "mirror.example.com/kubeflow/filebrowser/filebrowser:v2.25.0"
    )


def test_the_file_browser_is_confined(make, find):
    make()
    text = find("ConfigMap", "volumes-web-app-viewer-spec")["data"]["viewer-spec.yaml"]
    [container] = yaml.safe_load(text)["podSpec"]["containers"]

    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
    }


def test_the_file_browser_says_what_a_quota_counts(make, find):
    row = Resources(cpu="1", memory="1Gi", cpu_limit="2", memory_limit="2Gi")
    make(viewer_resources=row)
    text = find("ConfigMap", f"{NAME}-viewer-spec")["data"]["viewer-spec.yaml"]
    [container] = yaml.safe_load(text)["podSpec"]["containers"]

    assert container["resources"] == row.to_spec()


def test_mounts_one_file_and_leaves_the_folder_to_the_image(make, container):
    make()

    assert container(DEPLOYMENT, NAME)["volumeMounts"] == [
        {
            "name": "viewer-spec",
            "mountPath": "/etc/config/viewer-spec.yaml",
            "subPath": "viewer-spec.yaml",
        }
    ]


def test_its_pods_roll_with_the_file_that_they_read_only_once(make, find, ambient):
    make(defaults=ambient)
    annotations = find("Deployment", DEPLOYMENT)["spec"]["template"]["metadata"]["annotations"]

    assert annotations.keys() == {CHECKSUM}


def test_viewers_of_volumes_run_where_they_are_to(make, find):
    there = Pods(node_selector={"pool": "ml"}, pull_secrets=("mirror",))
    make(defaults=WorkloadDefaults(in_profiles=there))
    data = find("ConfigMap", "volumes-web-app-viewer-spec")["data"]
    pod = yaml.safe_load(data["viewer-spec.yaml"])["podSpec"]

    assert (pod["nodeSelector"], pod["imagePullSecrets"]) == (
        {"pool": "ml"},
        [{"name": "mirror"}],
    )
