"""Pods and Services of tenants stay in the mesh, and behind their waypoint."""

from typing import Final

from constructs import Construct

from ..config import WAYPOINT, TenantRules
from ..config.mesh import DATAPLANE, INGRESS_USE_WAYPOINT, USE_WAYPOINT
from .policy import Demand, Kinds, TenantPolicy, one_of

MEMBERS: Final = "mesh"
TEMPLATES: Final = "mesh-templates"

# Istio's template takes the waypoint's own pods out of the mesh; who may write such pods is
# decided in waypoint.py.
GATEWAY_LABELS: Final = ("gateway.networking.k8s.io/gateway-name", "istio.io/gateway-name")

# Labels and annotations by which Istio decides who is captured and which waypoint serves a
# Service, and the values that leave that as the profile has it
# (istio.io/api label/labels.gen.go and annotation/annotations.gen.go).
_FIXED: Final = {
    DATAPLANE: ("ambient",),
    USE_WAYPOINT: (WAYPOINT,),
    INGRESS_USE_WAYPOINT: ("true",),
    f"{USE_WAYPOINT}-namespace": (),
    f"{USE_WAYPOINT}-canary": (),
    f"{USE_WAYPOINT}-canary-namespace": (),
    # The CNI plugin passes over a pod that seems to have a sidecar (cni/pkg/util/podutil.go).
    "sidecar.istio.io/status": (),
    "ambient.istio.io/bypass-inbound-capture": (),
    "istio.io/reroute-virtual-interfaces": (),
}
_VARIABLES: Final = {
    "fixed": "{{\n{}\n}}".format(
        ",\n".join(f"  '{key}': {one_of(values)}" for key, values in _FIXED.items())
    )
}
_MESSAGE: Final = (
    f"pods and Services of a profile stay in the mesh and behind its waypoint; "
    f"leave out the labels and annotations {', '.join(_FIXED)}"
)

_JOBS: Final = {
    "mpijobs": "mpi",
    "mxjobs": "mx",
    "paddlejobs": "paddle",
    "pytorchjobs": "pytorch",
    "tfjobs": "tf",
    "xgboostjobs": "xgb",
}
_WORKFLOWS: Final = ("cronworkflows", "workflows", "workflowtemplates")


def guard_mesh(scope: Construct, rules: TenantRules) -> None:
    """Refuse what takes pods or Services of profiles out of the mesh or past their waypoint.

    A notebook out of the mesh is open to everybody, and visitors come to it unchecked. What
    controllers copy to pods is refused where the user writes it too, so that he reads why.
    """
    labelled = f"{one_of(GATEWAY_LABELS)}.exists(key, key in variables.labels)"
    TenantPolicy(
        scope,
        name=MEMBERS,
        rules=rules,
        kinds=[Kinds(group="", resources=("pods", "services"))],
        variables={
            **_VARIABLES,
            "labels": "object.metadata.?labels.orValue({})",
            "waypoint": f"request.resource.resource == 'pods' && {labelled}",
        },
        demands=[
            Demand(
                expression=f"variables.waypoint ||\n{_stays('object.metadata')}",
                message=_MESSAGE,
            ),
            Demand(
                expression="""
                    request.resource.resource != 'pods' ||
                    !object.spec.?hostNetwork.orValue(false)
                """,
                message="a pod in its node's network is in no mesh; leave out hostNetwork",
            ),
        ],
    )
    TenantPolicy(
        scope,
        name=TEMPLATES,
        rules=rules,
        kinds=[
            Kinds(group="kubeflow.org", resources=("notebooks", *_JOBS)),
            Kinds(group="argoproj.io", resources=_WORKFLOWS),
        ],
        variables={
            **_VARIABLES,
            "workflow": "object.spec.?workflowSpec.orValue(object.spec)",
            "replicas": f"""
                {one_of(tuple(_JOBS.values()))}
                  .map(job, object.spec[?job + 'ReplicaSpecs'].orValue({{}}))
            """,
        },
        demands=[
            Demand(expression=_stays("object.metadata"), message=_MESSAGE),
            Demand(
                expression=(
                    "[variables.workflow.?podMetadata.orValue({})].all(pod,\n"
                    f"{_stays('pod')})"
                ),
                message=_MESSAGE,
            ),
            Demand(
                expression=(
                    "variables.workflow.?templates.orValue([]).all(step,\n"
                    f"{_stays('step.?metadata.orValue({})')})"
                ),
                message=_MESSAGE,
            ),
            Demand(
                expression=(
                    "variables.replicas.all(replicas, replicas.all(role,\n"
                    f"{_stays('replicas[role].?template.?metadata.orValue({})')}))"
                ),
                message=_MESSAGE,
            ),
        ],
    )


def _stays(metadata: str) -> str:
    """Return the CEL expression by which labels and annotations leave the mesh alone."""
    return " &&\n".join(
        f"{metadata}.?{field}.orValue({{}}).all(key,\n"
        f"  !(key in variables.fixed) ||\n"
        f"  {metadata}.{field}[key] in variables.fixed[key])"
        for field in ("labels", "annotations")
    )
