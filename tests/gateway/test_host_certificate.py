import pytest

from constructs_lib.config import Issuer, ParentGateway, Tls
from constructs_lib.gateway.host_certificate import HostCertificate
from constructs_lib.kube import objects_of

ISSUER = Issuer(name="letsencrypt")


@pytest.fixture
def make(chart):
    def _make(**fields):
        HostCertificate(
            chart,
            "Certificate",
            hosts=["ml.example.com"],
            parent=ParentGateway(),
            tls=Tls(**fields),
        )
        return {obj["kind"]: obj for obj in objects_of(chart)}

    return _make


def test_manifests_with_everything_set(make, chart, yaml_snapshot):
    make(issuer=Issuer(name="team", kind="Issuer"), secret_namespace="certificates")

    assert objects_of(chart) == yaml_snapshot


def test_the_secret_is_beside_the_gateway_that_reads_it(make):
    made = make(issuer=ISSUER)

    assert made["Certificate"]["metadata"]["namespace"] == "default"


def test_a_secret_beside_the_gateway_needs_no_grant(make):
    assert make(issuer=ISSUER).keys() == {"Certificate"}


def test_a_secret_elsewhere_is_granted_to_the_gateway_alone(make):
    spec = make(secret_namespace="certificates")["ReferenceGrant"]["spec"]

    assert (spec["from"][0]["kind"], spec["from"][0]["namespace"]) == ("Gateway", "default")


def test_nothing_is_written_where_the_platform_keeps_the_secret(make):
    assert make() == {}
