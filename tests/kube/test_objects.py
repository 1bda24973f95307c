from cdk8s_plus_27 import k8s
from constructs import Construct

from constructs_lib.kube import objects_of


def config_map(scope, name):
    k8s.KubeConfigMap(scope, name, metadata=k8s.ObjectMeta(name=name))


def test_objects_come_in_the_order_made(chart):
    part = Construct(chart, "Part")
    config_map(Construct(part, "Deep"), "z")
    config_map(part, "a")

    assert [obj["metadata"]["name"] for obj in objects_of(part)] == ["z", "a"]


def test_objects_of_others_are_left_out(chart):
    part = Construct(chart, "Part")
    config_map(Construct(chart, "Other"), "other")

    assert objects_of(part) == []


def test_objects_are_plain_values(chart):
    config_map(chart, "settings")

    assert objects_of(chart) == [
        {
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": {"name": "settings", "namespace": "kubeflow"},
        }
    ]
