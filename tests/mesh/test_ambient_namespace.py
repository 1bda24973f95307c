import re

import pytest
from cdk8s import App, Chart
from cdk8s_plus_27 import k8s

from constructs_lib.config import Sidecars
from constructs_lib.kube import objects_of
from constructs_lib.mesh import AccessPolicy, AmbientNamespace, DefaultDeny


def test_manifests(chart, yaml_snapshot):
    AmbientNamespace(chart, "Namespace", name="team", labels={"control-plane": "kubeflow"})

    assert objects_of(chart) == yaml_snapshot


@pytest.mark.parametrize("namespace", ["kubeflow", None])
def test_a_namespace_is_in_none(app, namespace):
    chart = Chart(app, "namespaces", namespace=namespace)
    AmbientNamespace(chart, "Namespace", name="team")

    assert "namespace" not in objects_of(chart)[0]["metadata"]


def test_a_namespace_with_sidecars_is_not_captured(chart, find):
    AmbientNamespace(chart, "Namespace", name="team", mesh=Sidecars())

    assert find("Namespace", "team")["metadata"]["labels"] == {"istio-injection": "enabled"}


def test_fails_for_a_name_that_kubernetes_would_refuse(chart):
    with pytest.raises(ValueError, match="namespace 'Team_A' must be lower-case letters"):
        AmbientNamespace(chart, "Namespace", name="Team_A")


@pytest.mark.parametrize("key", ["istio.io/dataplane-mode", "istio-injection"])
def test_fails_for_a_label_that_contradicts_the_mesh(chart, key):
    message = f"label '{key}' of namespace 'team' follows from its mesh; leave it out, and"
    with pytest.raises(ValueError, match=re.escape(message)):
        AmbientNamespace(chart, "Namespace", name="team", labels={key: "enabled"})


@pytest.fixture
def serve(tmp_path):
    """Return a function that writes a closed namespace with a server in it."""

    def _serve(*, opened=(), network="by-policy", **decided):
        app = App(outdir=str(tmp_path))
        platform = Chart(app, "platform")
        AmbientNamespace(platform, "Namespace", name="team", **decided)
        chart = Chart(app, "team", namespace="team")
        DefaultDeny(chart, "Closed", network=network)
        labels = {"app": "web"}
        k8s.KubeDeployment(
            chart,
            "Web",
            metadata=k8s.ObjectMeta(name="web"),
            spec=k8s.DeploymentSpec(
                selector=k8s.LabelSelector(match_labels=labels),
                template=k8s.PodTemplateSpec(metadata=k8s.ObjectMeta(labels=labels)),
            ),
        )
        if opened:
            AccessPolicy(chart, "Open", name="web", selector=labels, callers=opened)
        app.synth()
        return {path.name for path in tmp_path.iterdir()}

    return _serve


WRITTEN = {"platform.k8s.yaml", "team.k8s.yaml"}


def test_synth_fails_for_a_workload_that_nothing_may_call(serve):
    message = (
        "\\[platform/Namespace\\] no policy admits callers of 'web' in namespace 'team', "
        "which is closed by default; write an AccessPolicy or a WebhookPort, or "
        "OwnComponent\\(reached_by=…\\)"
    )
    with pytest.raises(RuntimeError, match=message):
        serve()


def test_synth_writes_a_workload_that_a_policy_opens(serve):
    assert serve(opened=["cluster.local/ns/team/sa/client"]) == WRITTEN


def test_synth_fails_for_a_workload_that_the_network_shuts_all_the_same(serve):
    message = (
        r"\[platform/Namespace\] no NetworkPolicy lets anyone connect to 'web' in namespace "
        r"'team', which another one closes; set DefaultDeny\(network='by-policy'\), by which "
        r"each policy writes one, or write one for port 15008"
    )
    with pytest.raises(RuntimeError, match=message):
        serve(opened=["cluster.local/ns/team/sa/client"], network="elsewhere")


def test_synth_writes_a_workload_that_serves_nobody(serve):
    assert serve(without_clients=("web",)) == WRITTEN


def test_check_fails_for_all_that_was_forgotten_at_once(chart):
    namespace = AmbientNamespace(chart, "Namespace", name="team")
    DefaultDeny(Chart(chart, "team", namespace="team"), "Closed")
    template = {"metadata": {"labels": {"app": "any"}}}
    forgotten = [
        {
            "kind": kind,
            "metadata": {"name": name, "namespace": "team"},
            "spec": {"template": template},
        }
        for kind, name in (("Deployment", "web"), ("StatefulSet", "store"))
    ]

    with pytest.raises(ValueError, match="no policy admits callers of 'web', 'store'"):
        namespace.check([*objects_of(chart), *forgotten])
