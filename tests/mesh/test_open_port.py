from constructs_lib.mesh import OpenPort


def test_manifests(chart, yaml_snapshot):
    OpenPort(chart, "Port", name="login", selector={"app": "login"}, port=5556)

    assert chart.to_json() == yaml_snapshot


def test_anyone_may_call_the_port_and_no_other(chart, find):
    OpenPort(chart, "Port", name="login", selector={"app": "login"}, port=5556)

    [rule] = find("AuthorizationPolicy", "login")["spec"]["rules"]
    assert rule == {"to": [{"operation": {"ports": ["5556"]}}]}
