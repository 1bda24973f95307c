"""What the Pod Security Standards forbid, as the API server's admission decides it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

# What a container may add: https://kubernetes.io/docs/concepts/security/pod-security-standards/
_CAPABILITIES: Final = {
    "baseline": {
        *("AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD"),
        *("NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"),
    },
    "restricted": {"NET_BIND_SERVICE"},
}
_PROFILES: Final[Mapping[str, set[str | None]]] = {
    "baseline": {"RuntimeDefault", "Localhost", None},
    "restricted": {"RuntimeDefault", "Localhost"},
}
_HOST: Final = ("hostNetwork", "hostPID", "hostIPC")
_VOLUMES: Final = {
    *("configMap", "csi", "downwardAPI", "emptyDir", "ephemeral"),
    *("persistentVolumeClaim", "projected", "secret"),
}


def violations(pod: Mapping[str, Any], standard: str) -> Iterator[str]:
    """Yield what a standard forbids of a pod's spec."""
    yield from (field for field in _HOST if pod.get(field))
    for volume in pod.get("volumes", ()):
        kinds = volume.keys() - {"name"}
        forbidden = kinds & {"hostPath"} if standard == "baseline" else kinds - _VOLUMES
        yield from (f"volume {volume['name']}: {kind}" for kind in forbidden)
    shared = pod.get("securityContext", {})
    if shared.get("sysctls"):
        yield "sysctls"
    for container in (*pod.get("initContainers", ()), *pod["containers"]):
        for found in _of_container(container, shared, standard):
            yield f"{container['name']}: {found}"


def _of_container(
    container: Mapping[str, Any], shared: Mapping[str, Any], standard: str
) -> Iterator[str]:
    own = container.get("securityContext", {})
    context = {**shared, **own}
    capabilities = own.get("capabilities", {})
    if own.get("privileged"):
        yield "privileged"
    if context.keys() & {"appArmorProfile", "procMount", "seLinuxOptions", "windowsOptions"}:
        yield "options of the host"
    if any("hostPort" in port for port in container.get("ports", ())):
        yield "hostPort"
    if more := {*capabilities.get("add", ())} - _CAPABILITIES[standard]:
        yield f"capabilities {sorted(more)}"
    if context.get("seccompProfile", {}).get("type") not in _PROFILES[standard]:
        yield "seccompProfile"
    if standard == "restricted":
        yield from _may_be_more(own, context)


def _may_be_more(own: Mapping[str, Any], context: Mapping[str, Any]) -> Iterator[str]:
    if own.get("allowPrivilegeEscalation") is not False:
        yield "allowPrivilegeEscalation"
    if "ALL" not in own.get("capabilities", {}).get("drop", ()):
        yield "capabilities are not dropped"
    if context.get("runAsNonRoot") is not True or context.get("runAsUser") == 0:
        yield "may run as root"
