from datetime import timedelta

import pytest

from constructs_lib.config import Destination, SyncWindow
from constructs_lib.delivery import ArgoProject, Kind
from constructs_lib.kube import objects_of

REPOSITORY = "https://git.example.com/platform/k8s-app-configs.git"


@pytest.fixture
def project_spec(chart, find):
    """Return the spec that a project of some fields has."""

    def _project_spec(**fields):
        fields = {"repositories": [REPOSITORY], "namespaces": ["kubeflow"]} | fields
        ArgoProject(chart, "Mine", **{"name": "mine"} | fields)
        return find("AppProject", "mine")["spec"]

    return _project_spec


def test_manifests_of_a_project(chart, yaml_snapshot):
    ArgoProject(
        chart,
        "Project",
        name="kubeflow",
        description="Kubeflow and all that it needs",
        repositories=[REPOSITORY],
        namespaces=["kubeflow", "team-a"],
        destination=Destination(server="https://cluster.example.com:6443"),
        cluster_kinds=[Kind("", "Namespace"), Kind("rbac.authorization.k8s.io", "*")],
        namespace_kinds=[Kind("apps", "Deployment")],
        windows=[
            SyncWindow(
                kind="deny",
                schedule="0 8 * * 1-5",
                duration=timedelta(hours=10),
                time_zone="Europe/Berlin",
                by_hand=True,
                description="Working hours",
            )
        ],
        wave=-1,
    )

    assert objects_of(chart) == yaml_snapshot


def test_a_project_permits_every_kind_of_a_namespace_by_default(project_spec):
    assert "namespaceResourceWhitelist" not in project_spec()


def test_a_project_may_permit_no_kind_of_a_namespace(project_spec):
    assert project_spec(namespace_kinds=[])["namespaceResourceWhitelist"] == []


def test_a_window_is_for_every_application_of_the_project(project_spec):
    window = SyncWindow(kind="allow", schedule="0 2 * * *", duration=timedelta(minutes=90))

    assert project_spec(windows=[window])["syncWindows"] == [
        {
            "kind": "allow",
            "schedule": "0 2 * * *",
            "duration": "90m",
            "timeZone": "UTC",
            "manualSync": False,
            "applications": ["*"],
        }
    ]


def test_a_project_permits_no_kind_of_the_cluster_by_default(project_spec):
    assert project_spec()["clusterResourceWhitelist"] == []


def test_of_many_namespaces_some_may_be_refused(project_spec):
    spec = project_spec(namespaces=["*"], forbidden_namespaces=["kube-system"])

    # Argo CD refuses what any `!` names, in whatever order they come.
    assert [place["namespace"] for place in spec["destinations"]] == ["*", "!kube-system"]


def test_fails_for_namespaces_that_are_refused_among_a_few(project_spec):
    message = "project 'mine' forbids kube-system, with which Argo CD permits every other"
    with pytest.raises(ValueError, match=message):
        project_spec(forbidden_namespaces=["kube-system"])


def test_a_project_may_be_for_a_cluster_by_its_name(project_spec):
    assert project_spec(destination=Destination(name="prod"))["destinations"] == [
        {"name": "prod", "namespace": "kubeflow"}
    ]


def test_fails_for_namespaces_that_are_refused_at_a_cluster_by_its_name(project_spec):
    message = "project 'mine' forbids kube-system, which Argo CD supports only for a destinat"
    with pytest.raises(ValueError, match=message):
        project_spec(
            namespaces=["*"],
            forbidden_namespaces=["kube-system"],
            destination=Destination(name="prod"),
        )


def test_fails_for_a_project_of_no_name(project_spec):
    with pytest.raises(ValueError, match="project 'My Project' must be lower-case letters"):
        project_spec(name="My Project")


@pytest.mark.parametrize("field", ["repositories", "namespaces"])
def test_fails_for_a_project_that_permits_nothing(project_spec, field):
    message = "project 'mine' permits nothing; add a repository and a namespace"
    with pytest.raises(ValueError, match=message):
        project_spec(**{field: []})
