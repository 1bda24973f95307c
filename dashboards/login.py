"""Who gets in, and how the gateway answers."""

from typing import Final

from .metrics import EDGE
from .model import Dashboard, Panel, Query, Row
from .promql import of, quantile, rate

_PROXY: Final = of("oauth2_proxy_requests_total", "oauth2-proxy")
_PROXY_TIME: Final = of("oauth2_proxy_response_duration_seconds_bucket", "oauth2-proxy")
_REQUESTS: Final = of("istio_requests_total", EDGE)
_TIME: Final = of("istio_request_duration_milliseconds_bucket", EDGE)
_CERTIFICATE: Final = "certmanager_certificate_expiration_timestamp_seconds"
_HERE: Final = '"$certificate_namespaces"'


def _requests(where: str) -> str:
    return of("istio_requests_total", EDGE, where=where)


DASHBOARD: Final = Dashboard(
    name="login",
    title="Login and edge",
    sentence="For complaints such as: nobody can log in, or a page does not open.",
    constants={"certificate_namespaces": "kubeflow"},
    rows=(
        Row(
            "Login",
            (
                Panel(
                    title="oauth2-proxy by status",
                    sentence=(
                        "Responses of oauth2-proxy by status: 302, 401 and 403 are visitors "
                        "without a session, 5xx is a fault."
                    ),
                    queries=(Query(rate(_PROXY, "code"), "{{code}}"),),
                    unit="reqps",
                    stacked=True,
                ),
                Panel(
                    title="Latency of oauth2-proxy",
                    sentence=(
                        "How long oauth2-proxy takes, which every request through the gateway "
                        "waits for."
                    ),
                    queries=(
                        Query(quantile(0.5, _PROXY_TIME), "half"),
                        Query(quantile(0.99, _PROXY_TIME), "99 of 100"),
                    ),
                    unit="s",
                ),
                Panel(
                    title="Requests in oauth2-proxy",
                    sentence=(
                        "Requests that oauth2-proxy works on at this moment: a number that "
                        "only grows means that it waits for the provider or its store."
                    ),
                    queries=(
                        Query(
                            f"sum({of('oauth2_proxy_requests_in_flight', 'oauth2-proxy')})",
                            "requests",
                        ),
                    ),
                ),
                Panel(
                    title="Dex by page and status",
                    sentence=(
                        "Requests to Dex by path and status: many of `/auth` without `/token` "
                        "are logins that do not succeed."
                    ),
                    queries=(
                        Query(
                            rate(of("http_requests_total", "dex"), "handler", "code"),
                            "{{handler}} {{code}}",
                        ),
                    ),
                    unit="reqps",
                    width=12,
                ),
                Panel(
                    title="Certificates",
                    sentence=(
                        "How long each of the platform's certificates is still valid: cert-"
                        "manager renews one of 90 days when 30 are left."
                    ),
                    queries=(
                        Query(
                            f"min by (name) ({_CERTIFICATE}{{exported_namespace=~{_HERE}}} "
                            f"or {_CERTIFICATE}{{namespace=~{_HERE}}}) - time()",
                            "{{name}}",
                        ),
                    ),
                    unit="s",
                    width=12,
                ),
            ),
        ),
        Row(
            "Gateway",
            (
                Panel(
                    title="Requests by service",
                    sentence="The ten Services that get the most requests from outside.",
                    queries=(
                        Query(
                            f"topk(10, {rate(_REQUESTS, 'destination_service_name')})",
                            "{{destination_service_name}}",
                        ),
                    ),
                    unit="reqps",
                ),
                Panel(
                    title="Failures by service",
                    sentence=(
                        "5xx by Service and Envoy's flag: UH and UF are pods that are not "
                        "there, a dash is the server's own error."
                    ),
                    queries=(
                        Query(
                            rate(
                                _requests('response_code=~"5.."'),
                                "destination_service_name",
                                "response_code",
                                "response_flags",
                            ),
                            "{{destination_service_name}} {{response_code}} "
                            "{{response_flags}}",
                        ),
                    ),
                    unit="reqps",
                ),
                Panel(
                    title="Refused requests",
                    sentence=(
                        "Requests that the gateway or a page refused, by status: a rise of "
                        "403 after a change is a policy that admits too few."
                    ),
                    queries=(
                        Query(
                            rate(
                                _requests('response_code=~"401|403|429"'),
                                "response_code",
                                "destination_service_name",
                            ),
                            "{{response_code}} {{destination_service_name}}",
                        ),
                    ),
                    unit="reqps",
                ),
                Panel(
                    title="Latency by service",
                    sentence=(
                        "What 99 of 100 requests to a Service stay below; long-lived "
                        "connections, as of notebooks, count as long requests."
                    ),
                    queries=(
                        Query(
                            quantile(0.99, _TIME, "destination_service_name"),
                            "{{destination_service_name}}",
                        ),
                    ),
                    unit="ms",
                    width=24,
                ),
            ),
        ),
    ),
)
