"""Create profiles as code: owner, members, quota and PodDefaults."""

import json
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
from ..config import (
    Member,
    Mesh,
    NamedRole,
    Profile,
    Resources,
    Sidecars,
    ingress_principal,
)
from ..config.cloud import EDITOR, AzureWorkloadIdentity, GcpWorkloadIdentity
from ..config.headers import USER_HEADER
from ..config.kueue import LOCAL_QUEUE
from ..config.people import user_of
from ..kube import Manifest, cluster_scoped, declare, one_mesh
from ..scripts.cost_hook import COST_CENTER
from ..scripts.pipelines_hook import ACCESS
from ..scripts.profile_hook import (
    CONTAINER_DEFAULTS,
    DEFAULTS_ANNOTATION,
    LIMIT_RANGE,
    completed,
)
from .pod_default_spec import pod_default_spec
from .profile_models import KEPT, ProfileModels
from .queues import KUEUE

_ROLES = {"admin": "kubeflow-admin", "edit": "kubeflow-edit", "view": "kubeflow-view"}
_NAMED_ROLE = "kubeflow.org/named-role"
# The profile hook of Pipelines creates one of this name in each profile, and leaves foreign
# ones alone: one from Git replaces it, and the hook no longer manages it.
_REPLACING = {"argocd.argoproj.io/sync-options": "Replace=true"}

# Deleting it would invalidate every token of the profile's pods.
_STAYS = {"argocd.argoproj.io/sync-options": "Prune=false"}


class UserProfile(Construct):
    """The objects of a Profile in the cluster.

    Members get the objects that KFAM writes when an owner adds them in the dashboard, so that
    KFAM treats both alike. Argo CD deletes members removed from the repository, but never the
    Profile.
    profile: its configuration. mesh: of the gateway that calls into the profile.
    container_defaults: as in ProfileDefaults. The LimitRange is an object here with sidecars;
    in an ambient mesh the hook of ProfileWaypoints creates it, and reads the profile's own
    defaults from an annotation, which stays with the Profile as its quota does.
    google: as in ProfileDefaults, for a profile with plugins but none of Google's.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        profile: Profile,
        mesh: Mesh,
        user_header: str = USER_HEADER,
        user_prefix: str = "",
        container_defaults: Resources | None = None,
        google: GcpWorkloadIdentity | None = None,
    ) -> None:
        super().__init__(scope, id)
        one_mesh(self, mesh)
        spec: dict[str, Any] = {"owner": {"kind": "User", "name": user_of(profile.owner)}}
        plugins = [
            each.to_spec()
            for each in profile.plugins
            if not isinstance(each, AzureWorkloadIdentity)
        ]
        if plugins:
            # The profile controller would add it to the list, and Argo CD remove it.
            if google and not any(isinstance(p, GcpWorkloadIdentity) for p in profile.plugins):
                plugins.append(google.to_spec())
            spec["plugins"] = plugins
        if profile.quota:
            spec["resourceQuotaSpec"] = {"hard": dict(profile.quota.limits)}
        # Deleting a Profile deletes its namespace and all data. Its other objects are pruned.
        cluster_scoped(
            Manifest(
                self,
                "Profile",
                api_version="kubeflow.org/v1",
                kind="Profile",
                metadata=ApiObjectMetadata(
                    name=profile.name,
                    annotations={**KEPT, **_own_defaults(profile, mesh)},
                    labels={COST_CENTER: profile.cost_center} if profile.cost_center else None,
                ),
                body={"spec": spec},
            )
        )
        if isinstance(mesh, Sidecars):
            self._limit_range(profile, profile.container_defaults or container_defaults)
        if profile.azure:
            self._account(profile.name, profile.azure.annotations)
        for member in profile.members:
            self._binding(profile, member)
            self._policy(profile, member, mesh, user_header, user_prefix)
        ProfileModels(
            self,
            "Models",
            profile=profile,
            mesh=mesh,
            user_header=user_header,
            user_prefix=user_prefix,
        )
        if profile.queue:
            Manifest(
                self,
                "LocalQueue",
                api_version=KUEUE,
                kind="LocalQueue",
                metadata=ApiObjectMetadata(name=LOCAL_QUEUE, namespace=profile.name),
                body={"spec": {"clusterQueue": profile.queue}},
            )
        for default in profile.pod_defaults:
            Manifest(
                self,
                f"pod-default-{default.name}",
                api_version="kubeflow.org/v1alpha1",
                kind="PodDefault",
                metadata=ApiObjectMetadata(
                    name=default.name,
                    namespace=profile.name,
                    annotations=_REPLACING if default.name == ACCESS else None,
                ),
                body={"spec": pod_default_spec(default)},
            )

    def _limit_range(self, profile: Profile, defaults: Resources | None) -> None:
        """Write the objects of the hook of ProfileWaypoints, if it does not run."""
        hard = dict(profile.quota.limits) if profile.quota else {}
        item = completed(hard, defaults.to_spec() if defaults else None)
        if item:
            Manifest(
                self,
                "LimitRange",
                api_version="v1",
                kind=LIMIT_RANGE,
                metadata=ApiObjectMetadata(name=CONTAINER_DEFAULTS, namespace=profile.name),
                body={"spec": {"limits": [item]}},
            )

    def _account(self, namespace: str, annotations: Mapping[str, str]) -> None:
        """Annotate the profile's account; the profile controller accepts an existing one."""
        declare(
            k8s.KubeServiceAccount,
            self,
            "Account",
            metadata=k8s.ObjectMeta(
                name=EDITOR, namespace=namespace, annotations={**annotations, **_STAYS}
            ),
        )

    def _binding(self, profile: Profile, member: Member) -> None:
        group = "rbac.authorization.k8s.io"
        declare(
            k8s.KubeRoleBinding,
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
            subjects=[k8s.Subject(api_group=group, kind="User", name=member.user)],
        )

    def _policy(
        self, profile: Profile, member: Member, mesh: Mesh, user_header: str, user_prefix: str
    ) -> None:
        callers = [ingress_principal(mesh), mesh.principal("kubeflow", "ml-pipeline-ui")]
        rule = AuthorizationPolicyRule(
            from_=[
                AuthorizationPolicyFrom(source=AuthorizationPolicySource(principals=callers))
            ],
            when=[
                AuthorizationPolicyWhen(
                    key=f"request.headers[{user_header}]",
                    values=[f"{user_prefix}{member.user}"],
                )
            ],
        )
        declare(
            AuthorizationPolicy,
            self,
            f"policy-{member.binding_name}",
            metadata=ApiObjectMetadata(
                name=member.binding_name,
                namespace=profile.name,
                annotations=_annotations(member),
            ),
            spec=AuthorizationPolicySpec(rules=[rule]),
        )


def _own_defaults(profile: Profile, mesh: Mesh) -> Mapping[str, str]:
    """Return the annotation of a profile's own defaults for the hook of ProfileWaypoints."""
    if profile.container_defaults is None or isinstance(mesh, Sidecars):
        return {}
    return {DEFAULTS_ANNOTATION: json.dumps(profile.container_defaults.to_spec())}


def _annotations(member: Member) -> Mapping[str, str]:
    return {"role": member.grants, "user": member.user}


def _labels(member: Member) -> Mapping[str, str] | None:
    """Return the label with a role's name; KFAM's format supports only Kubeflow's roles."""
    return {_NAMED_ROLE: member.role.name} if isinstance(member.role, NamedRole) else None
