"""Tell every account which version of Pipelines runs."""

from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ...kube import ConfigMap, declare
from .names import LABELS, selector

NAME: Final = "kubeflow-pipelines-public"

_RBAC: Final = "rbac.authorization.k8s.io"


class PublicVersion(Construct):
    """A ConfigMap with the version, which every account of the cluster may read.

    version: of Pipelines.
    Source: applications/pipeline/upstream/base/pipeline of kubeflow/manifests 26.03.
    """

    def __init__(self, scope: Construct, id: str, *, version: str) -> None:
        super().__init__(scope, id)
        told = ConfigMap(
            self,
            "Version",
            name=NAME,
            labels=LABELS,
            data={"kubeflow_pipelines_version": f"v{version}"},
        )
        metadata = k8s.ObjectMeta(name=NAME, labels=selector("ml-pipeline"))
        declare(
            k8s.KubeRole,
            self,
            "Role",
            metadata=metadata,
            rules=[
                k8s.PolicyRule(
                    api_groups=[""],
                    resources=["configmaps"],
                    resource_names=[told.name],
                    verbs=["get", "list", "watch"],
                )
            ],
        )
        declare(
            k8s.KubeRoleBinding,
            self,
            "Binding",
            metadata=metadata,
            role_ref=k8s.RoleRef(api_group=_RBAC, kind="Role", name=NAME),
            subjects=[k8s.Subject(api_group=_RBAC, kind="Group", name="system:authenticated")],
        )
