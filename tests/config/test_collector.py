import pytest

from constructs_lib import Config, Environment, Platform, PlatformPrerequisites
from constructs_lib.logs import Collector, Logs

ENDPOINT = "https://logs.example.com/otlp"


@pytest.mark.parametrize(
    "endpoint",
    [ENDPOINT, "https://logs.example.com:4318", "http://loki.monitoring.svc:3100/otlp"],
)
def test_takes_a_receiver_over_tls_or_in_the_cluster(endpoint):
    assert Collector(endpoint=endpoint).endpoint == endpoint


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"endpoint": ""}, "endpoint of the collector must be a URL such as .*; got ''"),
        ({"endpoint": "https://:443"}, "must be a URL such as 'https://logs"),
        ({"endpoint": "https://logs.example.com/$ORG"}, "must be a URL such as 'https://logs"),
        ({"endpoint": "logs.example.com:4317"}, "must be a URL such as 'https://logs"),
        ({"endpoint": "https://logs.example.com?a=b"}, "must be a URL such as 'https://logs"),
        ({"endpoint": "https://logs.example.com/${env:A}"}, "without a query and variables"),
        ({"endpoint": "https://${env:HOST}/otlp"}, "without a query and variables; got"),
        ({"endpoint": "https://logs.example.com:99999"}, "must be a URL such as 'https://l"),
        ({"endpoint": "https://[::1"}, "must be a URL such as 'https://logs"),
        (
            {"endpoint": "http://logs.example.com"},
            "is 'http://logs.example.com', which sends logs in plain text out of the cluster",
        ),
        (
            {"endpoint": "http://loki.svc.example.com"},
            "which sends logs in plain text out of the cluster; use https, or a Service",
        ),
        ({"endpoint": f"{ENDPOINT}/v1/logs"}, "leave out '/v1/logs', which it adds"),
        ({"tenant_header": ""}, "tenant_header must be a header's name, .*, got ''"),
        ({"tenant_header": "X-Scope: OrgID"}, "must be a header's name, such as 'X-Scope-"),
        ({"tenant_header": "Authorization"}, "'Authorization' has another meaning in"),
        ({"token_variable": "a b"}, "must be the name of an environment variable in capitals"),
        ({"storage": "File Storage"}, "storage must be the name of an extension .*'File"),
    ],
)
def test_fails_for_names_and_addresses_that_are_none(given, message):
    with pytest.raises(ValueError, match=message):
        Collector(**{"endpoint": ENDPOINT, **given})


@pytest.mark.parametrize(
    "given",
    [
        {"endpoint": "https://me:word@logs.example.com"},
        {"token_variable": "eyJ.word.x"},
        {"token_variable": "glpat_word"},
    ],
)
def test_a_password_or_token_in_place_of_a_name_is_not_repeated(given):
    with pytest.raises(ValueError, match="token") as failure:
        Collector(**{"endpoint": ENDPOINT, **given})

    assert "word" not in str(failure.value).replace("password", "")


def test_fails_for_a_collector_that_is_written_nowhere():
    environment = Environment(
        "default", Config(logs=Logs(collector=Collector(endpoint=ENDPOINT)))
    )

    with pytest.raises(ValueError, match=r"set Platform\(prerequisites=PlatformPrereq"):
        Platform(environments=(environment,))

    assert Platform(environments=(environment,), prerequisites=PlatformPrerequisites())
