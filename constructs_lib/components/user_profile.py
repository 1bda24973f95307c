"""A profile as code: its namespace's owner, members, quota and PodDefaults."""

from collections.abc import Mapping
from typing import Any

from cdk8s import ApiObjectMetadata
from cdk8s_plus_27 import k8s
from constructs import Construct

from ..bindings import (
    AuthorizationPolicy,
    AuthorizationPolicyFrom,
    AuthorizationPolicyRule,
    AuthorizationPolicySource,
    AuthorizationPolicySpec,
    AuthorizationPolicyWhen,
)
from ..config import Member, Mesh, NamedRole, Profile, ingress_principal, principal
from ..config.pipelines import SDK_ACCESS
from ..kube import Manifest, cluster_scoped
from .pod_default_spec import pod_default_spec

_ROLES = {"admin": "kubeflow-admin", "edit": "kubeflow-edit", "view": "kubeflow-view"}
_NAMED_ROLE = "kubeflow.org/named-role"
# With a Profile go its namespace and all data in it: Argo CD never deletes one, and does not
# count one that left the repository as a difference. What it wrote beside it does leave.
_KEPT = {
    "argocd.argoproj.io/sync-options": "Prune=false",
    "argocd.argoproj.io/compare-options": "IgnoreExtraneous",
}
# The profile hook of Pipelines makes one of this name in each profile, and leaves others'
# alone: Git's takes its place whole, and is no longer the hook's.
_REPLACING = {"argocd.argoproj.io/sync-options": "Replace=true"}


class UserProfile(Construct):
    """What a Profile of config.py becomes in the cluster.

    Members get what KFAM writes when an owner adds them in the dashboard, so that both are
    the same to it. Argo CD deletes members that leave the repository, and never the Profile.
    mesh: by whose identity requests reach the profile.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        profile: Profile,
        mesh: Mesh,
        user_header: str = "kubeflow-userid",
        user_prefix: str = "",
    ) -> None:
        super().__init__(scope, id)
        spec: dict[str, Any] = {"owner": {"kind": "User", "name": profile.owner}}
        if profile.quota:
            spec["resourceQuotaSpec"] = {"hard": dict(profile.quota.hard)}
        cluster_scoped(
            Manifest(
                self,
                "Profile",
                api_version="kubeflow.org/v1",
                kind="Profile",
                metadata=ApiObjectMetadata(name=profile.name, annotations=_KEPT),
                body={"spec": spec},
            )
        )
        for member in profile.members:
            self._binding(profile, member)
            self._policy(profile, member, mesh, user_header, user_prefix)
        for default in profile.pod_defaults:
            Manifest(
                self,
                f"pod-default-{default.name}",
                api_version="kubeflow.org/v1alpha1",
                kind="PodDefault",
                metadata=ApiObjectMetadata(
                    name=default.name,
                    namespace=profile.name,
                    annotations=_REPLACING if default.name == SDK_ACCESS else None,
                ),
                body={"spec": pod_default_spec(default)},
            )

    def _binding(self, profile: Profile, member: Member) -> None:
        group = "rbac.authorization.k8s.io"
        k8s.KubeRoleBinding(
            self,
            f"binding-{member.binding_name}",
            metadata=k8s.ObjectMeta(
                name=member.binding_name,
                namespace=profile.name,
                annotations=_annotations(member),
                labels=_labels(member),
            ),
            role_ref=k8s.RoleRef(
                api_group=group, kind="ClusterRole", name=_ROLES[member.grants]
            ),
            subjects=[k8s.Subject(api_group=group, kind="User", name=member.email)],
        )

    def _policy(
        self, profile: Profile, member: Member, mesh: Mesh, user_header: str, user_prefix: str
    ) -> None:
        callers = [ingress_principal(mesh), principal("kubeflow", "ml-pipeline-ui")]
        rule = AuthorizationPolicyRule(
            from_=[
                AuthorizationPolicyFrom(source=AuthorizationPolicySource(principals=callers))
            ],
            when=[
                AuthorizationPolicyWhen(
                    key=f"request.headers[{user_header}]",
                    values=[f"{user_prefix}{member.email}"],
                )
            ],
        )
        AuthorizationPolicy(
            self,
            f"policy-{member.binding_name}",
            metadata=ApiObjectMetadata(
                name=member.binding_name,
                namespace=profile.name,
                annotations=_annotations(member),
            ),
            spec=AuthorizationPolicySpec(rules=[rule]),
        )


def _annotations(member: Member) -> Mapping[str, str]:
    return {"role": member.grants, "user": member.email}


def _labels(member: Member) -> Mapping[str, str] | None:
    """Return what tells a role's name: KFAM's own form has room for Kubeflow's alone."""
    return {_NAMED_ROLE: member.role.name} if isinstance(member.role, NamedRole) else None
