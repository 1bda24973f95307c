"""Restrict Services of tenants to their own pods."""

from typing import Final

from constructs import Construct

from ..config import Mesh, Sidecars, TenantRules, api_user
from .policy import CONTROLLERS, SYSTEM, Demand, Kinds, TenantPolicy, one_of, text_literal

SERVICES: Final = "services"
ENDPOINTS: Final = "endpoints"

_ENDPOINT_WRITERS: Final = (
    CONTROLLERS,
    api_user(SYSTEM, "endpoint-controller"),
    api_user(SYSTEM, "endpointslice-controller"),
    api_user(SYSTEM, "endpointslicemirroring-controller"),
)
# It creates a Service of type ExternalName for each route (knative/serving
# pkg/reconciler/route/resources/service.go); in a mesh with sidecars only.
_KNATIVE: Final = api_user("knative-serving", "controller")


def guard_services(scope: Construct, rules: TenantRules, *, mesh: Mesh) -> None:
    """Refuse Services that lead out of their profile, or into it past the gateway.

    A route of the platform, such as a notebook's, follows its Service to any target, with
    the gateway's identity.
    """
    outside = _outside(rules)
    types = ("ClusterIP", *rules.service_types)
    writers = [_KNATIVE] if isinstance(mesh, Sidecars) else []
    TenantPolicy(
        scope,
        name=SERVICES,
        rules=rules,
        kinds=[Kinds(group="", resources=("services",))],
        variables={
            "type": "object.spec.?type.orValue('ClusterIP')",
            "outside": (
                f"{outside} ||\nrequest.userInfo.username in {one_of(writers)}"
                if writers
                else outside
            ),
        },
        demands=[
            Demand(
                expression=f"""
                    variables.type in {one_of(types)} ||
                    variables.type == 'ExternalName' && variables.outside
                """,
                message=(
                    f"a Service in a profile is of type {' or '.join(types)}; "
                    f"others lead out of it or past the gateway"
                ),
            ),
            Demand(
                expression="""
                    object.spec.?selector.orValue({}).size() > 0 || variables.outside
                """,
                message="a Service in a profile needs a selector of its own pods",
            ),
            Demand(
                expression="object.spec.?externalIPs.orValue([]).size() == 0",
                message="a Service in a profile takes no address; leave out externalIPs",
            ),
        ],
    )
    TenantPolicy(
        scope,
        name=ENDPOINTS,
        rules=rules,
        kinds=[
            Kinds(group="", resources=("endpoints",)),
            Kinds(group="discovery.k8s.io", resources=("endpointslices",)),
        ],
        content=("subsets", "endpoints", "ports"),
        variables={
            "service": """
                request.resource.resource == 'endpoints' ? object.metadata.name :
                object.metadata.?labels[?'kubernetes.io/service-name'].orValue('')
            """,
        },
        demands=[
            Demand(
                expression=f"""
                    request.userInfo.username in {one_of(_ENDPOINT_WRITERS)} ||
                    {_outside(rules, name="variables.service")}
                """,
                message=(
                    "endpoints in a profile are made by Kubernetes of a Service's selector, "
                    "so that it leads to its own pods"
                ),
            )
        ],
    )


def _outside(rules: TenantRules, *, name: str = "object.metadata.name") -> str:
    """Return the CEL expression that a Service may lead out of its profile."""
    if not rules.external_services:
        return "false"
    rows = ",\n".join(
        f"  {text_literal(profile)}: {one_of(names)}"
        for profile, names in sorted(rules.external_services.items())
    )
    return f"{name} in {{\n{rows}\n}}[?request.namespace].orValue([])"
