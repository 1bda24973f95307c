"""The servers behave as the other tests assume."""

from pathlib import Path

import pytest

from tests.cluster import processes
from tests.cluster.processes import ServerError, running, settled, wait_for

NAMESPACE = {
    "apiVersion": "v1",
    "kind": "Namespace",
    "metadata": {"name": "servers", "labels": {"istio.io/dataplane-mode": "ambient"}},
}

WEB = {
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "metadata": {"name": "web", "namespace": "servers"},
    "spec": {
        "selector": {"matchLabels": {"app": "web"}},
        "template": {
            "metadata": {"labels": {"app": "web"}},
            "spec": {"containers": [{"name": "web", "image": "web"}]},
        },
    },
}


def policy(name, **spec):
    return {
        "apiVersion": "security.istio.io/v1",
        "kind": "AuthorizationPolicy",
        "metadata": {"name": name, "namespace": "servers"},
        "spec": spec,
    }


@pytest.fixture(scope="module")
def web(cluster):
    """Return the cluster with a Deployment that has become ready."""
    cluster.apply([NAMESPACE, WEB])
    cluster.kubectl("rollout", "status", "deployment/web", "-n", "servers", "--timeout=30s")
    return cluster


def test_the_api_server_is_of_the_version_that_is_pinned(api_server):
    pinned = Path(__file__).with_name("go") / "kubernetes" / "go.mod"
    version = api_server.read("/version")["gitVersion"]

    assert f"k8s.io/kubernetes {version} " in pinned.read_text()


def test_the_platforms_kinds_are_served(api_server):
    path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
    groups = {crd["spec"]["group"] for crd in api_server.read(path)["items"]}

    assert groups >= {
        "argoproj.io",
        "cert-manager.io",
        "gateway.networking.k8s.io",
        "networking.istio.io",
        "security.istio.io",
    }


def test_a_pod_that_its_namespace_forbids_is_not_admitted(api_server):
    labels = {"pod-security.kubernetes.io/enforce": "restricted"}
    account = {
        "apiVersion": "v1",
        "kind": "ServiceAccount",
        "metadata": {"name": "default", "namespace": "restricted"},
    }
    api_server.apply(
        [NAMESPACE | {"metadata": {"name": "restricted", "labels": labels}}, account]
    )

    refused = api_server.kubectl(
        "run", "pod", "--image=pod", "-n", "restricted", "--dry-run=server", check=False
    )

    assert 'violates PodSecurity "restricted:latest"' in refused.stderr


def test_a_deployment_becomes_ready_and_has_an_address(web):
    (pod,) = web.read("/api/v1/namespaces/servers/pods")["items"]

    assert pod["status"]["podIP"].startswith("10.244.")


def test_a_ready_pod_stays_ready(web):
    (node,) = web.read("/api/v1/nodes")["items"]

    assert "taints" not in node["spec"]


def test_istiod_says_what_it_makes_of_a_policy(web, istiod):
    web.apply([policy("plain", selector={"matchLabels": {"app": "web"}})])

    said = istiod.conditions("authorizationpolicy", "plain", "servers")["ZtunnelAccepted"]

    assert (said["status"], said["message"]) == ("True", "attached to ztunnel")


def test_istiod_says_that_ztunnel_cannot_enforce_http(web, istiod):
    to = [{"operation": {"paths": ["/"]}}]
    web.apply([policy("http", selector={"matchLabels": {"app": "web"}}, rules=[{"to": to}])])

    said = istiod.conditions("authorizationpolicy", "http", "servers")["ZtunnelAccepted"]

    assert said["reason"] == "UnsupportedValue"


def test_istiod_tells_ztunnel_which_policies_a_workload_has(web, istiod):
    web.apply([policy("selected", selector={"matchLabels": {"app": "web"}}), policy("wide")])

    wanted = {"servers/selected", "servers/wide"}

    assert settled(lambda: wanted & istiod.policies_at("servers")["web"], wanted) == wanted


def test_a_server_that_ends_says_its_last_words(tmp_path):
    with (
        pytest.raises(ServerError, match=r"(?s)sh ended with 3; its log:\nno such thing"),
        running(
            ["sh", "-c", "echo no such thing; exit 3"], folder=tmp_path, ready=lambda: False
        ),
    ):
        pass


def test_a_server_that_is_late_says_its_last_words(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "PATIENCE", 0.3)

    with (
        pytest.raises(
            ServerError, match=r"(?s)sh: readiness did not come .*ends:\nstill busy"
        ),
        running(
            ["sh", "-c", "echo still busy; sleep 60"], folder=tmp_path, ready=lambda: False
        ),
    ):
        pass


def test_a_server_and_its_children_end_with_the_test(tmp_path):
    children = tmp_path / "children"
    script = f"sleep 60 & echo $! > {children}; wait"

    with (
        pytest.raises(KeyboardInterrupt),
        running(["sh", "-c", script], folder=tmp_path, ready=children.exists),
    ):
        raise KeyboardInterrupt

    wait_for(
        lambda: not Path("/proc", children.read_text().strip()).exists(), "the child's end"
    )
