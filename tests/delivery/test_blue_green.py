from dataclasses import replace

from constructs_lib import Config, Edge, Environment, ParentGateway, Platform
from constructs_lib.delivery import front_files
from constructs_lib.delivery.blue_green import FRONT
from constructs_lib.delivery.layout import goes_to
from constructs_lib.rollout import BlueGreen

HOST = "ml.example.com"
PLATFORM = Platform(
    environments=(
        Environment("blue", Config(host=HOST, edge=Edge(aliases=(f"blue.{HOST}",)))),
        Environment(
            "green", Config(host=HOST, edge=Edge(aliases=(f"green.{HOST}",), port=8443))
        ),
    ),
    blue_green=BlueGreen(
        environments=("blue", "green"),
        live="blue",
        share=5,
        parent=ParentGateway(name="front", namespace="edge", section="https"),
    ),
)


def by_kind(kind, platform=PLATFORM):
    [objects] = front_files(platform).values()
    return [obj for obj in objects if obj["kind"] == kind]


def test_a_platform_without_two_has_no_such_file():
    assert front_files(replace(PLATFORM, blue_green=None)) == {}


def test_the_host_leads_to_both_by_their_shares():
    [route] = by_kind("HTTPRoute")
    [rule] = route["spec"]["rules"]

    assert route["spec"]["hostnames"] == [HOST]
    assert route["spec"]["parentRefs"][0]["sectionName"] == "https"
    assert {each["name"]: each["weight"] for each in rule["backendRefs"]} == {
        "kubeflow-blue": 95,
        "kubeflow-green": 5,
    }


def test_each_is_reached_by_its_alias_alone():
    assert [each["spec"]["static"]["hosts"] for each in by_kind("Backend")] == [
        [{"host": f"blue.{HOST}", "port": 443}],
        [{"host": f"green.{HOST}", "port": 8443}],
    ]


def test_each_certificate_is_checked():
    assert [each["spec"]["tls"] for each in by_kind("BackendConfigPolicy")] == [
        {"wellKnownCACertificates": "System", "sni": name, "verifySubjectAltNames": [name]}
        for name in (f"blue.{HOST}", f"green.{HOST}")
    ]


def test_a_switch_changes_two_weights_and_nothing_else():
    green = replace(PLATFORM.blue_green, live="green")  # type: ignore[type-var]
    [before], [after] = by_kind("HTTPRoute"), by_kind("HTTPRoute", _with(green))

    refs = after["spec"]["rules"][0]["backendRefs"]
    assert [each["weight"] for each in refs] == [5, 95]
    for each, weight in zip(refs, (95, 5), strict=True):
        each["weight"] = weight
    assert after == before


def _with(front):
    return replace(PLATFORM, blue_green=front)


def test_it_is_published_with_the_platform():
    assert goes_to(PLATFORM, PLATFORM.repository, FRONT)
