"""Turn security contexts into structs of cdk8s, for an environment and its cluster."""

from dataclasses import replace

from cdk8s_plus_27 import k8s

from ..config import Cluster, Hardening
from ..releases import PodSecurity, Security


def container_context(security: Security, cluster: Cluster) -> k8s.SecurityContext | None:
    """Return a container's context without what the cluster sets, or None if it is empty."""
    if cluster.assigns_users:
        security = replace(security, user=None, group=None)
    return own_user_context(security)


def own_user_context(security: Security) -> k8s.SecurityContext | None:
    """Return a container's context, with its user on any cluster, or None if it is empty."""
    if security == Security():
        return None
    return k8s.SecurityContext(
        run_as_user=security.user,
        run_as_group=security.group,
        run_as_non_root=security.non_root,
        read_only_root_filesystem=security.read_only_root,
        allow_privilege_escalation=False if security.no_escalation else None,
        capabilities=k8s.Capabilities(drop=["ALL"]) if security.drop_all else None,
        seccomp_profile=_default_seccomp() if security.seccomp else None,
    )


def pod_context(pod: PodSecurity, cluster: Cluster) -> k8s.PodSecurityContext | None:
    """Return a pod's context without what the cluster sets, or None if it is empty."""
    if cluster.assigns_users:
        pod = replace(pod, user=None, group=None)
    if pod == PodSecurity():
        return None
    return k8s.PodSecurityContext(
        run_as_user=pod.user,
        run_as_non_root=pod.non_root,
        fs_group=pod.group,
        fs_group_change_policy="OnRootMismatch" if pod.group and pod.on_mismatch else None,
        seccomp_profile=_default_seccomp() if pod.seccomp else None,
    )


def hardened(pod: PodSecurity, hardening: Hardening) -> PodSecurity:
    """Return a pod's context with the environment's hardening of every pod."""
    if hardening.security == "upstream":
        return pod
    return replace(pod, non_root=True, seccomp=True)


def _default_seccomp() -> k8s.SeccompProfile:
    return k8s.SeccompProfile(type="RuntimeDefault")
