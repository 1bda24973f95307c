"""The check before a sync against a real API server, with its own account and no more."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import pytest
import yaml

from constructs_lib import (
    CaBundle,
    Config,
    Environment,
    ExternalMySQL,
    Hooks,
    PipelinesSettings,
    Platform,
    PrerequisiteCheck,
)
from constructs_lib.platform import synthesize

from ..api_server import ApiServer, api_server, new_namespace
from ..client import Object
from ..definitions import platform_kinds
from ..in_pod import InPod, in_pod
from ..kgateway import PLATFORM_GATEWAY
from ..processes import wait_for

NAME: Final = "check-prerequisites"
# The hook's program, and what it is told.
FILES: Final = ("check_prerequisites.py", "task.json")
CLAIMS: Final = ("katib-mysql", "minio-pvc")
DATABASE: Final = ExternalMySQL(
    host="mysql.example.com", secret="mysql", ca=CaBundle("mysql-authorities")
)
MISSING = "is not there, which pods mount: make it first"
AUTHORITIES: Final = {
    "apiVersion": "v1",
    "kind": "ConfigMap",
    "metadata": {"name": "mysql-authorities", "namespace": "kubeflow"},
    "data": {"ca.crt": "-----BEGIN CERTIFICATE-----"},
}
ACCOUNT: Final = f"system:serviceaccount:kubeflow:{NAME}"
RIGHTS: Final = ("ClusterRole", "ClusterRoleBinding", "ServiceAccount")
READY: Final = [
    {
        "type": condition,
        "status": "True",
        "reason": condition,
        "message": "",
        "lastTransitionTime": "2026-01-01T00:00:00Z",
    }
    for condition in ("Accepted", "Programmed")
]
STORAGE: Final = {
    "apiVersion": "storage.k8s.io/v1",
    "kind": "StorageClass",
    "metadata": {
        "name": "standard",
        "annotations": {"storageclass.kubernetes.io/is-default-class": "true"},
    },
    "provisioner": "example.com/disks",
}
# verb, resource, namespace: whether the check may
TABLE: Final = (
    ("get", "gateways.gateway.networking.k8s.io/default-gateway", "default", True),
    ("get", "gateways.gateway.networking.k8s.io/another", "default", False),
    ("list", "gateways.gateway.networking.k8s.io", "default", False),
    ("patch", "gateways.gateway.networking.k8s.io/default-gateway", "default", False),
    ("get", "gatewayclasses.gateway.networking.k8s.io/kgateway", "", True),
    ("list", "gatewayclasses.gateway.networking.k8s.io", "", False),
    ("list", "storageclasses.storage.k8s.io", "", True),
    ("watch", "storageclasses.storage.k8s.io", "", False),
    ("create", "storageclasses.storage.k8s.io", "", False),
    ("get", "secrets", "kubeflow", False),
    ("get", "configmaps/istio", "istio-system", True),
    ("get", "configmaps/mysql-authorities", "kubeflow", True),
    ("get", "configmaps", "kubeflow", False),
    ("get", "configmaps", "istio-system", False),
    ("patch", "configmaps/istio", "istio-system", False),
    ("list", "namespaces", "", False),
    ("list", "customresourcedefinitions.apiextensions.k8s.io", "", False),
)


def gateway_class(name: str) -> Object:
    """Return a GatewayClass of someone's."""
    return {
        "apiVersion": "gateway.networking.k8s.io/v1",
        "kind": "GatewayClass",
        "metadata": {"name": name},
        "spec": {"controllerName": "example.com/controller"},
    }


CLASSES: Final = (
    gateway_class(PLATFORM_GATEWAY["spec"]["gatewayClassName"]),
    gateway_class("istio-waypoint"),
)


@dataclass(frozen=True)
class Check:
    """The program, and the server that it asks."""

    server: ApiServer
    program: InPod

    def found(self) -> list[str]:
        """Run it, and return what it says is missing."""
        done = self.program.run()
        assert done.returncode == (1 if done.stderr else 0), done.stderr
        return done.stderr.splitlines()

    def says_of(self, obj: Object, conditions: list[dict[str, Any]]) -> None:
        """Write what a controller would say of an object."""
        metadata = obj["metadata"]
        patch = json.dumps({"status": {"conditions": conditions}})
        self.server.kubectl(
            "patch",
            f"{obj['kind']}.v1.gateway.networking.k8s.io",
            metadata["name"],
            "-n",
            metadata.get("namespace", "default"),
            "--subresource=status",
            "--type=merge",
            f"--patch={patch}",
        )

    @contextmanager
    def without(self, obj: Object) -> Iterator[None]:
        """Take an object away for a while."""
        self.server.delete(obj)
        yield
        self.provide(obj)

    def provide(self, obj: Object) -> None:
        """Apply an object, and let its controller be content with it."""
        self.server.apply([obj])
        if obj["kind"] in ("Gateway", "GatewayClass"):
            self.says_of(obj, READY)


@pytest.fixture(scope="module")
def bare(tmp_path_factory) -> Iterator[Check]:
    """A server of a cluster in which no one has installed anything, and the hook in it."""
    folder = tmp_path_factory.mktemp("prerequisites")
    config = Config(
        hooks=Hooks(before=PrerequisiteCheck()),
        pipelines=PipelinesSettings(database=DATABASE),
    )
    platform = Platform(environments=(Environment("one", config),))
    hook = synthesize(platform).environments["one"]["before-sync"]
    [program] = [obj for obj in hook if obj["kind"] == "ConfigMap"]
    files = {name: program["data"][name] for name in FILES}
    with api_server(folder / "server") as server:
        server.apply([new_namespace("kubeflow")])
        server.apply(obj for obj in hook if obj["kind"] in RIGHTS)
        asked = ("auth", "can-i", "list", "storageclasses", f"--as={ACCOUNT}")
        wait_for(
            lambda: server.kubectl(*asked, check=False).stdout.strip() == "yes",
            "the authorizer's word about the hook's role",
        )
        yield Check(server, in_pod(server, NAME, files, folder))


@pytest.fixture(scope="module")
def bare_words(bare: Check) -> list[str]:
    """What the check says before anything is installed."""
    return bare.found()


@pytest.fixture(scope="module")
def check(bare: Check, bare_words: list[str]) -> Check:
    """The same cluster with all that the default environment needs."""
    bare.server.define(platform_kinds())
    for obj in (*CLASSES, PLATFORM_GATEWAY, STORAGE, AUTHORITIES):
        bare.provide(obj)
    return bare


@pytest.mark.parametrize(
    "words",
    [
        "Gateway of gateway.networking.k8s.io/v1 is not served: it comes with the Gateway API",
        "VirtualService of networking.istio.io/v1alpha3 is not served: it comes with Istio",
        "Certificate of cert-manager.io/v1 is not served: it comes with cert-manager",
        "Gateway default/default-gateway is not there",
        "GatewayClass istio-waypoint is not there",
        f"ConfigMap kubeflow/mysql-authorities {MISSING}",
        f"no StorageClass is the default one, for the volumes of {', '.join(CLAIMS)}",
    ],
)
def test_a_bare_cluster_is_told_all_that_it_lacks_at_once(bare_words, words):
    assert words in bare_words


def test_nothing_that_kubernetes_has_itself_is_missed(bare_words):
    assert [words for words in bare_words if words.endswith("comes with Kubernetes")] == []


def test_it_passes_where_everything_is_there(check):
    done = check.program.run()

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "nothing is missing"


@pytest.mark.parametrize("mode", ["OFF", "STRICT"])
def test_it_says_what_istio_makes_of_ingresses_and_passes(check, mode):
    settings = {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "istio", "namespace": "istio-system"},
        "data": {"mesh": yaml.safe_dump({"ingressControllerMode": mode})},
    }
    check.server.apply([new_namespace("istio-system"), settings])
    done = check.program.run()
    check.server.delete(settings)

    assert done.returncode == 0
    assert f"ingressControllerMode: {mode}" in done.stdout


def test_a_mesh_of_another_trust_domain_is_told(check):
    settings = {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "istio", "namespace": "istio-system"},
        "data": {"mesh": yaml.safe_dump({"trustDomain": "corp.example"})},
    }
    check.server.apply([new_namespace("istio-system"), settings])
    found = check.found()
    check.server.delete(settings)

    [words] = found
    assert words.startswith("the mesh's trust domain is corp.example by ConfigMap istio")


@pytest.mark.parametrize(
    ("obj", "words"),
    [
        (PLATFORM_GATEWAY, "Gateway default/default-gateway is not there"),
        (CLASSES[0], "GatewayClass kgateway is not there"),
        (CLASSES[1], "GatewayClass istio-waypoint is not there"),
        (
            AUTHORITIES,
            f"ConfigMap kubeflow/mysql-authorities {MISSING}",
        ),
    ],
    ids=["gateway", "its class", "waypoints' class", "authorities"],
)
def test_what_is_gone_is_named_and_nothing_else(check, obj, words):
    with check.without(obj):
        found = check.found()

    assert found == [words]


def test_without_a_default_storage_class_no_volume_would_be_made(check):
    with check.without(STORAGE):
        [words] = check.found()

    assert words.startswith("no StorageClass is the default one")


def test_a_gateway_that_is_not_programmed_is_told_with_the_reason(check):
    accepted, programmed = READY
    reason = {"status": "False", "reason": "Pending", "message": "no address"}
    check.says_of(PLATFORM_GATEWAY, [accepted, programmed | reason])
    found = check.found()
    check.says_of(PLATFORM_GATEWAY, READY)

    assert found == ["Gateway default/default-gateway is not Programmed: Pending: no address"]


def test_a_version_that_is_not_served_is_told_with_the_one_that_is(check):
    name = "httproutes.gateway.networking.k8s.io"
    serve = '[{{"op": "replace", "path": "/spec/versions/0/served", "value": {}}}]'
    patch = ("patch", "crd", name, "--type=json")
    check.server.kubectl(*patch, f"--patch={serve.format('false')}")
    try:
        wait_for(check.found, "a kind that is not served in this version any more")
        found = check.found()
    finally:
        check.server.kubectl(*patch, f"--patch={serve.format('true')}")
        wait_for(lambda: not check.found(), "the kind in both versions")

    [words] = found
    assert words.endswith(", which serves it as gateway.networking.k8s.io/v1beta1 here")


@pytest.mark.parametrize("row", TABLE, ids=lambda row: "-".join(map(str, row[:3])))
def test_it_may_do_nothing_else(check, row):
    verb, resource, namespace, may = row
    where = ("-n", namespace) if namespace else ()
    done = check.server.kubectl(
        "auth", "can-i", verb, resource, *where, f"--as={ACCOUNT}", check=False
    )

    assert done.stdout.strip() == ("yes" if may else "no")


def test_classes_gateways_and_istios_settings_are_all_that_it_may_touch(check):
    done = check.server.kubectl(
        "auth", "can-i", "--list", "-n", "kubeflow", f"--as={ACCOUNT}", "--no-headers"
    )
    # What every account may: ask what it may itself.
    resources = {
        line.split()[0].partition(".")[0]
        for line in done.stdout.splitlines()
        if not line.startswith((" ", "selfsubject"))
    }

    assert resources == {"configmaps", "gateways", "gatewayclasses", "storageclasses"}
