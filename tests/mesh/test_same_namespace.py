from cdk8s import Chart

from constructs_lib.kube import objects_of
from constructs_lib.mesh import SameNamespace
from constructs_lib.reach.network import Pod, lets_through


def test_pods_of_the_namespace_alone_may_connect(app):
    chart = Chart(app, "auth", namespace="auth")
    SameNamespace(chart, "Network")
    policies = objects_of(chart)
    here = Pod("auth")

    assert [each["metadata"]["name"] for each in policies] == [
        "default-allow-same-namespace-auth"
    ]
    assert lets_through(policies, Pod("auth"), here, 5556)
    assert not lets_through(policies, Pod("team"), here, 5556)
