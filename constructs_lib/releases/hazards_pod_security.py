"""What can go wrong where namespaces first enforce Pod Security, as those of v1.10.2 do."""

from typing import Final

from .hazard import Differs, Hazard

_MANIFESTS: Final = "https://github.com/kubeflow/manifests"

_KUBEFLOW: Final = Hazard(
    name="Pod Security in `kubeflow`",
    when=Differs(
        "Namespace", "kubeflow", ("metadata", "labels", "pod-security.kubernetes.io/enforce")
    ),
    part="lacking",
    what=(
        "The namespace enforces the level `baseline`: pods of your own there that violate it "
        "keep running, and cannot be created again."
    ),
    commands=(
        (
            "kubectl label --dry-run=server --overwrite namespace kubeflow "
            "pod-security.kubernetes.io/enforce=baseline"
        ),
    ),
    seen="the command warns of no pod",
    link=f"{_MANIFESTS}/issues/3015",
)

_LOGIN: Final = Hazard(
    name="Pod Security of the login",
    when=Differs(
        "Namespace", "auth", ("metadata", "labels", "pod-security.kubernetes.io/enforce")
    ),
    part="lacking",
    what=(
        "The namespaces `auth` and `oauth2-proxy` enforce the level `restricted`: pods of "
        "your own there that violate it, such as a directory or a Redis, keep running, and "
        "cannot be created again."
    ),
    commands=(
        (
            "kubectl label --dry-run=server --overwrite namespaces auth oauth2-proxy "
            "pod-security.kubernetes.io/enforce=restricted"
        ),
    ),
    seen="the command warns of no pod but Dex's and oauth2-proxy's, which the step changes",
    link=f"{_MANIFESTS}/issues/3015",
)

_PROFILES: Final = Hazard(
    name="Pod Security in profiles",
    when=Differs(
        "ConfigMap", "namespace-labels-data", ("data",), now="profiles-namespace-labels-data"
    ),
    part="lacking",
    what=(
        "Profiles get other labels, among them the Pod Security level `baseline` of upstream: "
        "users' pods that violate it keep running, and cannot be created again."
    ),
    commands=(
        (
            "kubectl label --dry-run=server --overwrite namespaces --selector "
            "app.kubernetes.io/part-of=kubeflow-profile "
            "pod-security.kubernetes.io/enforce=baseline"
        ),
    ),
    seen="the command warns of no pod",
    back="remove the label from the namespaces of profiles",
    link=f"{_MANIFESTS}/issues/3015",
)

HAZARDS_POD_SECURITY: Final = (_KUBEFLOW, _LOGIN, _PROFILES)
