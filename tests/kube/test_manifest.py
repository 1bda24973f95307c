from cdk8s import ApiObjectMetadata

from constructs_lib.kube import Manifest


def manifest(chart, body):
    return Manifest(
        chart,
        "Thing",
        api_version="example.com/v1",
        kind="Thing",
        metadata=ApiObjectMetadata(name="thing"),
        body=body,
    )


def test_the_body_stands_beside_what_every_object_has(chart, find):
    manifest(chart, {"spec": {"size": 1}, "data": [{"snake_case": "kept"}]})

    assert find("Thing", "thing") == {
        "apiVersion": "example.com/v1",
        "kind": "Thing",
        "metadata": {"name": "thing", "namespace": "kubeflow"},
        "spec": {"size": 1},
        "data": [{"snake_case": "kept"}],
    }


def test_the_body_may_be_empty(chart, find):
    manifest(chart, {})

    assert find("Thing", "thing").keys() == {"apiVersion", "kind", "metadata"}
