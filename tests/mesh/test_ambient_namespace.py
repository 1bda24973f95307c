import re

import pytest
from cdk8s import Chart

from constructs_lib.config import Sidecars
from constructs_lib.mesh import AmbientNamespace


def test_manifests(chart, yaml_snapshot):
    AmbientNamespace(chart, "Namespace", name="team", labels={"control-plane": "kubeflow"})

    assert chart.to_json() == yaml_snapshot


@pytest.mark.parametrize("namespace", ["kubeflow", None])
def test_a_namespace_is_in_none(app, namespace):
    chart = Chart(app, "namespaces", namespace=namespace)
    AmbientNamespace(chart, "Namespace", name="team")

    assert "namespace" not in chart.to_json()[0]["metadata"]


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
