"""Whether the platform works, and whether it keeps its promise."""

from typing import Final

from constructs_lib.config.needs import ALERTS

from .metrics import EDGE
from .model import Dashboard, Panel, Query, Row
from .promql import RANGE, added, of, quantile, rate

_KUBEFLOW: Final = 'destination_service_namespace="kubeflow"'
_PAGES: Final = of("istio_requests_total", EDGE, where=_KUBEFLOW)
_FAILED_PAGES: Final = of(
    "istio_requests_total", EDGE, where=f'{_KUBEFLOW},response_code=~"5.."'
)
_LATENCY: Final = of("istio_request_duration_milliseconds_bucket", EDGE, where=_KUBEFLOW)
_OURS: Final = 'namespace=~"kubeflow|auth|oauth2-proxy"'


def _failing(failed: str, every: str, window: str) -> str:
    """Return the share of requests that failed; no series of failures means none."""
    return f"(({added(failed, window=window)} or vector(0)) / {added(every, window=window)})"


def _login(metric: str, port: str) -> str:
    failed = of(metric, port, where='code=~"5.."')
    return f"1 - {_failing(failed, of(metric, port), RANGE)}"


DASHBOARD: Final = Dashboard(
    name="overview",
    title="Overview and service level",
    sentence="For whoever is on call: begin here, and open what differs from its sentence.",
    constants={"availability": "0.99", "applications": "kubeflow|kubeflow-profiles"},
    rows=(
        Row(
            "Service level",
            (
                Panel(
                    title="Availability of the pages",
                    sentence=(
                        "The share of requests to Kubeflow's pages that did not fail with 5xx "
                        "in the chosen time range; compare it with the target."
                    ),
                    queries=(Query(f"1 - {_failing(_FAILED_PAGES, _PAGES, RANGE)}"),),
                    unit="percentunit",
                    shape="stat",
                    width=6,
                ),
                Panel(
                    title="Error budget left",
                    sentence=(
                        "What is left of the failures that the target allows in the chosen "
                        "time range: below 0 the target is missed."
                    ),
                    queries=(
                        Query(
                            f"1 - {_failing(_FAILED_PAGES, _PAGES, RANGE)} "
                            "/ (1 - $availability)"
                        ),
                    ),
                    unit="percentunit",
                    shape="stat",
                    width=6,
                ),
                Panel(
                    title="Availability of the login",
                    sentence=(
                        "The share of requests that oauth2-proxy did not answer with 5xx in "
                        "the chosen time range; the gateway asks it about every request."
                    ),
                    queries=(Query(_login("oauth2_proxy_requests_total", "oauth2-proxy")),),
                    unit="percentunit",
                    shape="stat",
                    width=6,
                ),
                Panel(
                    title="Availability of Dex",
                    sentence=(
                        "The share of requests that Dex did not answer with 5xx in the chosen "
                        "time range; below 1, some could not log in."
                    ),
                    queries=(Query(_login("http_requests_total", "dex")),),
                    unit="percentunit",
                    shape="stat",
                    width=6,
                ),
                Panel(
                    title="Burn rate",
                    sentence=(
                        "How many times as fast as the target allows requests to pages fail: "
                        "1 spends the budget exactly, 14.4 in the last hour calls a person."
                    ),
                    queries=tuple(
                        Query(
                            f"{_failing(_FAILED_PAGES, _PAGES, window)} / (1 - $availability)",
                            f"last {window}",
                        )
                        for window in ("1h", "6h")
                    ),
                    width=12,
                ),
                Panel(
                    title="Latency of the pages",
                    sentence=(
                        "How long half and 99 of 100 requests to Kubeflow's pages take at the "
                        "gateway; a rise without more requests is a slow server."
                    ),
                    queries=(
                        Query(quantile(0.5, _LATENCY), "half"),
                        Query(quantile(0.99, _LATENCY), "99 of 100"),
                    ),
                    unit="ms",
                    width=12,
                ),
            ),
        ),
        Row(
            "What happens",
            (
                Panel(
                    title="Requests to the pages",
                    sentence=(
                        "Requests to Kubeflow's pages by status: a new band of 5xx is where "
                        "the burn rate comes from."
                    ),
                    queries=(Query(rate(_PAGES, "response_code"), "{{response_code}}"),),
                    unit="reqps",
                    stacked=True,
                ),
                Panel(
                    title="Servers that are read",
                    sentence=(
                        "1 for each server whose metrics Prometheus reads, 0 where a pod of "
                        "it does not respond; one that is missing was never found."
                    ),
                    queries=(
                        Query(
                            'min by (job) (up{job=~"(kubeflow|auth|oauth2-proxy)/.+"})',
                            "{{job}}",
                        ),
                    ),
                ),
                Panel(
                    title="Alerts that fire",
                    sentence=(
                        "Kubeflow's alerts that fire, by name: each has a heading in the "
                        "runbooks."
                    ),
                    queries=(
                        Query(
                            "count by (alertname, severity) "
                            '(ALERTS{alertname=~"Kubeflow.+",alertstate="firing"})',
                            "{{alertname}} ({{severity}})",
                            of=(ALERTS,),
                        ),
                    ),
                ),
                Panel(
                    title="Pods that are missing",
                    sentence=(
                        "Deployments of the platform with fewer available pods than wanted: "
                        "anything that lasts longer than a rollout is a fault."
                    ),
                    queries=(
                        Query(
                            "sum by (namespace, deployment) "
                            f"(kube_deployment_status_replicas_unavailable{{{_OURS}}}) > 0",
                            "{{namespace}}/{{deployment}}",
                        ),
                    ),
                ),
                Panel(
                    title="Restarts",
                    sentence=(
                        "Restarts of the platform's containers in the last hour; several of "
                        "one pod are a crash loop."
                    ),
                    queries=(
                        Query(
                            added(
                                f"kube_pod_container_status_restarts_total{{{_OURS}}}",
                                "namespace",
                                "pod",
                            )
                            + " > 0",
                            "{{namespace}}/{{pod}}",
                        ),
                    ),
                ),
                Panel(
                    title="Applications",
                    sentence=(
                        "Whether the cluster is as in Git, and healthy, as Argo CD says: "
                        "anything but Synced and Healthy needs a look at Argo CD."
                    ),
                    queries=(
                        Query(
                            "max by (name, sync_status, health_status) "
                            '(argocd_app_info{name=~"$applications"})',
                        ),
                    ),
                    shape="table",
                ),
            ),
        ),
    ),
)
