import pytest
from cdk8s import Chart
from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib.kube import cluster_scoped, namespace_of, objects_of


def role(chart):
    return k8s.KubeClusterRole(chart, "Role", metadata=k8s.ObjectMeta(name="reader"))


def test_an_object_of_the_cluster_has_no_namespace(chart, find):
    cluster_scoped(role(chart))

    assert "namespace" not in find("ClusterRole", "reader")["metadata"]


def test_a_chart_without_a_namespace_gives_none_to_take_away(app):
    chart = Chart(app, "everywhere")
    cluster_scoped(role(chart))

    assert objects_of(chart)[0]["metadata"] == {"name": "reader"}


def test_a_construct_is_in_the_namespace_of_its_chart(chart):
    assert namespace_of(Construct(chart, "Part")) == "kubeflow"


def test_fails_where_the_chart_has_no_namespace(app):
    part = Construct(Chart(app, "everywhere"), "Part")

    with pytest.raises(ValueError, match="chart 'everywhere' has no namespace; open it as"):
        namespace_of(part)
