"""Define the roles admin, edit and view of profiles, before components add rules."""

from constructs import Construct

from ..access import READ, UserRole, allow

NAME = "kubeflow-roles"

_CHANGE = ("create", "delete", "deletecollection", "patch", "update")
_WORKLOADS = (
    "daemonsets",
    "deployments",
    "deployments/scale",
    "replicasets",
    "replicasets/scale",
)
_STATEFUL = ("statefulsets", "statefulsets/scale")
_STATUS = ("daemonsets/status", "deployments/status", "replicasets/status")
_RUNS = ("pods/attach", "pods/exec", "pods/portforward", "pods/proxy")
_NETWORK = ("ingresses", "networkpolicies")
# The former group of Deployments and Ingresses, until Kubernetes 1.16 and 1.22.
_OLD = "extensions"

_EDIT = (
    allow(READ, *_RUNS, "secrets", "services/proxy"),
    allow(_CHANGE, "pods", *_RUNS),
    allow(
        _CHANGE,
        "configmaps",
        "endpoints",
        "persistentvolumeclaims",
        "replicationcontrollers",
        "replicationcontrollers/scale",
        "secrets",
        "serviceaccounts",
        "services",
        "services/proxy",
    ),
    allow(_CHANGE, *_WORKLOADS, *_STATEFUL, "deployments/rollback", group="apps"),
    allow(_CHANGE, "horizontalpodautoscalers", group="autoscaling"),
    allow(_CHANGE, "cronjobs", "jobs", group="batch"),
    allow(
        _CHANGE,
        *_WORKLOADS,
        *_NETWORK,
        "deployments/rollback",
        "replicationcontrollers/scale",
        group=_OLD,
    ),
    allow(_CHANGE, "poddisruptionbudgets", group="policy"),
    allow(_CHANGE, *_NETWORK, group="networking.k8s.io"),
)

_IMPERSONATE = allow(("impersonate",), "serviceaccounts")

_VIEW = (
    allow(
        READ,
        "configmaps",
        "endpoints",
        "persistentvolumeclaims",
        "persistentvolumeclaims/status",
        "pods",
        "replicationcontrollers",
        "replicationcontrollers/scale",
        "serviceaccounts",
        "services",
        "services/status",
    ),
    allow(
        READ,
        "bindings",
        "events",
        "limitranges",
        "namespaces/status",
        "pods/log",
        "pods/status",
        "replicationcontrollers/status",
        "resourcequotas",
        "resourcequotas/status",
    ),
    allow(READ, "namespaces"),
    allow(
        READ,
        *_WORKLOADS,
        *_STATUS,
        *_STATEFUL,
        "statefulsets/status",
        "controllerrevisions",
        group="apps",
    ),
    allow(
        READ,
        "horizontalpodautoscalers",
        "horizontalpodautoscalers/status",
        group="autoscaling",
    ),
    allow(READ, "cronjobs", "cronjobs/status", "jobs", "jobs/status", group="batch"),
    allow(
        READ,
        *_WORKLOADS,
        *_STATUS,
        *_NETWORK,
        "ingresses/status",
        "replicationcontrollers/scale",
        group=_OLD,
    ),
    allow(READ, "poddisruptionbudgets", "poddisruptionbudgets/status", group="policy"),
    allow(READ, *_NETWORK, "ingresses/status", group="networking.k8s.io"),
)

_ADMIN = (
    allow(("create",), "localsubjectaccessreviews", group="authorization.k8s.io"),
    allow((*READ, *_CHANGE), "rolebindings", "roles", group="rbac.authorization.k8s.io"),
)


class KubeflowRoles(Construct):
    """The three roles of profiles' users, with their rules for Kubernetes' own kinds.

    impersonation: whether users who may edit a profile may act as its service accounts.
    Source: common/kubeflow-roles/base.
    """

    def __init__(self, scope: Construct, id: str, *, impersonation: bool = True) -> None:
        super().__init__(scope, id)
        edit = (_EDIT[0], _IMPERSONATE, *_EDIT[1:]) if impersonation else _EDIT
        for level, above, rules in (
            ("admin", [], _ADMIN),
            ("edit", ["kubeflow-admin"], edit),
            ("view", ["kubeflow-edit"], _VIEW),
        ):
            role = f"kubeflow-{level}"
            UserRole(self, level, name=role, aggregates=role, aggregate_to=above)
            UserRole(
                self,
                f"kubernetes-{level}",
                name=f"kubeflow-kubernetes-{level}",
                rules=rules,
                aggregate_to=[role],
            )
