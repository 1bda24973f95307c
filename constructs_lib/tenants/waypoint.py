"""Reserve a profile's waypoint for Istio."""

from typing import Final

from constructs import Construct

from ..config import GATEWAY_LABELS, WAYPOINT, Ambient, TenantRules, api_user
from .policy import (
    BY_ADMINISTRATOR,
    BY_KUBELET,
    BY_SYSTEM,
    CONTROLLERS,
    SYSTEM,
    Demand,
    Kinds,
    TenantPolicy,
    any_of,
    one_of,
    text_literal,
)

OBJECTS: Final = "waypoint"
PODS: Final = "waypoint-pods"
CONNECTIONS: Final = "waypoint-connections"
IDENTITY: Final = "waypoint-identity"

_DEPLOYMENTS: Final = api_user(SYSTEM, "deployment-controller")
_REPLICA_SETS: Final = api_user(SYSTEM, "replicaset-controller")

# In a proxied request, a scheme may precede the name and a port may follow it.
_OWN: Final = f"^([^:]*:)?{WAYPOINT}(-[^:]*)?(:(?s:.*))?$"

_WORKLOADS: Final = (
    Kinds(group="", resources=("pods", "replicationcontrollers")),
    Kinds(
        group="apps",
        resources=("daemonsets", "deployments", "replicasets", "statefulsets"),
    ),
    Kinds(group="batch", resources=("cronjobs", "jobs")),
)


def guard_waypoint(scope: Construct, rules: TenantRules, *, mesh: Ambient) -> None:
    """Let only Istio and Kubernetes' controllers write a waypoint, and no one enter its pods.

    Whoever acts as the waypoint can read the tokens of every visitor. A pod joins it by a
    label or by its account, so the policy checks who writes the pod, and nothing in the pod:
    a tenant can write owner references and accounts of the profile.
    mesh: its istiod's account creates the waypoint of its Gateway.
    """
    istiod = mesh.istiod_user
    _guard_objects(scope, rules, istiod)
    _guard_pods(scope, rules, istiod)
    TenantPolicy(
        scope,
        name=CONNECTIONS,
        rules=rules,
        kinds=[
            Kinds(
                group="",
                resources=(
                    "pods/attach",
                    "pods/exec",
                    "pods/portforward",
                    "pods/proxy",
                    "services/proxy",
                ),
            )
        ],
        operations=("CONNECT",),
        demands=[
            Demand(
                expression=f"!request.name.matches('{_OWN}') ||\n{BY_ADMINISTRATOR}",
                message=(
                    f"the waypoint of a profile is Istio's: nobody enters it, and what is "
                    f"called '{WAYPOINT}-…' counts as it"
                ),
            )
        ],
    )
    TenantPolicy(
        scope,
        name=IDENTITY,
        rules=rules,
        kinds=[
            Kinds(group="", resources=("pods/ephemeralcontainers", "serviceaccounts/token")),
        ],
        demands=[
            Demand(
                expression=f"""
                    !request.name.matches('{_OWN}') ||
                    {BY_KUBELET} ||
                    {BY_ADMINISTRATOR}
                """,
                message=(
                    f"the waypoint of a profile is Istio's: nobody else runs in its pods or "
                    f"has a token of account '{WAYPOINT}'"
                ),
            )
        ],
    )


def _guard_objects(scope: Construct, rules: TenantRules, istiod: str) -> None:
    TenantPolicy(
        scope,
        name=OBJECTS,
        rules=rules,
        kinds=[
            Kinds(group="", resources=("serviceaccounts", "services")),
            Kinds(group="apps", resources=("deployments",)),
            Kinds(group="autoscaling", resources=("horizontalpodautoscalers",)),
            Kinds(group="policy", resources=("poddisruptionbudgets",)),
        ],
        content=(
            "spec",
            "secrets",
            "imagePullSecrets",
            "automountServiceAccountToken",
            "metadata.ownerReferences",
        ),
        variables={
            # A Service of a different name may select the waypoint's pods too.
            "waypoint": f"""
                object.metadata.name == '{WAYPOINT}' ||
                request.resource.resource == 'services' &&
                {any_of(GATEWAY_LABELS, "object.spec.?selector.orValue({})")} ||
                request.resource.resource == 'horizontalpodautoscalers' &&
                object.spec.scaleTargetRef.name == '{WAYPOINT}'
            """,
        },
        demands=[
            Demand(
                expression=f"""
                    !variables.waypoint ||
                    request.userInfo.username in {one_of((istiod, CONTROLLERS))} ||
                    {BY_SYSTEM} ||
                    {BY_ADMINISTRATOR}
                """,
                message=f"'{WAYPOINT}' in a profile is Istio's; take another name",
            )
        ],
    )


def _guard_pods(scope: Construct, rules: TenantRules, istiod: str) -> None:
    writers = {
        "deployments": [istiod, _DEPLOYMENTS, CONTROLLERS],
        "replicasets": [_DEPLOYMENTS, CONTROLLERS],
        "pods": [_REPLICA_SETS, CONTROLLERS],
    }
    TenantPolicy(
        scope,
        name=PODS,
        rules=rules,
        kinds=_WORKLOADS,
        variables={
            "pod": """
                request.resource.resource == 'pods' ? object :
                request.resource.resource == 'cronjobs' ?
                  object.spec.jobTemplate.spec.template :
                  object.spec.template
            """,
            "joins": f"""
                variables.pod.spec.?serviceAccountName.orValue('') == '{WAYPOINT}' ||
                {any_of(GATEWAY_LABELS, "variables.pod.metadata.?labels.orValue({})")}
            """,
            "writers": _writers(writers),
            # Node agents annotate every pod, and the garbage collector edits owner references.
            "system": f"""
                request.operation == 'UPDATE' &&
                object.spec == oldObject.spec &&
                object.metadata.?labels == oldObject.metadata.?labels &&
                {BY_SYSTEM}
            """,
        },
        content=("spec", "metadata.ownerReferences"),
        demands=[
            Demand(
                expression=f"""
                    !variables.joins ||
                    request.userInfo.username in variables.writers ||
                    variables.system ||
                    {BY_ADMINISTRATOR}
                """,
                message=(
                    f"a pod with account '{WAYPOINT}' or label {GATEWAY_LABELS[0]} would act "
                    f"as the profile's waypoint, which is Istio's; leave them out"
                ),
            )
        ],
    )


def _writers(by_resource: dict[str, list[str]]) -> str:
    """Return the CEL expression that lists who may write objects of the request's kind."""
    rows = ",\n".join(
        f"  {text_literal(resource)}: {one_of(users)}"
        for resource, users in by_resource.items()
    )
    return f"{{\n{rows}\n}}[?request.resource.resource].orValue([])"
