"""Connections between pods, and ztunnel's decisions by istiod's configuration."""

from typing import Final

from constructs_lib.reach.ztunnel import Connection, admits, policies_of, principal

from .deployed import Deployed
from .enforced import by_ztunnel
from .rows.row import GATEWAY, TEAM, Call

_KATIB: Final = "katib.kubeflow.org/component"
_TRAINING: Final = ("control-plane", "kubeflow-training-operator")
_DEX: Final = ("app", "dex")
_LOGIN: Final = ("app.kubernetes.io/name", "oauth2-proxy")

# What the table leaves out, and whether it passes. istiod fetches Dex's keys without an
# identity, and of the mesh only the login itself asks Dex; only the gateway asks oauth2-proxy;
# controllers are called by no one.
MORE: Final = (
    (Call((_KATIB, "ui"), 8080, GATEWAY), True),
    (Call((_KATIB, "ui"), 8080, TEAM), False),
    (Call((_KATIB, "ui"), 8080, None), False),
    (Call((_KATIB, "db-manager"), 6789, "kubeflow/katib-ui"), True),
    (Call((_KATIB, "db-manager"), 8080, TEAM), False),
    (Call((_KATIB, "mysql"), 3306, "kubeflow/default"), False),
    (Call((_KATIB, "mysql"), 3306, "kubeflow/katib-ui"), False),
    (Call((_KATIB, "mysql"), 33060, "kubeflow/katib-db-manager"), False),
    (Call((_KATIB, "controller"), 18080, TEAM), False),
    (Call(_TRAINING, 9443, None), True),
    (Call(_TRAINING, 8080, TEAM), False),
    (Call(_DEX, 5556, None, "auth"), True),
    (Call(_DEX, 5556, "oauth2-proxy/oauth2-proxy", "auth"), True),
    (Call(_DEX, 5556, GATEWAY, "auth"), True),
    (Call(_DEX, 5556, TEAM, "auth"), False),
    (Call(_DEX, 5557, "oauth2-proxy/oauth2-proxy", "auth"), False),
    (Call(_LOGIN, 4180, GATEWAY, "oauth2-proxy"), True),
    (Call(_LOGIN, 4180, TEAM, "oauth2-proxy"), False),
    (Call(_LOGIN, 4180, None, "oauth2-proxy"), False),
    (Call(("app", "jupyter-web-app"), 5000, GATEWAY), True),
    (Call(("app", "volumes-web-app"), 5000, GATEWAY), True),
    (Call(("app", "tensorboards-web-app"), 5000, GATEWAY), True),
    (Call(("app", "pvcviewer"), 9443, None), True),
    (Call(("app", "cache-server"), 8443, None), True),
    (Call(("app", "ml-pipeline"), 8888, "kubeflow/kubeflow-waypoint"), True),
    (Call(("app", "ml-pipeline-visualizationserver"), 8888, "kubeflow/ml-pipeline"), True),
    (Call(("component", "metadata-grpc-server"), 8080, TEAM), True),
    (Call(("component", "metadata-grpc-server"), 8080, None), False),
    (Call(("app", "metacontroller"), 9999, TEAM), False),
    (Call(("app", "notebook-controller"), 8080, TEAM), False),
)


def decisions(running: Deployed, call: Call) -> set[bool]:
    """Return whether the pods of a call accept its connection."""
    connection = Connection(call.port, principal(call.caller))
    return {
        admits(policies_of(running.dump, workload), connection)
        for workload in running.workloads(call.pods, call.namespace)
    }


def words(running: Deployed, call: Call) -> str:
    """Describe the policies of ztunnel at the pods of a call."""
    return "\n".join(
        f"{workload['name']}: {'; '.join(by_ztunnel(running.dump, workload))}"
        for workload in running.workloads(call.pods, call.namespace)
    )
