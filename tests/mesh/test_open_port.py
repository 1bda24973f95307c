from constructs_lib.kube import objects_of
from constructs_lib.mesh import OpenPort


def test_manifests(chart, yaml_snapshot):
    OpenPort(chart, "Port", name="login", selector={"app": "login"}, port=5556)

    assert objects_of(chart) == yaml_snapshot


def test_anyone_may_call_the_port_and_no_other(chart, find):
    OpenPort(chart, "Port", name="login", selector={"app": "login"}, port=5556)

    [rule] = find("AuthorizationPolicy", "login")["spec"]["rules"]
    assert rule == {"to": [{"operation": {"ports": ["5556"]}}]}


def test_of_the_mesh_only_those_who_are_named_may_call_the_port(chart, find):
    caller = "cluster.local/ns/oauth2-proxy/sa/oauth2-proxy"
    OpenPort(
        chart, "Port", name="login", selector={"app": "login"}, port=5556, callers=[caller]
    )

    [rule] = find("AuthorizationPolicy", "login")["spec"]["rules"]
    assert rule["from"] == [
        {"source": {"principals": [caller]}},
        {"source": {"notPrincipals": ["*"]}},
    ]
