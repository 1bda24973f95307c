import pytest

from tests.review.examples import service, spec
from tests.review.rules.said import said

GATEWAY = "gateway.networking.k8s.io/v1"
ISTIO = "networking.istio.io/v1"
ELSEWHERE = "paths, targets, listeners or settings change"
KINDS = [
    ("HTTPRoute", GATEWAY, lambda hosts: {"hostnames": hosts}),
    ("Gateway", GATEWAY, lambda hosts: {"listeners": [{"hostname": h} for h in hosts]}),
    ("VirtualService", ISTIO, lambda hosts: {"hosts": hosts}),
    ("Gateway", ISTIO, lambda hosts: {"servers": [{"hosts": hosts}]}),
    (
        "DNSEndpoint",
        "externaldns.k8s.io/v1alpha1",
        lambda hosts: {"endpoints": [{"dnsName": h} for h in hosts]},
    ),
    ("Certificate", "cert-manager.io/v1", lambda hosts: {"dnsNames": hosts}),
]


@pytest.mark.parametrize(("kind", "api", "fields"), KINDS)
def test_hosts_are_found_wherever_a_kind_has_them(kind, api, fields):
    old, new = (
        spec(kind, api, **fields(hosts)) for hosts in (["c", "b", "a"], ["c", "e", "d"])
    )

    assert said("route", old, new) == [
        ("warning", "removes hosts `a`, `b`"),
        ("notice", "adds hosts `d`, `e`"),
    ]


@pytest.mark.parametrize(("kind", "api", "fields"), KINDS)
def test_what_comes_is_for_its_hosts_and_what_goes_is_another_rules(kind, api, fields):
    made = spec(kind, api, **fields(["a"]))

    assert said("route", None, made) == [("notice", "adds hosts `a`")]
    assert said("route", made, None) == []


def test_a_listener_without_a_host_is_for_all():
    made = spec("Gateway", GATEWAY, listeners=[{"port": 80}])

    assert said("route", None, made) == [("notice", "adds hosts `*`")]


@pytest.mark.parametrize("field", ["parentRefs", "gateways"])
def test_another_gateway_is_named(field):
    old, new = (spec("VirtualService", ISTIO, **{field: [name]}) for name in "ab")
    [(level, sentence)] = said("route", old, new)

    assert (level, sentence.partition(":")[0]) == (
        "warning",
        "attaches to a different gateway",
    )


def test_other_settings_of_the_same_hosts_are_told():
    old, new = (spec("VirtualService", ISTIO, hosts=["a"], http=http) for http in "ab")

    assert said("route", old, new) == [("notice", ELSEWHERE)]
    assert said("route", old, old) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (None, "LoadBalancer", ("warning", ": reachable from outside the cluster")),
        (None, "NodePort", ("warning", ": reachable from outside the cluster")),
        ("LoadBalancer", "ClusterIP", ("notice", "")),
    ],
)
def test_the_type_of_a_service_is_told(before, after, told):
    level, meaning = told
    old = service(80, **({"type": before} if before else {}))

    assert said("service", old, service(80, type=after)) == [
        (level, f"type `{before or 'ClusterIP'}` → `{after}`{meaning}")
    ]


def test_a_service_that_is_of_the_default_type_is_not_another():
    assert said("service", service(80), service(80, type="ClusterIP")) == []


def test_a_new_service_that_is_open_is_told():
    assert said("service", None, service(80, type="LoadBalancer")) == [
        ("warning", "type `ClusterIP` → `LoadBalancer`: reachable from outside the cluster")
    ]


def test_ports_are_told_in_their_order():
    assert said("service", service(80, 3, 2), service(80, 5, 4)) == [
        ("warning", "no longer listens on `2`, `3`"),
        ("notice", "now listens on `4`, `5`"),
    ]


def test_the_same_kind_of_another_group_is_no_service():
    old, new = (spec("Service", "serving.knative.dev/v1", selector=a) for a in "ab")

    assert said("service", old, new) == []
