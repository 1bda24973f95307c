"""The components that can be installed, in order of installation."""

from collections.abc import Iterable
from typing import Final

from .admission_webhook import ADMISSION_WEBHOOK
from .central_dashboard import CENTRAL_DASHBOARD
from .component import KUBEFLOW_NAMESPACE, PLACES, Component, IngressRule
from .elsewhere import KSERVE, MODEL_REGISTRY, SELDON, SPARK_OPERATOR
from .jupyter_web_app import JUPYTER_WEB_APP
from .katib import KATIB
from .login import DEX, OAUTH2_PROXY
from .notebook_controller import NOTEBOOK_CONTROLLER
from .parts import METACONTROLLER, PROFILE_WAYPOINTS
from .pipelines import PIPELINES
from .profiles import PROFILES
from .pvcviewer_controller import PVCVIEWER_CONTROLLER
from .tensorboard_controller import TENSORBOARD_CONTROLLER
from .tensorboards_web_app import TENSORBOARDS_WEB_APP
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
    "KUBEFLOW_NAMESPACE",
    "LOGIN",
    "LOGIN_SERVERS",
    "METACONTROLLER",
    "NOTEBOOK_CONTROLLER",
    "OAUTH2_PROXY",
    "OF_UPSTREAM",
    "PIPELINES",
    "PLACES",
    "PROFILES",
    "PROFILE_WAYPOINTS",
    "PVCVIEWER_CONTROLLER",
    "TENSORBOARDS_WEB_APP",
    "TENSORBOARD_CONTROLLER",
    "TRAINING_OPERATOR",
    "VOLUMES_WEB_APP",
    "Component",
    "IngressRule",
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
INSTALLABLE: Final = (*CORE_COMPONENTS, TRAINING_OPERATOR, KATIB, PIPELINES)

# Parts that other components require; they cannot be chosen by name.
IMPLIED: Final = (METACONTROLLER, PROFILE_WAYPOINTS)

# Part of every environment, Dex only unless users log in at another provider.
LOGIN_SERVERS: Final = (DEX, OAUTH2_PROXY)

# What upstream installs.
OF_UPSTREAM: Final = tuple(each for each in INSTALLABLE if each.upstream and not each.opt_in)

# What upstream links to and guards wherever it is installed.
ELSEWHERE: Final = (KSERVE, MODEL_REGISTRY, SELDON, SPARK_OPERATOR)


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
        "closed-waypoints",
        "crds",
        "egress",
        "gateway-config",
        "kubeflow-istio-resources",
        "kubeflow-roles",
        "kustomization",
        "namespace",
        "networkpolicies",
        "secrets",
        "tenant-guard",
        "user-namespace",
    }
)

# Every name that is taken.
KNOWN: Final = _FILES | {
    *_names((*INSTALLABLE, *IMPLIED, *LOGIN_SERVERS, *ELSEWHERE)),
}
