import re

import pytest

from constructs_lib.catalog import PRODUCTS
from constructs_lib.config import (
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
    PlatformProduct,
    Sidecars,
)

AWS = {"external-dns": {"provider": {"name": "aws"}, "policy": "upsert-only"}}
EXTERNAL_DNS = PlatformProduct(name="external-dns", values=AWS)


def wanted(product, config):
    return Platform(
        environments=(Environment("one", config),),
        prerequisites=PlatformPrerequisites(products=(product,)),
    )


def test_fails_for_a_product_that_is_not_in_the_catalog():
    with pytest.raises(
        ValueError, match="unknown product 'istiod'; known are argo-rollouts, "
    ):
        PlatformProduct(name="istiod")


@pytest.mark.parametrize("version", ["v1.21.2", "1.21", "1.x", "", "latest"])
def test_fails_for_a_version_that_is_none(version):
    message = f"cert-manager's version must look like '1.21.2', got {version!r}"
    with pytest.raises(ValueError, match=message):
        PlatformProduct(name="cert-manager", version=version)


@pytest.mark.parametrize(
    ("name", "decision"), [("istio", "Ambient(istio"), ("kgateway", "Kgateway(version")]
)
def test_fails_for_a_version_that_is_decided_elsewhere(name, decision):
    message = (
        f"{name}'s version is the one of {decision}=...): leave version out, got '1.27.0'"
    )
    with pytest.raises(ValueError, match=re.escape(message)):
        PlatformProduct(name=name, version="1.27.0")


@pytest.mark.parametrize(
    "repository",
    ["", "charts", "oci://mirror.example.com/charts", "https://", "https://a.io/", "a.io/b c"],
)
def test_fails_for_a_repository_that_is_none(repository):
    message = f"'mirror.example.com/charts'; got {repository!r}"
    with pytest.raises(ValueError, match=re.escape(message)):
        PlatformProduct(name="cert-manager", repository=repository)


@pytest.mark.parametrize(
    "repository",
    [
        "https://charts.example.com",
        "https://git.example.com/mirrors/gateway-api.git",
        "mirror.example.com:5000/charts",
        *(product.repository for product in PRODUCTS.values()),
    ],
)
def test_a_repository_is_a_url_or_a_registrys_path(repository):
    product = PlatformProduct(name="cert-manager", repository=repository)

    assert product.source == repository


def test_fails_for_values_of_a_chart_that_the_product_does_not_have():
    message = "unknown chart of istio 'pilot'; known are base, cni, istiod, ztunnel"
    with pytest.raises(ValueError, match=message):
        PlatformProduct(name="istio", values={"pilot": {}})


@pytest.mark.parametrize("name", PRODUCTS)
def test_every_product_has_one_exact_version(name):
    product = PlatformProduct(name=name)

    assert re.fullmatch(r"v?\d+\.\d+\.\d+", product.tag_in(Config()))


@pytest.mark.parametrize(
    ("name", "tag"), [("istio", "1.27.3"), ("kgateway", "v2.2.1"), ("gateway-api", "v1.4.1")]
)
def test_a_version_follows_the_decisions(name, tag):
    config = Config(
        mesh=Ambient(istio="1.27.3"), edge=Edge(kgateway=Kgateway(version="2.2.1"))
    )

    assert PlatformProduct(name=name).tag_in(config) == tag


def test_fails_for_an_ambient_mesh_where_there_are_sidecars():
    message = "product 'istio' is Istio's ambient mesh, and mesh is Sidecars"
    with pytest.raises(ValueError, match=message):
        wanted(PlatformProduct(name="istio"), Config(mesh=Sidecars()))


@pytest.mark.parametrize(("istio", "version"), [("1.29.9", "1.5.0"), ("1.30.0", "1.4.1")])
def test_fails_for_kinds_of_the_gateway_that_istio_does_not_read(istio, version):
    message = f"got gateway-api '{version}' and Istio '{istio}'"
    with pytest.raises(ValueError, match=message):
        wanted(
            PlatformProduct(name="gateway-api", version=version),
            Config(mesh=Ambient(istio=istio)),
        )


@pytest.mark.parametrize(("istio", "version"), [("1.29.9", "1.4.1"), ("1.30.0", "1.5.0")])
def test_kinds_of_the_gateway_fit_istio(istio, version):
    product = PlatformProduct(name="gateway-api", version=version)

    assert wanted(product, Config(mesh=Ambient(istio=istio)))


def test_fails_for_external_dns_where_it_publishes_nothing():
    with pytest.raises(ValueError, match="external-dns would have nothing to publish"):
        wanted(EXTERNAL_DNS, Config())


@pytest.mark.parametrize("missing", ["provider", "policy"])
def test_fails_for_external_dns_that_does_not_know_what_to_do(missing):
    given = {key: value for key, value in AWS["external-dns"].items() if key != missing}
    product = PlatformProduct(name="external-dns", values={"external-dns": given})
    with pytest.raises(ValueError, match=f"external-dns must be told its {missing}: values="):
        wanted(product, Config(edge=Edge(dns=DnsEndpoint(targets=("192.0.2.10",)))))


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
        wanted(PlatformProduct(name="gateway-api"), there)


def test_an_older_openshift_gets_it():
    there = Config(cluster=Cluster(distribution=OpenShift(version="4.18.0")))

    assert wanted(PlatformProduct(name="gateway-api"), there)
