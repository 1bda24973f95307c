import re

import pytest

from constructs_lib.catalog import ADD_ONS
from constructs_lib.config import (
    AddOn,
    Ambient,
    Cluster,
    Config,
    DnsEndpoint,
    Edge,
    Environment,
    ExternalDns,
    Kgateway,
    OpenShift,
    Platform,
    PlatformPrerequisites,
    Sidecars,
)

AWS = {"external-dns": {"provider": {"name": "aws"}, "policy": "upsert-only"}}
EXTERNAL_DNS = AddOn(name="external-dns", values=AWS)


def wanted(add_on, config):
    return Platform(
        environments=(Environment("one", config),),
        prerequisites=PlatformPrerequisites(add_ons=(add_on,)),
    )


def test_fails_for_an_add_on_that_is_not_in_the_catalog():
    with pytest.raises(ValueError, match="unknown add-on 'istiod'; known are argo-rollouts, "):
        AddOn(name="istiod")


@pytest.mark.parametrize("version", ["v1.21.2", "1.21", "1.x", "", "latest"])
def test_fails_for_a_version_that_is_none(version):
    message = f"cert-manager's version must look like '1.21.2', got {version!r}"
    with pytest.raises(ValueError, match=message):
        AddOn(name="cert-manager", version=version)


@pytest.mark.parametrize(
    ("name", "decision"), [("istio", "Ambient(istio"), ("kgateway", "Kgateway(version")]
)
def test_fails_for_a_version_that_is_decided_elsewhere(name, decision):
    message = (
        f"{name}'s version is the one of {decision}=...): leave version out, got '1.27.0'"
    )
    with pytest.raises(ValueError, match=re.escape(message)):
        AddOn(name=name, version="1.27.0")


@pytest.mark.parametrize(
    "repository",
    ["", "charts", "oci://mirror.example.com/charts", "https://", "https://a.io/", "a.io/b c"],
)
def test_fails_for_a_repository_that_is_none(repository):
    message = f"'mirror.example.com/charts'; got {repository!r}"
    with pytest.raises(ValueError, match=re.escape(message)):
        AddOn(name="cert-manager", repository=repository)


@pytest.mark.parametrize(
    "repository",
    [
        "https://charts.example.com",
        "https://git.example.com/mirrors/gateway-api.git",
        "mirror.example.com:5000/charts",
        *(add_on.repository for add_on in ADD_ONS.values()),
    ],
)
def test_a_repository_is_a_url_or_a_registrys_path(repository):
    add_on = AddOn(name="cert-manager", repository=repository)

    assert add_on.source == repository


def test_fails_for_values_of_a_chart_that_the_add_on_does_not_have():
    message = "unknown chart of istio 'pilot'; known are base, cni, istiod, ztunnel"
    with pytest.raises(ValueError, match=message):
        AddOn(name="istio", values={"pilot": {}})


@pytest.mark.parametrize("name", ADD_ONS)
def test_every_add_on_has_one_exact_version(name):
    add_on = AddOn(name=name)

    assert re.fullmatch(r"v?\d+\.\d+\.\d+", add_on.tag_in(Config()))


@pytest.mark.parametrize(
    ("name", "tag"), [("istio", "1.27.3"), ("kgateway", "v2.2.1"), ("gateway-api", "v1.4.1")]
)
def test_a_version_follows_the_decisions(name, tag):
    config = Config(
        mesh=Ambient(istio="1.27.3"), edge=Edge(kgateway=Kgateway(version="2.2.1"))
    )

    assert AddOn(name=name).tag_in(config) == tag


def test_fails_for_an_ambient_mesh_where_there_are_sidecars():
    message = "add-on 'istio' is Istio's ambient mesh, and mesh is Sidecars"
    with pytest.raises(ValueError, match=message):
        wanted(AddOn(name="istio"), Config(mesh=Sidecars()))


@pytest.mark.parametrize(("istio", "version"), [("1.29.9", "1.5.0"), ("1.30.0", "1.4.1")])
def test_fails_for_kinds_of_the_gateway_that_istio_does_not_read(istio, version):
    message = f"got gateway-api '{version}' and Istio '{istio}'"
    with pytest.raises(ValueError, match=message):
        wanted(
            AddOn(name="gateway-api", version=version),
            Config(mesh=Ambient(istio=istio)),
        )


@pytest.mark.parametrize(("istio", "version"), [("1.29.9", "1.4.1"), ("1.30.0", "1.5.0")])
def test_kinds_of_the_gateway_fit_istio(istio, version):
    add_on = AddOn(name="gateway-api", version=version)

    assert wanted(add_on, Config(mesh=Ambient(istio=istio)))


def test_fails_for_external_dns_where_it_publishes_nothing():
    with pytest.raises(ValueError, match="external-dns would have nothing to publish"):
        wanted(EXTERNAL_DNS, Config())


@pytest.mark.parametrize("missing", ["provider", "policy"])
def test_fails_for_external_dns_that_does_not_know_what_to_do(missing):
    given = {key: value for key, value in AWS["external-dns"].items() if key != missing}
    add_on = AddOn(name="external-dns", values={"external-dns": given})
    with pytest.raises(ValueError, match=f"external-dns must be told its {missing}: values="):
        wanted(add_on, Config(edge=Edge(dns=DnsEndpoint(targets=("192.0.2.10",)))))


def test_fails_for_another_external_dns_than_decided():
    message = "chart 1.22 of external-dns installs 0.22, but ExternalDns has version='0.20.0'"
    with pytest.raises(ValueError, match=message):
        wanted(EXTERNAL_DNS, Config(edge=Edge(dns=ExternalDns(version="0.20.0"))))


@pytest.mark.parametrize(
    "dns", [ExternalDns(version="0.22.1"), DnsEndpoint(targets=("192.0.2.10",))]
)
def test_external_dns_publishes_what_is_decided(dns):
    assert wanted(EXTERNAL_DNS, Config(edge=Edge(dns=dns)))


def test_the_gateway_api_is_left_to_an_openshift_that_brings_it():
    there = Config(cluster=Cluster(distribution=OpenShift(version="4.19.0")))

    with pytest.raises(
        ValueError, match=r"OpenShift 4\.19\.0 installs the Gateway API's kinds"
    ):
        wanted(AddOn(name="gateway-api"), there)


def test_an_older_openshift_gets_it():
    there = Config(cluster=Cluster(distribution=OpenShift(version="4.18.0")))

    assert wanted(AddOn(name="gateway-api"), there)
