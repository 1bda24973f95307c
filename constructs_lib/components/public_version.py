"""Tell everyone which version of a component runs."""

from collections.abc import Mapping
from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..access import READ, allow
from ..kube import ConfigMap, declare

_RBAC: Final = "rbac.authorization.k8s.io"


class PublicVersion(Construct):
    """A ConfigMap with a version, which every account of the cluster may read, for SDKs.

    name: of the ConfigMap, the Role and its RoleBinding. data: the version by upstream's key.
    labels: of the ConfigMap. reader_labels: of the other two.
    Source: applications/pipeline/upstream/base/pipeline of kubeflow/manifests 26.03, and
    manifests/base/manager of kubeflow/trainer v2.2.0.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        data: Mapping[str, str],
        labels: Mapping[str, str] | None = None,
        reader_labels: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(scope, id)
        ConfigMap(self, "Version", name=name, labels=labels, data=data)
        metadata = k8s.ObjectMeta(name=name, labels=reader_labels)
        declare(
            k8s.KubeRole,
            self,
            "Role",
            metadata=metadata,
            rules=[allow(READ, "configmaps", names=(name,)).to_k8s()],
        )
        declare(
            k8s.KubeRoleBinding,
            self,
            "Binding",
            metadata=metadata,
            role_ref=k8s.RoleRef(api_group=_RBAC, kind="Role", name=name),
            subjects=[k8s.Subject(api_group=_RBAC, kind="Group", name="system:authenticated")],
        )
