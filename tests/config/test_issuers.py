import pytest

from constructs_lib.config.issuers import check_inside, check_issuer


@pytest.mark.parametrize(
    "url",
    [
        "https://id.example.com/realms/ml",
        "http://keycloak.login.svc.cluster.local:8080/realms/ml",
        "http://keycloak.login.svc",
    ],
)
def test_an_issuer_has_tls_or_is_a_service_of_the_cluster(url):
    check_issuer(url, "issuer")


@pytest.mark.parametrize(
    "url", ["http://id.example.com", "http://login.svc", "http://svc", "https://", "keycloak"]
)
def test_fails_for_an_issuer_without_tls_elsewhere(url):
    with pytest.raises(ValueError, match="issuer must begin with 'https://', or be a Service"):
        check_issuer(url, "issuer")


def test_fails_for_a_service_of_another_cluster():
    with pytest.raises(ValueError, match=r"whose names end in '\.svc\.k8s\.example\.org'"):
        check_inside("http://a.b.svc.cluster.local", "issuer", "k8s.example.org")


@pytest.mark.parametrize("url", ["http://a.b.svc", "https://a.b.svc.cluster.local"])
def test_a_short_name_or_tls_is_for_any_cluster(url):
    check_inside(url, "issuer", "k8s.example.org")
