import pytest

from constructs_lib import CertificateAuthorities, GeneratedInCluster, Login, OAuth2Proxy
from constructs_lib.auth.trusted import Trusted
from constructs_lib.config import FromOutside


@pytest.fixture
def chart(app):
    from cdk8s import Chart

    return Chart(app, "proxy", namespace="oauth2-proxy")


@pytest.fixture
def pod(chart, gateway, provider, find):
    """Return the pod of oauth2-proxy."""

    def _pod(authorities):
        login = Login(authorities=authorities)
        OAuth2Proxy(
            chart, "Proxy", gateway=gateway, provider=provider, https=True, login=login
        )
        return find("Deployment", "oauth2-proxy")["spec"]["template"]["spec"]

    return _pod


@pytest.mark.parametrize(
    ("kind", "source", "name"),
    [("ConfigMap", "configMap", "name"), ("Secret", "secret", "secretName")],
)
def test_a_program_reads_certificates_in_the_folder_where_they_are(pod, kind, source, name):
    made = pod(CertificateAuthorities(name="company-ca", kind=kind, key="root.pem"))
    [volume] = [each for each in made["volumes"] if each["name"] == "authorities"]
    [running] = made["containers"]
    [mount] = [each for each in running["volumeMounts"] if each["name"] == "authorities"]
    [folders] = [v["value"] for v in running["env"] if v["name"] == "SSL_CERT_DIR"]

    assert volume[source][name] == "company-ca"
    assert volume[source]["items"] == [{"key": "root.pem", "path": "authorities.pem"}]
    assert mount["mountPath"] in folders.split(":")


def test_nothing_is_mounted_where_nothing_is_decided():
    assert Trusted.of(None, GeneratedInCluster()) == Trusted(env={})


def test_a_secret_of_certificates_comes_from_outside(chart, gateway, provider):
    login = Login(authorities=CertificateAuthorities(name="company-ca", kind="Secret"))
    proxy = OAuth2Proxy(
        chart, "Proxy", gateway=gateway, provider=provider, https=True, login=login
    )

    [needed] = [each for each in proxy.needed if each.name == "company-ca"]
    assert needed.keys == {"ca.crt": FromOutside()}
