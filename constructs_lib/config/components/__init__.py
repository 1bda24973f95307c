"""The components that can be installed, in order of installation."""

from collections.abc import Iterable
from typing import Final

from ...releases import V1_9_1, Release
from .admission_webhook import ADMISSION_WEBHOOK
from .central_dashboard import CENTRAL_DASHBOARD
from .component import KUBEFLOW_NAMESPACE, PLACES, Component, IngressRule, MetricsPort
from .elsewhere import (
    MODEL_CATALOG,
    MODEL_REGISTRY,
    MODEL_REGISTRY_0_2,
    MODEL_REGISTRY_UI,
    SELDON,
)
from .jupyter_web_app import JUPYTER_WEB_APP
from .katib import KATIB
from .kserve import KSERVE
from .kserve_models_web_app import KSERVE_MODELS_WEB_APP
from .login import DEX, OAUTH2_PROXY
from .notebook_controller import NOTEBOOK_CONTROLLER
from .parts import METACONTROLLER, PROFILE_WAYPOINTS
from .pipelines import PIPELINES
from .profiles import PROFILES
from .pvcviewer_controller import PVCVIEWER_CONTROLLER
from .spark_operator import SPARK_OPERATOR
from .tensorboard_controller import TENSORBOARD_CONTROLLER
from .tensorboards_web_app import TENSORBOARDS_WEB_APP
from .trainer import TRAINER
from .training_operator import TRAINING_OPERATOR
from .volumes_web_app import VOLUMES_WEB_APP

__all__ = [
    "ADMISSION_WEBHOOK",
    "CENTRAL_DASHBOARD",
    "COMPONENTS",
    "CORE",
    "CORE_COMPONENTS",
    "DEX",
    "ELSEWHERE",
    "IMPLIED",
    "IMPLIED_COMPONENTS",
    "INSTALLABLE",
    "JUPYTER_WEB_APP",
    "KATIB",
    "KNOWN",
    "KSERVE",
    "KSERVE_MODELS_WEB_APP",
    "KUBEFLOW_NAMESPACE",
    "LOGIN",
    "LOGIN_SERVERS",
    "METACONTROLLER",
    "NOTEBOOK_CONTROLLER",
    "OAUTH2_PROXY",
    "OF_UPSTREAM",
    "OPTIONAL",
    "PIPELINES",
    "PLACES",
    "PROFILES",
    "PROFILE_WAYPOINTS",
    "PVCVIEWER_CONTROLLER",
    "SHOWN_BY_UPSTREAM",
    "SPARK_OPERATOR",
    "TENSORBOARDS_WEB_APP",
    "TENSORBOARD_CONTROLLER",
    "TRAINER",
    "TRAINING_OPERATOR",
    "VOLUMES_WEB_APP",
    "Component",
    "IngressRule",
    "MetricsPort",
    "shown_by_upstream",
]

CORE_COMPONENTS: Final = (
    PROFILES,
    CENTRAL_DASHBOARD,
    ADMISSION_WEBHOOK,
    NOTEBOOK_CONTROLLER,
    JUPYTER_WEB_APP,
    PVCVIEWER_CONTROLLER,
    VOLUMES_WEB_APP,
    TENSORBOARD_CONTROLLER,
    TENSORBOARDS_WEB_APP,
)

# Names allowed in `Config(components=…)`.
INSTALLABLE: Final = (
    *CORE_COMPONENTS,
    TRAINING_OPERATOR,
    KATIB,
    PIPELINES,
    KSERVE,
    KSERVE_MODELS_WEB_APP,
    SPARK_OPERATOR,
    TRAINER,
)

# Parts that other components require; they cannot be chosen by name.
IMPLIED: Final = (METACONTROLLER, PROFILE_WAYPOINTS)

# Part of every environment, Dex only unless users log in at another provider.
LOGIN_SERVERS: Final = (DEX, OAUTH2_PROXY)

# What upstream installs.
OF_UPSTREAM: Final = tuple(each for each in INSTALLABLE if each.upstream and not each.opt_in)

# What upstream has as well, and installs only where it is chosen.
OPTIONAL: Final = tuple(each for each in INSTALLABLE if each.upstream and each.opt_in)

# What upstream guards too in some release, and this library does not install.
ELSEWHERE: Final = (
    MODEL_REGISTRY_0_2,
    MODEL_REGISTRY,
    MODEL_REGISTRY_UI,
    MODEL_CATALOG,
    SELDON,
)


def shown_by_upstream(release: Release) -> tuple[Component, ...]:
    """Return what upstream links to and guards whether it is installed or not.

    What is of another namespace than Kubeflow's is shown where it is installed.
    """
    optional = (each for each in OPTIONAL if each.namespace == KUBEFLOW_NAMESPACE)
    more = (each for each in ELSEWHERE if each.name in release.guarded)
    return tuple(each.in_release(release) for each in (*OF_UPSTREAM, *optional, *more))


SHOWN_BY_UPSTREAM: Final = shown_by_upstream(V1_9_1)


def _names(components: Iterable[Component]) -> tuple[str, ...]:
    return tuple(each.name for each in components)


CORE: Final = _names(CORE_COMPONENTS)
# What is installed unless an environment says otherwise.
COMPONENTS: Final = _names(each for each in INSTALLABLE if not each.opt_in)
IMPLIED_COMPONENTS: Final = _names(IMPLIED)
LOGIN: Final = _names(LOGIN_SERVERS)
# Files of an environment that belong to no component.
_FILES: Final = frozenset(
    {
        "after-sync",
        "ambient",
        "backup",
        "before-sync",
        "access-log",
        "closed-waypoints",
        "crds",
        "egress",
        "gateway-config",
        "kubeflow-istio-resources",
        "kubeflow-roles",
        "kustomization",
        "monitoring",
        "namespace",
        "networkpolicies",
        "queues",
        "recovery",
        "secrets",
        "job-defaults",
        "tenant-guard",
        "user-namespace",
        "velero",
    }
)

# Every name that is taken.
KNOWN: Final = _FILES | {
    *_names((*INSTALLABLE, *IMPLIED, *LOGIN_SERVERS, *ELSEWHERE)),
}
