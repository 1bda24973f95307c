"""Where the hazards of v1.11.0 apply, and where not."""

from .objects import both, enforced, images, settings
from .rows_kserve import ROWS_0_15_2
from .sides import deployment, obj


def pipelines(version, **data):
    """Return the API server of a version, and its settings."""
    name = "pipeline-install-config"
    return [
        deployment("ml-pipeline", f"a:{version}"),
        settings(name, appVersion=version, **data),
    ]


OLD, NEW = pipelines("2.5.0"), pipelines("2.15.0")
STEP = ((OLD, NEW), (OLD, OLD))
KATIB_OLD, KATIB_NEW = images("katib-mysql")
GROUP = deployment("katib-mysql", securityContext={"fsGroup": 999})
WAYPOINT = obj(
    "Gateway",
    "kubeflow-waypoint",
    api="gateway.networking.k8s.io/v1",
    spec={"gatewayClassName": "istio-waypoint"},
)
PARAMETERS = obj("ConfigMap", "kubeflow-waypoint", data={"deployment": "{}"})
PROXY = "ARTIFACTS_PROXY_ENABLED"
# By hazard: both sides of an environment that has it, and of one that has not.
ROWS = {
    "Pod Security in `kubeflow`": (
        ([enforced("baseline")], [enforced("restricted")]),
        both(enforced("restricted")),
    ),
    "The waypoint of Pipelines with an Istio before 1.26": (
        ([enforced("baseline"), WAYPOINT], [enforced("restricted"), WAYPOINT]),
        ([enforced("baseline"), WAYPOINT], [enforced("restricted"), WAYPOINT, PARAMETERS]),
    ),
    "Names that are too long for the tables of Pipelines": STEP,
    "The tables of Pipelines": STEP,
    "MySQL 8.4": (images("mysql"), images("katib-mysql")),
    "The MySQL of Katib": (images("katib-mysql"), images("mysql")),
    "The owner of the volume of Katib's MySQL": (
        ([deployment("katib-mysql")], [GROUP]),
        both(GROUP),
    ),
    "Artifact servers in profiles": (
        (OLD, pipelines("2.15.0", **{PROXY: "false"})),
        (OLD, pipelines("2.15.0", **{PROXY: "true"})),
    ),
    "The bundled store": (both(deployment("minio")), both(deployment("seaweedfs"))),
    "Jobs of the training operator": (
        both(deployment("training-operator")),
        both(deployment("katib-controller")),
    ),
    **ROWS_0_15_2,
}
