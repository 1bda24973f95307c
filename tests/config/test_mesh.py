import re

import pytest

from constructs_lib.config import (
    Ambient,
    Sidecars,
    ingress_principal,
    profile_membership,
)


@pytest.mark.parametrize("mesh", [Ambient, Sidecars])
def test_fails_for_an_ingress_namespace_that_is_no_name(mesh):
    with pytest.raises(ValueError, match="ingress namespace 'Istio System' must be"):
        mesh(ingress_namespace="Istio System")


@pytest.mark.parametrize("version", ["1.25", "v1.25.1", "latest", "", "1.26.0-rc.1"])
def test_fails_for_a_version_of_istio_that_is_none(version):
    message = f"Istio's version must look like '1.25.1', got '{version}'"
    with pytest.raises(ValueError, match=message):
        Ambient(istio=version)


@pytest.mark.parametrize("version", ["1.25.0", "1.24.9", "1.9.10"])
def test_fails_for_an_istio_too_old_for_ambient_mode(version):
    message = f"needs Istio 1.25.1 or newer, got '{version}'; use Sidecars.. or upgrade Istio"
    with pytest.raises(ValueError, match=message):
        Ambient(istio=version)


@pytest.mark.parametrize("version", ["1.25.1", "1.26.0", "1.100.0", "2.0.0"])
def test_a_later_istio_will_do(version):
    assert Ambient(istio=version).istio == version


def test_fails_for_waypoints_that_are_neither_open_nor_closed():
    message = "other_waypoints must be 'open' or 'closed', got 'ajar'"
    with pytest.raises(ValueError, match=message):
        Ambient(other_waypoints="ajar")


@pytest.mark.parametrize("mesh", [Ambient, Sidecars])
def test_a_principal_is_how_the_mesh_spells_a_service_account(mesh):
    assert mesh().principal("auth", "dex") == "cluster.local/ns/auth/sa/dex"


@pytest.mark.parametrize("mesh", [Ambient, Sidecars])
def test_a_principal_begins_with_the_meshs_own_trust_domain(mesh):
    known = mesh(trust_domain="corp.example")

    assert known.principal("auth", "dex") == "corp.example/ns/auth/sa/dex"


@pytest.mark.parametrize("mesh", [Ambient, Sidecars])
@pytest.mark.parametrize("domain", ["", "spiffe://corp.example", "corp.example/ns", "Corp"])
def test_fails_for_a_trust_domain_that_is_no_name(mesh, domain):
    with pytest.raises(ValueError, match="trust domain must be lower-case letters"):
        mesh(trust_domain=domain)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("revision", "1.26", "revision of Istio '1.26' must be lower-case letters"),
        (
            "revision",
            "default",
            ("revision 'default' is Istio's name for an istiod without a revision"),
        ),
        ("root_namespace", "Root", "root namespace 'Root' must be lower-case letters"),
        ("cluster_id", "", "cluster_id is empty; Istio's default is 'Kubernetes'"),
        ("cluster_id", "my cluster", "cluster_id has value 'my cluster'"),
        ("network", "a/b", "network has value 'a/b'"),
    ],
)
def test_fails_for_what_istio_would_not_take(field, value, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        Ambient(**{field: value})


def test_fails_for_an_alias_that_is_no_name():
    with pytest.raises(ValueError, match="alias of the trust domain must be lower-case"):
        Sidecars(trust_domain_aliases=("old example",))


def test_fails_for_an_alias_that_is_the_trust_domain():
    with pytest.raises(ValueError, match=r"trust domain 'corp.example' is given twice"):
        Sidecars(trust_domain="corp.example", trust_domain_aliases=("corp.example",))


def test_the_ingress_is_known_by_its_namespace():
    assert ingress_principal(Ambient(ingress_namespace="edge")) == (
        "cluster.local/ns/edge/sa/istio-ingressgateway-service-account"
    )


def test_sidecars_leave_a_profiles_membership_to_the_profile_controller():
    assert profile_membership(Sidecars()) == {}


def test_a_profile_in_ambient_is_captured_and_has_no_sidecars():
    labels = profile_membership(Ambient())

    assert labels["istio.io/dataplane-mode"] == "ambient"
    # To the profile controller an empty value takes its own `enabled` away.
    assert labels["istio-injection"] == ""


def test_a_profile_in_ambient_is_reached_through_its_waypoint_only():
    labels = profile_membership(Ambient())

    assert labels["istio.io/use-waypoint"] == "waypoint"
    assert labels["istio.io/ingress-use-waypoint"] == "true"
