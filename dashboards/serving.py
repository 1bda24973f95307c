"""Whether models answer."""

from typing import Final

from constructs_lib.config.components import KSERVE

from .metrics import EDGE
from .model import Dashboard, Panel, Query, Row
from .promql import of, quantile, rate

_MODELS: Final = 'destination_service_name=~".+-(predictor|transformer)"'
_REQUESTS: Final = of("istio_requests_total", EDGE, where=_MODELS)
_TIME: Final = of("istio_request_duration_milliseconds_bucket", EDGE, where=_MODELS)
_ONLY: Final = (KSERVE.name,)
_MODEL: Final = ("destination_service_namespace", "destination_service_name")
_NAMED: Final = "{{destination_service_namespace}}/{{destination_service_name}}"
_WORK: Final = of("controller_runtime_reconcile_total", "kserve-controller")
_WORK_TIME: Final = of("controller_runtime_reconcile_time_seconds_bucket", "kserve-controller")

DASHBOARD: Final = Dashboard(
    name="serving",
    title="Models",
    sentence="For complaints such as: my model does not answer.",
    rows=(
        Row(
            "Models",
            (
                Panel(
                    title="Requests to models",
                    sentence=(
                        "Requests from outside to each model; calls inside the cluster do not "
                        "pass the gateway and are not among them."
                    ),
                    queries=(Query(rate(_REQUESTS, *_MODEL), _NAMED, of=_ONLY),),
                    unit="reqps",
                ),
                Panel(
                    title="Failures of models",
                    sentence=(
                        "4xx and 5xx by model: 403 is a caller that is not admitted, 503 is a "
                        "model without a ready pod."
                    ),
                    queries=(
                        Query(
                            rate(
                                of(
                                    "istio_requests_total",
                                    EDGE,
                                    where=f'{_MODELS},response_code=~"[45].."',
                                ),
                                *_MODEL,
                                "response_code",
                            ),
                            f"{_NAMED} {{{{response_code}}}}",
                            of=_ONLY,
                        ),
                    ),
                    unit="reqps",
                ),
                Panel(
                    title="Latency of models",
                    sentence="What 99 of 100 requests from outside to a model stay below.",
                    queries=(Query(quantile(0.99, _TIME, *_MODEL), _NAMED, of=_ONLY),),
                    unit="ms",
                ),
                Panel(
                    title="Available pods of models",
                    sentence=(
                        "Pods that can answer, by model: at 0 the model does not answer, and "
                        "the events of its pod tell why."
                    ),
                    queries=(
                        Query(
                            "sum by (namespace, deployment) "
                            "(kube_deployment_status_replicas_available"
                            '{deployment=~".+-(predictor|transformer)"})',
                            "{{namespace}}/{{deployment}}",
                            of=_ONLY,
                        ),
                    ),
                    width=24,
                ),
            ),
        ),
        Row(
            "KServe's controller",
            (
                Panel(
                    title="Reconciles of the controller",
                    sentence=(
                        "How often KServe's controller reconciles, by kind and result: error "
                        "means that a model is not as its owner wants it."
                    ),
                    queries=(
                        Query(
                            rate(_WORK, "controller", "result"), "{{controller}} {{result}}"
                        ),
                    ),
                    unit="ops",
                    width=12,
                ),
                Panel(
                    title="Duration of a reconcile",
                    sentence=(
                        "What 99 of 100 reconciles of KServe's controller take less than."
                    ),
                    queries=(
                        Query(quantile(0.99, _WORK_TIME, "controller"), "{{controller}}"),
                    ),
                    unit="s",
                    width=12,
                ),
            ),
        ),
    ),
)
