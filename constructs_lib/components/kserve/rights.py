"""What KServe's controller may do.

Its calls are in pkg/controller, pkg/webhook and pkg/credentials of kserve/kserve, v0.13.1 to
v0.18.0.
"""

from typing import Final

from ...access import READ, WRITE, Rule, ServiceAccount, allow
from ...config import Models, WorkloadDefaults
from .names import GROUP, KNATIVE

NAME: Final = "kserve"
CONFIG: Final = "inferenceservice-config"

_LOCK: Final = "kserve-controller-manager-leader-lock"
_STATUS: Final = ("get", "patch", "update")
_KEPT: Final = (*READ, "create", "update")

# In raw mode: it reads through a cache what it makes, and of Secrets only those that a model
# or its account names.
_OWN: Final = (
    allow(_KEPT, "deployments", group="apps"),
    allow((*_KEPT, "delete"), "horizontalpodautoscalers", group="autoscaling"),
    allow(_KEPT, "services"),
    allow(READ, "pods"),
    allow(("get",), "secrets", "serviceaccounts"),
    allow(("create", "patch"), "events"),
    allow(
        READ,
        "clusterservingruntimes",
        "clusterstoragecontainers",
        "servingruntimes",
        "inferencegraphs",
        group=GROUP,
    ),
    allow((*READ, "update"), "inferenceservices", group=GROUP),
    allow((*READ, "update", "delete"), "trainedmodels", group=GROUP),
    allow(
        ("update",),
        "inferenceservices/finalizers",
        "inferencegraphs/finalizers",
        "inferenceservices/status",
        "inferencegraphs/status",
        "trainedmodels/status",
        group=GROUP,
    ),
)
# Since 0.15 it changes Deployments and finalizers by patches, watches Ingresses although it
# makes none, and the kinds of KEDA and OpenTelemetry where they are installed.
_OWN_0_15: Final = (
    allow(("patch",), "deployments", group="apps"),
    allow(("delete",), "services"),
    allow(READ, "ingresses", group="networking.k8s.io"),
    allow(_KEPT, "scaledobjects", group="keda.sh"),
    allow(_KEPT, "opentelemetrycollectors", group="opentelemetry.io"),
    allow(("patch",), "inferenceservices", group=GROUP),
    allow(READ, "localmodelcaches", group=GROUP),
)
# Of a model that is stopped.
_STOPS: Final = (
    allow(("delete",), "deployments", group="apps"),
    allow(("delete",), "scaledobjects", group="keda.sh"),
    allow(("delete",), "opentelemetrycollectors", group="opentelemetry.io"),
)
_OWN_HERE: Final = (
    allow(("get",), "configmaps", names=(CONFIG,)),
    allow(("create",), "leases", group="coordination.k8s.io"),
    allow(("get", "update"), "leases", group="coordination.k8s.io", names=(_LOCK,)),
    allow(("create", "patch"), "events"),
)

_RUNTIMES: Final = ("clusterservingruntimes", "servingruntimes")
_SERVED: Final = ("inferencegraphs", "inferenceservices")
_EVERY_SECRET: Final = allow(("create", "delete", "get", "patch", "update"), "secrets")
_UPSTREAM: Final = (
    allow(
        WRITE,
        "mutatingwebhookconfigurations",
        "validatingwebhookconfigurations",
        group="admissionregistration.k8s.io",
    ),
    allow(WRITE, "deployments", group="apps"),
    allow(WRITE, "horizontalpodautoscalers", group="autoscaling"),
    allow(("create", "get", "update"), "configmaps"),
    allow(WRITE, "events", "services"),
    allow(READ, "namespaces", "pods"),
    _EVERY_SECRET,
    allow(("get",), "serviceaccounts"),
    allow(WRITE, "virtualservices", "virtualservices/finalizers", group="networking.istio.io"),
    allow(_STATUS, "virtualservices/status", group="networking.istio.io"),
    allow(WRITE, "ingresses", group="networking.k8s.io"),
    allow(WRITE, "services", "services/finalizers", group=KNATIVE),
    allow(_STATUS, "services/status", group=KNATIVE),
    allow(
        WRITE,
        *(f"{kind}{part}" for kind in (*_RUNTIMES, *_SERVED) for part in ("", "/finalizers")),
        "clusterstoragecontainers",
        "trainedmodels",
        group=GROUP,
    ),
    allow(
        _STATUS,
        *(f"{kind}/status" for kind in (*_RUNTIMES, *_SERVED, "trainedmodels")),
        group=GROUP,
    ),
)
# Since 0.15 it only reads Secrets, in place of `_EVERY_SECRET`.
_UPSTREAM_0_15: Final = (
    allow(("get",), "secrets"),
    allow(WRITE, "httproutes", group="gateway.networking.k8s.io"),
    allow(WRITE, "scaledobjects", "scaledobjects/finalizers", group="keda.sh"),
    allow(_STATUS, "scaledobjects/status", group="keda.sh"),
    allow(
        WRITE,
        "opentelemetrycollectors",
        "opentelemetrycollectors/finalizers",
        group="opentelemetry.io",
    ),
    allow(_STATUS, "opentelemetrycollectors/status", group="opentelemetry.io"),
    allow(READ, "localmodelcaches", group=GROUP),
)
# Of the caches of single profiles.
_OF_PROFILES: Final = (allow(READ, "localmodelnamespacecaches", group=GROUP),)
_UPSTREAM_HERE: Final = (
    allow(("create", "get", "list", "update"), "leases", group="coordination.k8s.io"),
    allow(WRITE, "configmaps"),
    allow(_STATUS, "configmaps/status"),
    allow(("create",), "events"),
)
# What the proxy of the metrics asks the API server.
_PROXY: Final = (
    allow(("create",), "tokenreviews", group="authentication.k8s.io"),
    allow(("create",), "subjectaccessreviews", group="authorization.k8s.io"),
)


def permit(account: ServiceAccount, models: Models, defaults: WorkloadDefaults) -> None:
    """Give the controller's account what this environment lets it do."""
    own = models.controller_rights == "own"
    release = defaults.images.release
    newer = release.model_caches
    rules: tuple[Rule, ...]
    if own:
        stops = _STOPS if release.serving.stops_models else ()
        rules = (*_OWN, *(_OWN_0_15 if newer else ()), *stops)
    else:
        kept = (each for each in _UPSTREAM if each != _EVERY_SECRET)
        rules = (*kept, *_UPSTREAM_0_15) if newer else _UPSTREAM
    if release.serving.cache_webhook:
        rules = (*rules, *_OF_PROFILES)
    account.grant(*rules, role=f"{NAME}-manager-role", binding=f"{NAME}-manager-rolebinding")
    if defaults.keeps_metrics_proxy:
        account.grant(*_PROXY, role=f"{NAME}-proxy-role", binding=f"{NAME}-proxy-rolebinding")
    account.grant_here(
        *(_OWN_HERE if own else _UPSTREAM_HERE),
        role=f"{NAME}-leader-election-role",
        binding=f"{NAME}-leader-election-rolebinding",
    )
