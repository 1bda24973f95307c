import json

import pytest

from constructs_lib import (
    Ambient,
    Sidecars,
    WorkloadDefaults,
)
from constructs_lib.catalog import Images
from constructs_lib.config import (
    Bcrypt,
    Copy,
    FromOutside,
    NeededSecret,
    Place,
    Random,
    Text,
)
from constructs_lib.kube import objects_of
from constructs_lib.secrets import GeneratedSecrets

NAME = "generate-secrets"
CLIENT = NeededSecret(
    name="client", namespace="auth", keys={"id": Text("kubeflow"), "secret": Random(24)}
)
PASSWORDS = NeededSecret(
    name="passwords",
    namespace="auth",
    keys={"HASH": Bcrypt(Place("auth", "first-password", "user"))},
)
COPY = NeededSecret(
    name="copy", namespace="proxy", keys={"secret": Copy(CLIENT.place("secret"))}
)
OUTSIDE = NeededSecret(name="github", namespace="auth", keys={"secret": FromOutside()})
NEEDED = (CLIENT, PASSWORDS, COPY, OUTSIDE)


@pytest.fixture
def wanted(find):
    return lambda: json.loads(find("ConfigMap", NAME)["data"]["wanted.json"])["secrets"]


def test_manifests(chart, yaml_snapshot):
    GeneratedSecrets(chart, "Secrets", needed=NEEDED)
    objects = objects_of(chart)
    for obj in objects:
        if obj["kind"] == "ConfigMap":
            obj["data"]["generate_secrets.py"] = "…"

    assert objects == yaml_snapshot


def roles(chart):
    return {
        obj["metadata"]["namespace"]: obj["rules"]
        for obj in objects_of(chart)
        if obj["kind"] == "Role"
    }


def test_it_may_read_and_change_the_named_secrets_only(chart):
    GeneratedSecrets(chart, "Secrets", needed=NEEDED)

    named = {
        namespace: rule["resourceNames"]
        for namespace, rules in roles(chart).items()
        for rule in rules
        if rule["verbs"] == ["get", "patch"]
    }
    assert named == {"auth": ["client", "first-password", "passwords"], "proxy": ["copy"]}


def test_it_may_do_nothing_in_other_namespaces(chart):
    GeneratedSecrets(chart, "Secrets", needed=NEEDED)

    assert not {"ClusterRole", "ClusterRoleBinding"} & {o["kind"] for o in objects_of(chart)}


def test_what_comes_from_outside_is_not_made(chart, wanted):
    GeneratedSecrets(chart, "Secrets", needed=NEEDED)

    assert [secret["name"] for secret in wanted()] == ["client", "passwords", "copy"]


def test_argo_cd_runs_it_at_every_sync(chart, find):
    GeneratedSecrets(chart, "Secrets", needed=NEEDED)

    annotations = find("Job", NAME)["metadata"]["annotations"]
    assert annotations == {
        "argocd.argoproj.io/hook": "Sync",
        "argocd.argoproj.io/hook-delete-policy": "HookSucceeded,HookFailed",
    }


def test_it_is_confined(chart, find):
    GeneratedSecrets(chart, "Secrets", needed=NEEDED)

    pod = find("Job", NAME)["spec"]["template"]["spec"]
    assert pod["securityContext"] == {
        "runAsNonRoot": True,
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    assert pod["containers"][0]["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
        "readOnlyRootFilesystem": True,
        "runAsUser": 65532,
    }


def test_its_image_comes_from_the_mirror(chart, find):
    images = Images(registry="mirror.example.com")
    GeneratedSecrets(
        chart,
        "Secrets",
        needed=NEEDED,
        defaults=WorkloadDefaults(images=images, mesh=Ambient()),
    )

    [container] = find("Job", NAME)["spec"]["template"]["spec"]["containers"]
    assert container["image"].startswith("mirror.example.com/library/python:3.12")


@pytest.mark.parametrize(("mesh", "label"), [(Ambient(), None), (Sidecars(), "false")])
def test_no_sidecar_keeps_its_pod_running(chart, find, mesh, label):
    GeneratedSecrets(chart, "Secrets", needed=NEEDED, defaults=WorkloadDefaults(mesh=mesh))

    labels = find("Job", NAME)["spec"]["template"]["metadata"]["labels"]
    assert labels.get("sidecar.istio.io/inject") == label


def test_fails_for_a_copy_of_what_is_not_made(chart):
    copy = NeededSecret(
        name="copy", namespace="proxy", keys={"secret": Copy(OUTSIDE.place("secret"))}
    )
    with pytest.raises(ValueError, match=r"'secret' of secret 'copy' is to be a copy of"):
        GeneratedSecrets(chart, "Secrets", needed=(OUTSIDE, copy))
