import pytest

from constructs_lib.config import (
    Ambient,
    Config,
    Edge,
    Ingress,
    PlatformPrerequisites,
    Sidecars,
)
from constructs_lib.mesh import istiod_values
from constructs_lib.releases import V1_10_2, V1_11_0


def values(**decisions):
    return istiod_values(Config(**decisions), PlatformPrerequisites())


def test_values(yaml_snapshot):
    assert [values()] == yaml_snapshot


def test_the_provider_has_the_name_that_the_policies_use():
    [provider] = values(edge=Edge(ingress=Ingress(provider="login")))["meshConfig"][
        "extensionProviders"
    ]

    assert provider["name"] == "login"


def test_the_login_is_asked_where_it_is():
    prerequisites = PlatformPrerequisites(login_host="login.auth.svc", login_port=4180)
    found = istiod_values(Config(), prerequisites)
    [provider] = found["meshConfig"]["extensionProviders"]

    assert (
        provider["envoyExtAuthzHttp"]["service"],
        provider["envoyExtAuthzHttp"]["port"],
    ) == ("login.auth.svc", 4180)


@pytest.mark.parametrize("mode", ["OFF", "STRICT"])
def test_istiod_makes_routes_of_ingresses_only_if_it_is_asked_to(mode):
    prerequisites = PlatformPrerequisites(ingress_controller=mode)

    found = istiod_values(Config(), prerequisites)["meshConfig"]["ingressControllerMode"]
    assert found == mode


def test_a_mesh_of_sidecars_is_not_ambient():
    assert "PILOT_ENABLE_AMBIENT" not in values(mesh=Sidecars())["env"]


@pytest.mark.parametrize(
    ("decisions", "confined"),
    [
        ({"release": V1_11_0}, True),
        ({"release": V1_11_0, "mesh": Ambient(istio="1.26.0")}, False),
        ({"release": V1_11_0, "mesh": Sidecars(cni=True)}, False),
        ({"release": V1_11_0, "components": ("katib",)}, False),
        ({"release": V1_10_2}, False),
    ],
    ids=["old", "reads parameters", "sidecars", "no waypoint", "baseline"],
)
def test_waypoints_of_an_old_istio_are_confined_where_they_are_refused_otherwise(
    decisions, confined
):
    assert ("gateways" in values(**decisions)) is confined


@pytest.mark.parametrize(
    ("decisions", "confined"),
    [
        ({"release": V1_11_0, "mesh": Sidecars(cni=True)}, True),
        ({"release": V1_11_0, "mesh": Sidecars()}, False),
        ({"release": V1_11_0}, False),
        ({"release": V1_10_2, "mesh": Sidecars(cni=True)}, False),
    ],
    ids=["restricted", "not enforced", "ambient", "baseline"],
)
def test_sidecars_are_confined_where_they_are_refused_otherwise(decisions, confined):
    proxy = values(**decisions).get("global", {}).get("proxy", {})

    assert ("seccompProfile" in proxy) is confined


def asked(word):
    [provider] = values()["meshConfig"]["extensionProviders"]
    return provider["envoyExtAuthzHttp"][word]


def test_the_login_hears_whether_a_program_or_a_browser_asks():
    assert "accept" in asked("includeRequestHeadersInCheck")


def test_what_the_token_says_goes_on_once():
    assert asked("headersToUpstreamOnAllow") == ["authorization", "path"]


@pytest.mark.parametrize("mesh", [Ambient, Sidecars])
def test_istiod_is_told_another_trust_domain(mesh):
    found = values(mesh=mesh(trust_domain="corp.example"))["meshConfig"]

    assert found["trustDomain"] == "corp.example"


def test_istiod_is_told_another_domain_of_the_cluster():
    found = values(cluster_domain="k8s.corp.example")

    assert found["global"]["proxy"]["clusterDomain"] == "k8s.corp.example"


def test_istiod_is_told_where_it_is_and_what_it_calls_the_cluster():
    mesh = Ambient(
        istiod_namespace="mesh",
        revision="canary",
        root_namespace="mesh-root",
        cluster_id="edge",
        network="north",
    )
    found = values(mesh=mesh)

    assert found["revision"] == "canary"
    assert found["meshConfig"]["rootNamespace"] == "mesh-root"
    assert found["global"] == {
        "istioNamespace": "mesh",
        "multiCluster": {"clusterName": "edge"},
        "network": "north",
    }


def test_istiod_is_told_whose_identities_are_the_meshs_too():
    mesh = Sidecars(trust_domain="new.example", trust_domain_aliases=("old.example",))

    assert values(mesh=mesh)["meshConfig"]["trustDomainAliases"] == ["old.example"]
