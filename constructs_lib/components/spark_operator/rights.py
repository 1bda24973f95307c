"""Define the rights of the controller of Spark applications and of its webhook.

Their calls are in cmd, internal and pkg of kubeflow/spark-operator v2.2.0, and in
resource-managers/kubernetes of apache/spark v3.5.5, whose spark-submit runs as the controller.
"""

from typing import Final

from ...access import READ, WRITE, Rule, ServiceAccount, allow
from ...config import SparkOperator
from ...releases import Release
from ...schemas import SPARK_APPLICATION, SPARK_CONNECT
from .names import CERTIFICATE, CONTROLLER, WEBHOOK, lock_of

_GROUP: Final = SPARK_APPLICATION.group
_KINDS: Final = ("sparkapplications", "scheduledsparkapplications")
_CONNECT: Final = SPARK_CONNECT.plural
_CONNECT_PARTS: Final = tuple(f"{_CONNECT}/{part}" for part in ("status", "finalizers"))
_STATUS: Final = ("get", "patch", "update")
_PARTS: Final = tuple(f"{kind}/{part}" for kind in _KINDS for part in ("status", "finalizers"))
_EVENTS: Final = allow(("create", "patch"), "events")
_ADMISSION: Final = "admissionregistration.k8s.io"
_CONFIGURATIONS: Final = ("mutatingwebhookconfigurations", "validatingwebhookconfigurations")

# No Ingresses, since no URL of the page of an application is configured; no nodes, which it
# never reads; no definitions, which it reads for batch schedulers.
_CONTROLLER: Final = (
    allow(WRITE, "configmaps", "pods", "services"),
    # spark-submit creates a driver's claims, and deletes them if that fails.
    allow(("get", "create", "update", "patch", "delete"), "persistentvolumeclaims"),
    _EVENTS,
    allow((*READ, "create", "delete"), "sparkapplications", group=_GROUP),
    allow(READ, "scheduledsparkapplications", group=_GROUP),
    allow(("update",), *_PARTS, group=_GROUP),
)
# It lists and watches by its configurations' name.
_WEBHOOK: Final = (
    allow((*READ, "update"), *_CONFIGURATIONS, group=_ADMISSION, names=(WEBHOOK,)),
    allow(READ, "sparkapplications", group=_GROUP),
)

# It waits for them before anything else, whether there are any or not.
_CONNECTS: Final = (
    allow(READ, _CONNECT, group=_GROUP),
    allow(("update",), *_CONNECT_PARTS, group=_GROUP),
)

_UPSTREAM_EVENTS: Final = allow(("create", "update", "patch"), "events")
_UPSTREAM_CONTROLLER: Final = (
    allow(("get",), "nodes"),
    allow(("get",), "customresourcedefinitions", group="apiextensions.k8s.io"),
    allow((*WRITE, "deletecollection"), "pods"),
    allow(WRITE, "configmaps", "persistentvolumeclaims", "services"),
    _UPSTREAM_EVENTS,
    allow((*READ, "create", "delete"), "ingresses", group=("extensions", "networking.k8s.io")),
    allow(WRITE, *_KINDS, group=_GROUP),
    allow(_STATUS, *_PARTS, group=_GROUP),
)
_UPSTREAM_WEBHOOK: Final = (
    _UPSTREAM_EVENTS,
    allow(("list", "watch"), *_CONFIGURATIONS, group=_ADMISSION),
    allow(("get", "update"), *_CONFIGURATIONS, group=_ADMISSION, names=(WEBHOOK,)),
    allow(READ, "pods", "resourcequotas"),
    allow(WRITE, *_KINDS, *_PARTS, group=_GROUP),
)
_UPSTREAM_CONNECTS: Final = (
    allow(("update",), "ingresses", group=("extensions", "networking.k8s.io")),
    allow(WRITE, _CONNECT, group=_GROUP),
    allow(_STATUS, *_CONNECT_PARTS, group=_GROUP),
)
# The webhook creates its certificate once, and then writes only this Secret.
_CERTIFICATE: Final = (
    allow(("create",), "secrets"),
    allow(("get", "update"), "secrets", names=(CERTIFICATE,)),
)


def permit_controller(account: ServiceAccount, spark: SparkOperator, release: Release) -> None:
    """Give the controller's account what this environment lets it do."""
    own = spark.rights == "own"
    connects = release.spark_connects != "none"
    account.grant(
        *(_CONTROLLER if own else _UPSTREAM_CONTROLLER),
        *((_CONNECTS if own else _UPSTREAM_CONNECTS) if connects else ()),
        role=CONTROLLER,
        binding=CONTROLLER,
    )
    account.grant_here(
        *((_UPSTREAM_EVENTS,) if connects and not own else ()),
        *_lock(CONTROLLER),
        role=CONTROLLER,
        binding=CONTROLLER,
    )


def permit_webhook(account: ServiceAccount, spark: SparkOperator) -> None:
    """Give the webhook's account what this environment lets it do."""
    own = spark.rights == "own"
    account.grant(*(_WEBHOOK if own else _UPSTREAM_WEBHOOK), role=WEBHOOK, binding=WEBHOOK)
    account.grant_here(
        *_CERTIFICATE,
        *_lock(WEBHOOK),
        # Of its elections; upstream's may write them in every namespace.
        *((_EVENTS,) if own else ()),
        role=WEBHOOK,
        binding=WEBHOOK,
    )


def _lock(name: str) -> tuple[Rule, ...]:
    """Return the rights to create the lock of an election, and then to write only it."""
    group = "coordination.k8s.io"
    return (
        allow(("create",), "leases", group=group),
        allow(("get", "update"), "leases", group=group, names=(lock_of(name),)),
    )
