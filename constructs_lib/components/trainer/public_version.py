"""Tell everyone which version of Trainer runs."""

from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ...access import READ, allow
from ...kube import ConfigMap, declare
from ...releases import TrainerFacts

_NAME: Final = "kubeflow-trainer-public"


class PublicVersion(Construct):
    """A ConfigMap with the version, which everyone who is logged in may read, for SDKs.

    Source: manifests/base/manager of kubeflow/trainer v2.2.0.
    """

    def __init__(self, scope: Construct, id: str, *, facts: TrainerFacts) -> None:
        super().__init__(scope, id)
        ConfigMap(
            self,
            "Version",
            name=_NAME,
            data={"kubeflow_trainer_version": f"v{facts.operator}"},
        )
        declare(
            k8s.KubeRole,
            self,
            "Role",
            metadata=k8s.ObjectMeta(name=_NAME),
            rules=[allow(READ, "configmaps", names=(_NAME,)).to_k8s()],
        )
        group = "rbac.authorization.k8s.io"
        declare(
            k8s.KubeRoleBinding,
            self,
            "Everyone",
            metadata=k8s.ObjectMeta(name=_NAME),
            role_ref=k8s.RoleRef(api_group=group, kind="Role", name=_NAME),
            subjects=[k8s.Subject(api_group=group, kind="Group", name="system:authenticated")],
        )
