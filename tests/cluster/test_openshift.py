"""Whether OpenShift would admit every pod, and who may ask for more than `restricted-v2`.

Its admission is played, by the SCCs as openshift/cluster-kube-apiserver-operator has them
(bindata/bootkube/scc-manifests); who may use one is the API server's word.
"""

from collections.abc import Iterator
from typing import Any, Final

import pytest

from constructs_lib import (
    Backup,
    BackupVolume,
    Cluster,
    Config,
    Environment,
    Hooks,
    OpenShift,
    Platform,
    PrerequisiteCheck,
    SmokeTest,
)
from constructs_lib.kube import Object
from constructs_lib.platform import synthesize

from .api_server import new_namespace
from .client import Client, connected
from .processes import wait_for

SCC: Final = "nonroot-v2"
EDITOR: Final = "system:serviceaccount:team:default-editor"
DASHBOARD: Final = "system:serviceaccount:kubeflow:centraldashboard"


def made(**chosen: Any) -> list[Object]:
    """Return what runs on OpenShift, with every Job that there can be."""
    config = Config(
        cluster=Cluster(distribution=OpenShift(version="4.19.0", **chosen)),
        backup=Backup(destination=BackupVolume(claim="copies")),
        hooks=Hooks(before=PrerequisiteCheck(), after=SmokeTest()),
    )
    platform = Platform(environments=(Environment("default", config),))
    units = synthesize(platform).environments["default"]
    return [obj for objects in units.values() for obj in objects]


@pytest.fixture(scope="module")
def objects() -> list[Object]:
    return made()


def pods(objects: list[Object]) -> Iterator[tuple[str, Object]]:
    """Yield every pod's specification, by the name of its account."""
    for obj in objects:
        spec = obj.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        if obj["kind"] in ("CronJob", "Deployment", "Job", "StatefulSet"):
            pod = spec["template"]["spec"]
            yield pod["serviceAccountName"], pod


def refused(pod: Object, *, own_user: bool) -> list[str]:
    """Return the fields for which an SCC refuses a pod: restricted-v2, or nonroot-v2."""
    containers = (*pod.get("initContainers", ()), *pod["containers"])
    contexts = [each.get("securityContext", {}) for each in (pod, *containers)]
    found = [
        field
        for context in contexts
        for field in ("runAsUser", "fsGroup", "supplementalGroups")
        if field in context and not (own_user and context[field] != 0)
    ]
    for context in contexts:
        found += [f for f in ("privileged", "seLinuxOptions", "procMount") if f in context]
        if context.get("allowPrivilegeEscalation"):
            found.append("allowPrivilegeEscalation")
        if context.get("capabilities", {}).get("add"):
            found.append("capabilities")
        if context.get("seccompProfile", {}).get("type", "RuntimeDefault") != "RuntimeDefault":
            found.append("seccompProfile")
    found += [f for f in ("hostNetwork", "hostPID", "hostIPC") if pod.get(f)]
    return found + [v["name"] for v in pod.get("volumes", ()) if "hostPath" in v]


def test_every_pod_but_the_dashboards_runs_as_the_user_that_it_is_given(objects):
    found = {account: refused(pod, own_user=False) for account, pod in pods(objects)}

    assert len(found) > 30
    assert {account for account, fields in found.items() if fields} == {"centraldashboard"}


def test_the_dashboards_needs_a_user_of_its_own_and_nothing_more(objects):
    [pod] = [pod for account, pod in pods(objects) if account == "centraldashboard"]

    assert refused(pod, own_user=False) == ["runAsUser"]
    assert refused(pod, own_user=True) == []


def test_nothing_that_runs_in_profiles_chooses_its_user(objects):
    [hook] = [
        obj
        for obj in objects
        if obj["metadata"]["name"] == "kubeflow-pipelines-profile-controller-code"
    ]

    assert "runAsUser" not in hook["data"]["sync.py"]


def test_notebooks_get_volumes_of_the_group_that_the_cluster_gives(objects):
    [settings] = [
        obj for obj in objects if obj["metadata"]["name"] == "notebook-controller-config"
    ]

    assert settings["data"]["ADD_FSGROUP"] == "false"


def test_with_images_for_any_user_nobody_in_profiles_gets_more():
    assigned = made(notebook_user="assigned")

    assert "kubeflow-own-users" not in {obj["metadata"]["name"] for obj in assigned}


@pytest.fixture(scope="module")
def client(cluster, deployed, objects) -> Iterator[Client]:
    """Provide the cluster with the rights that there are on OpenShift alone."""
    known = {"kubeflow-own-users", "centraldashboard-own-user"}
    uses = {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "ClusterRole",
        "metadata": {"name": f"system:openshift:scc:{SCC}"},
        "rules": [
            {
                "apiGroups": ["security.openshift.io"],
                "resources": ["securitycontextconstraints"],
                "resourceNames": [SCC],
                "verbs": ["use"],
            }
        ],
    }
    # As the profile controller binds it.
    editor = {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "RoleBinding",
        "metadata": {"name": "default-editor", "namespace": "team"},
        "roleRef": {
            "apiGroup": "rbac.authorization.k8s.io",
            "kind": "ClusterRole",
            "name": "kubeflow-edit",
        },
        "subjects": [
            {"kind": "ServiceAccount", "name": "default-editor", "namespace": "team"}
        ],
    }
    own = [obj for obj in objects if obj["metadata"]["name"] in known]
    cluster.apply([new_namespace("team"), uses, editor, *own])
    with connected(cluster) as opened:
        wait_for(
            lambda: may(opened, EDITOR, SCC, "team"), "the rules of the role that is gathered"
        )
        yield opened
    for obj in own:
        cluster.kubectl(
            "delete", obj["kind"], obj["metadata"]["name"], "-n", "kubeflow", "--wait=false"
        )


def may(client: Client, user: str, scc: str, namespace: str) -> bool:
    """Return whether someone may use an SCC for pods of a namespace."""
    return client.may(
        user,
        verb="use",
        group="security.openshift.io",
        resource="securitycontextconstraints",
        name=scc,
        namespace=namespace,
    )


@pytest.mark.parametrize(
    ("user", "scc", "namespace", "allowed"),
    [
        (DASHBOARD, SCC, "kubeflow", True),
        (DASHBOARD, SCC, "team", False),
        (DASHBOARD, "anyuid", "kubeflow", False),
        (EDITOR, SCC, "team", True),
        (EDITOR, SCC, "kubeflow", False),
        (EDITOR, "anyuid", "team", False),
        (EDITOR, "privileged", "team", False),
        ("system:serviceaccount:team:default", SCC, "team", False),
        ("system:serviceaccount:auth:dex", SCC, "auth", False),
        ("system:serviceaccount:kubeflow:mysql", SCC, "kubeflow", False),
    ],
)
def test_who_may_run_as_a_user_of_ones_own(client, user, scc, namespace, allowed):
    assert may(client, user, scc, namespace) is allowed
