"""Create the service account of a workload, with its rights."""

from collections.abc import Mapping
from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..kube import cluster_scoped, declare, namespace_of
from .rules import Rule

_RBAC: Final = "rbac.authorization.k8s.io"


class ServiceAccount(Construct):
    """A service account with the permissions granted to it.

    token: whether pods get a token for the API server; one that never calls it needs none.
    annotations: by which a cloud identifies the account. more_labels: of the account alone,
    and not of its roles.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        labels: Mapping[str, str] | None = None,
        token: bool = True,
        annotations: Mapping[str, str] | None = None,
        more_labels: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(scope, id)
        self.name = name
        self.token = token
        self.namespace = namespace_of(self)
        self._labels = labels
        declare(
            k8s.KubeServiceAccount,
            self,
            "ServiceAccount",
            metadata=k8s.ObjectMeta(
                name=name,
                labels={**(labels or {}), **more_labels} if more_labels else labels,
                annotations=annotations,
            ),
            automount_service_account_token=None if token else False,
        )

    def grant(self, *rules: Rule, role: str, binding: str) -> None:
        """Allow `rules` in every namespace, through a cluster role named `role`."""
        cluster_scoped(
            declare(
                k8s.KubeClusterRole,
                self,
                f"{role}-role",
                metadata=self._named(role),
                rules=[rule.to_k8s() for rule in rules],
            )
        )
        self.join(role, binding=binding)

    def join(self, role: str, *, binding: str) -> None:
        """Bind the account to an existing cluster role."""
        cluster_scoped(
            declare(
                k8s.KubeClusterRoleBinding,
                self,
                f"{binding}-binding",
                metadata=self._named(binding),
                role_ref=k8s.RoleRef(api_group=_RBAC, kind="ClusterRole", name=role),
                subjects=[self._subject()],
            )
        )

    def grant_here(
        self, *rules: Rule, role: str, binding: str, namespace: str | None = None
    ) -> None:
        """Allow `rules` in one namespace, the account's own by default, by a role `role`."""
        declare(
            k8s.KubeRole,
            self,
            f"{namespace or self.namespace}-{role}-namespaced-role",
            metadata=self._named(role, namespace),
            rules=[rule.to_k8s() for rule in rules],
        )
        self._bind("Role", role, binding=binding, namespace=namespace)

    def join_here(self, role: str, *, binding: str) -> None:
        """Bind the account to an existing cluster role in its own namespace."""
        self._bind("ClusterRole", role, binding=binding)

    def _bind(
        self, kind: str, role: str, *, binding: str, namespace: str | None = None
    ) -> None:
        """Bind the account to a role of a kind in one namespace, its own by default."""
        declare(
            k8s.KubeRoleBinding,
            self,
            f"{namespace or self.namespace}-{binding}-namespaced-binding",
            metadata=self._named(binding, namespace),
            role_ref=k8s.RoleRef(api_group=_RBAC, kind=kind, name=role),
            subjects=[self._subject()],
        )

    def _named(self, name: str, namespace: str | None = None) -> k8s.ObjectMeta:
        return k8s.ObjectMeta(name=name, namespace=namespace, labels=self._labels)

    def _subject(self) -> k8s.Subject:
        return k8s.Subject(kind="ServiceAccount", name=self.name, namespace=self.namespace)
