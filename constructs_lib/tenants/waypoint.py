"""A profile's waypoint is Istio's alone."""

from typing import Final

from constructs import Construct

from ..config import WAYPOINT, Ambient, TenantRules
from .mesh import GATEWAY_LABELS
from .policy import Demand, Kinds, TenantPolicy, one_of, text_literal

OBJECTS: Final = "waypoint"
PODS: Final = "waypoint-pods"
CONNECTIONS: Final = "waypoint-connections"
IDENTITY: Final = "waypoint-identity"

ADMINISTRATOR: Final = "authorizer.group('*').resource('*').check('*').allowed()"

_SYSTEM: Final = "system:serviceaccount:kube-system"
# Of a cluster whose controllers share one account.
_CONTROLLERS: Final = "system:kube-controller-manager"
_DEPLOYMENTS: Final = f"{_SYSTEM}:deployment-controller"
_REPLICA_SETS: Final = f"{_SYSTEM}:replicaset-controller"

# The name in a proxied request may have a scheme before it and a port behind it.
_OWN: Final = f"^([a-z]*:)?{WAYPOINT}(-[a-z0-9-]+)?(:[a-z0-9-]*)?$"

_WORKLOADS: Final = (
    Kinds(group="", resources=("pods", "replicationcontrollers")),
    Kinds(
        group="apps",
        resources=("daemonsets", "deployments", "replicasets", "statefulsets"),
    ),
    Kinds(group="batch", resources=("cronjobs", "jobs")),
)


def guard_waypoint(scope: Construct, rules: TenantRules, *, mesh: Ambient) -> None:
    """Let only Istio and Kubernetes' controllers write a profile's waypoint, and nobody enter.

    Who may act as the waypoint reads the tokens of every visitor. A pod joins it by a label
    or by its account, so each is decided by who writes it, and never by what it says of
    itself: owner references and accounts of the profile are the tenant's to write.
    mesh: its istiod's account makes the waypoint of its Gateway.
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
                expression=f"!request.name.matches('{_OWN}') ||\n{ADMINISTRATOR}",
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
                    'system:nodes' in request.userInfo.groups ||
                    {ADMINISTRATOR}
                """,
                message=(
                    f"the waypoint of a profile is Istio's: nobody else runs in its pods or "
                    f"has a token of account '{WAYPOINT}'"
                ),
            )
        ],
    )


def _guard_objects(scope: Construct, rules: TenantRules, istiod: str) -> None:
    writers = {"deployments": [istiod, _DEPLOYMENTS, _CONTROLLERS]}
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
        variables={"writers": _writers(writers, others=[istiod])},
        demands=[
            Demand(
                expression=f"""
                    request.name != '{WAYPOINT}' ||
                    request.userInfo.username in variables.writers ||
                    {ADMINISTRATOR}
                """,
                message=f"'{WAYPOINT}' in a profile is Istio's; take another name",
            )
        ],
    )


def _guard_pods(scope: Construct, rules: TenantRules, istiod: str) -> None:
    writers = {
        "deployments": [istiod, _DEPLOYMENTS, _CONTROLLERS],
        "replicasets": [_DEPLOYMENTS, _CONTROLLERS],
        "pods": [_REPLICA_SETS, _CONTROLLERS],
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
                {one_of(GATEWAY_LABELS)}.exists(key,
                  key in variables.pod.metadata.?labels.orValue({{}}))
            """,
            "writers": _writers(writers, others=[]),
        },
        demands=[
            Demand(
                expression="""
                    !variables.joins ||
                    request.userInfo.username in variables.writers
                """,
                message=(
                    f"a pod with account '{WAYPOINT}' or label {GATEWAY_LABELS[0]} would act "
                    f"as the profile's waypoint, which is Istio's; leave them out"
                ),
            )
        ],
    )


def _writers(by_resource: dict[str, list[str]], *, others: list[str]) -> str:
    """Return the CEL expression that lists who may write objects of the request's kind."""
    rows = ",\n".join(
        f"  {text_literal(resource)}: {one_of(users)}"
        for resource, users in by_resource.items()
    )
    return f"{{\n{rows}\n}}[?request.resource.resource].orValue({one_of(others)})"
