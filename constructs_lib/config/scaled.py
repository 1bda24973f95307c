"""Which workloads follow the load by their number, and why the others do not."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from .components import KATIB, PIPELINES
from .pods import Pods

if TYPE_CHECKING:
    from .environment import Config

_GUARD: Final = "ml-pipeline-ui-guard"

# The component of each Deployment whose pods share the load of users, and keep nothing of it:
# pages write to the API server, their CSRF token is in a cookie and a header alone
# (components/crud-web-apps/common/backend of kubeflow/kubeflow v1.9.2, crud_backend/csrf.py),
# and the API of Pipelines writes to its database and object store
# (backend/src/apiserver/client_manager of kubeflow/pipelines 2.3.0).
SCALABLE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "centraldashboard": "central-dashboard",
        "jupyter-web-app-deployment": "jupyter-web-app",
        "volumes-web-app-deployment": "volumes-web-app",
        "tensorboards-web-app-deployment": "tensorboards-web-app",
        "kserve-models-web-app": "kserve-models-web-app",
        "katib-ui": "katib",
        "ml-pipeline": "pipelines",
        "ml-pipeline-ui": "pipelines",
        _GUARD: "pipelines",
    }
)

_ELECTED: Final = "only the elected one of its pods works, and more pods take no load from it"
_ONCE: Final = "it elects no leader, and two pods would do everything twice"
_VOLUME: Final = "two pods would write to one volume"
_STEADY: Final = (
    "its load does not grow with users' pages; set a number, "
    "Config(workloads={{{component!r}: Pods(replicas=2)}})"
)
# The component of every other workload, and why none follows the load.
FIXED: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "admission-webhook-deployment": ("admission-webhook", _STEADY),
        "cache-server": ("pipelines", _STEADY),
        "dex": ("dex", _STEADY),
        "jobset-controller-manager": ("trainer", _ELECTED),
        "katib-controller": ("katib", _ELECTED),
        "katib-db-manager": ("katib", _STEADY),
        "katib-mysql": ("katib", _VOLUME),
        "kserve-controller-manager": ("kserve", _ELECTED),
        "kserve-localmodel-controller-manager": ("kserve", _ONCE),
        "kubeflow-pipelines-profile-controller": ("pipelines", _STEADY),
        "kubeflow-trainer-controller-manager": ("trainer", _ELECTED),
        "metacontroller": ("metacontroller", _ONCE),
        "metadata-envoy-deployment": ("pipelines", _STEADY),
        "metadata-grpc-deployment": ("pipelines", _STEADY),
        "metadata-writer": ("pipelines", _ONCE),
        "minio": ("pipelines", _VOLUME),
        "ml-pipeline-persistenceagent": ("pipelines", _ONCE),
        "ml-pipeline-scheduledworkflow": ("pipelines", _ONCE),
        "ml-pipeline-viewer-crd": ("pipelines", _ONCE),
        "ml-pipeline-visualizationserver": ("pipelines", _STEADY),
        "mysql": ("pipelines", _VOLUME),
        "notebook-controller-deployment": ("notebook-controller", _ELECTED),
        "oauth2-proxy": ("oauth2-proxy", _STEADY),
        "profile-waypoints": ("profile-waypoints", _STEADY),
        "profiles-deployment": ("profiles", _ELECTED),
        "pvcviewer-controller-manager": ("pvcviewer-controller", _ELECTED),
        "seaweedfs": ("pipelines", _VOLUME),
        "spark-operator-controller": ("spark-operator", _ELECTED),
        "spark-operator-webhook": ("spark-operator", _STEADY),
        "store-keys": ("pipelines", _ONCE),
        "tensorboard-controller-deployment": ("tensorboard-controller", _ELECTED),
        "training-operator": ("training-operator", _ELECTED),
        "workflow-controller": ("pipelines", _ELECTED),
    }
)
# Workloads that have a setting of their own.
_OWN_SETTING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "istio-ingressgateway": "Edge(ingress=Ingress(replicas=Autoscaling(maximum=…)))",
        "kubeflow-waypoint": "a HorizontalPodAutoscaler of your own for istiod's Deployment",
        "waypoint": "ProfileDefaults(waypoints=Waypoints(replicas=Autoscaling(maximum=…)))",
    }
)


def scalable(config: "Config") -> tuple[str, ...]:
    """Return the workloads of a config that may follow the load."""
    return tuple(name for name in SCALABLE if _refusal(name, config) is None)


def check_scaled(config: "Config") -> None:
    """Refuse workloads that cannot run twice, or whose utilization is of nothing."""
    for name in config.autoscaling:
        _check_scalable(name)
        if (refusal := _refusal(name, config)) is not None:
            raise ValueError(f"autoscaling of {name!r} {refusal}")


def _refusal(name: str, config: "Config") -> str | None:
    """Return why one of these workloads cannot follow the load with this config."""
    component = SCALABLE[name]
    if component not in config.components:
        return (
            f"has no effect without component {component!r}; install it, or leave the "
            "autoscaling out"
        )
    if name == _GUARD and config.pipelines.page == "open":
        return (
            "has no effect with PipelinesSettings(page='open'), which has no guard; leave it "
            "out, or set page='guarded'"
        )
    # The processes of Pipelines have upstream's requests where they have no row.
    if component != PIPELINES.name and component not in config.resources:
        return (
            "is by a percentage of the requested CPU, and its container requests none; add "
            f"resources={{{component!r}: Resources(…)}}"
        )
    # The others have processes besides, to which the number applies.
    alone = component not in (PIPELINES.name, KATIB.name)
    if alone and config.workloads.get(component, Pods()).replicas is not None:
        return (
            f"and Pods(replicas=…) of {component!r} both set the number of its pods; leave "
            "one out"
        )
    return None


def _check_scalable(name: str) -> None:
    if name in _OWN_SETTING:
        raise ValueError(
            f"{name!r} is scaled elsewhere: set {_OWN_SETTING[name]} instead of autoscaling"
        )
    if name in FIXED:
        component, reason = FIXED[name]
        raise ValueError(
            f"{name!r} cannot be scaled by its load: {reason.format(component=component)}"
        )
    if name not in SCALABLE:
        raise ValueError(
            f"unknown workload {name!r} in autoscaling; workloads that follow the load are "
            f"{', '.join(sorted(SCALABLE))}"
        )
