"""Correct cdk8s's structs for each release of Kubernetes.

cdk8s has the structs of one release, and only the types of their fields. Kubeflow's kinds
contain a pod as of the release that their controller was built with, older or newer.
"""

from collections.abc import Mapping, Sequence
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from cdk8s_plus_27 import k8s

from .hints import ATOMIC_LIST, ATOMIC_MAP, Int32, Int64, Keywords, keyed_by, shape

CDK8S_RELEASE: Final = "1.27"


@shape
class AppArmorProfile:
    type: str
    localhost_profile: str | None = None


@shape
class ImageVolumeSource:
    pull_policy: str | None = None
    reference: str | None = None


@shape
class ClusterTrustBundleProjection:
    path: str
    label_selector: k8s.LabelSelector | None = None
    name: str | None = None
    optional: bool | None = None
    signer_name: str | None = None


@shape
class PodClaim:
    name: str
    resource_claim_name: str | None = None
    resource_claim_template_name: str | None = None


@shape
class SleepAction:
    seconds: Int64


@shape
class FileKeySelector:
    key: str
    path: str
    volume_name: str
    optional: bool | None = False


@shape
class PodCertificateProjection:
    key_type: str
    signer_name: str
    certificate_chain_path: str | None = None
    credential_bundle_path: str | None = None
    key_path: str | None = None
    max_expiration_seconds: Int32 | None = None


@shape
class RestartOnExitCodes:
    operator: str
    values: Annotated[Sequence[Int32], Keywords({"x-kubernetes-list-type": "set"})] | None = (
        None
    )


@shape
class ContainerRestartRule:
    action: str
    exit_codes: RestartOnExitCodes | None = None


@shape
class WorkloadReference:
    name: str
    pod_group: str
    pod_group_replica_key: str | None = None


@shape
class VolumeResourceRequirements:
    limits: Mapping[str, k8s.Quantity] | None = None
    requests: Mapping[str, k8s.Quantity] | None = None


def _text(default: str) -> Any:
    return Annotated[str, Keywords({"default": default})]


_Ports = Annotated[Sequence[k8s.ContainerPort], keyed_by("containerPort", "protocol")]
_ResizePolicy = Annotated[Sequence[k8s.ContainerResizePolicy], ATOMIC_LIST]
_Strings = Annotated[Sequence[str], ATOMIC_LIST]
_RestartRules = Annotated[Sequence[ContainerRestartRule], ATOMIC_LIST]

# The first release completes cdk8s's structs, the others add fields. All are optional.
_FIELDS: Final[Mapping[str, Mapping[type, Mapping[str, Any]]]] = {
    "1.23": {
        k8s.Container: {"ports": _Ports},
        # Each key of a list must be set, so an omitted one has a default.
        k8s.ContainerPort: {"protocol": Annotated[str, Keywords({"default": "TCP"})]},
        k8s.EphemeralContainer: {"ports": _Ports},
        k8s.PersistentVolumeClaimSpec: {"resources": VolumeResourceRequirements},
        k8s.PodSecurityContext: {
            "fs_group": Int64,
            "run_as_group": Int64,
            "run_as_user": Int64,
            "supplemental_groups": Sequence[Int64],
        },
        k8s.PodSpec: {
            "active_deadline_seconds": Int64,
            "node_selector": Annotated[Mapping[str, str], ATOMIC_MAP],
            "termination_grace_period_seconds": Int64,
            "topology_spread_constraints": Annotated[
                Sequence[k8s.TopologySpreadConstraint],
                keyed_by("topologyKey", "whenUnsatisfiable"),
            ],
        },
        k8s.Probe: {"termination_grace_period_seconds": Int64},
        k8s.SecurityContext: {"run_as_group": Int64, "run_as_user": Int64},
        k8s.ServiceAccountTokenProjection: {"expiration_seconds": Int64},
        k8s.Toleration: {"toleration_seconds": Int64},
    },
    "1.24": {
        k8s.TopologySpreadConstraint: {"min_domains": Int32},
    },
    "1.25": {
        k8s.PodSpec: {"host_users": bool},
        k8s.TopologySpreadConstraint: {
            "match_label_keys": _Strings,
            "node_affinity_policy": str,
            "node_taints_policy": str,
        },
    },
    "1.26": {
        k8s.PodSpec: {
            "resource_claims": Annotated[Sequence[k8s.PodResourceClaim], keyed_by("name")],
            "scheduling_gates": Annotated[Sequence[k8s.PodSchedulingGate], keyed_by("name")],
        },
        k8s.ResourceRequirements: {
            "claims": Annotated[Sequence[k8s.ResourceClaim], keyed_by("name")],
        },
        k8s.TypedObjectReference: {"namespace": str},
    },
    "1.27": {
        k8s.Container: {"resize_policy": _ResizePolicy},
        k8s.EphemeralContainer: {"resize_policy": _ResizePolicy},
    },
    "1.28": {
        k8s.Container: {"restart_policy": str},
        k8s.EphemeralContainer: {"restart_policy": str},
    },
    "1.29": {
        k8s.LifecycleHandler: {"sleep": SleepAction},
        k8s.PersistentVolumeClaimSpec: {"volume_attributes_class_name": str},
        k8s.PersistentVolumeSpec: {
            "claim_ref": Annotated[
                k8s.ObjectReference, Keywords({"x-kubernetes-map-type": "granular"})
            ],
            "volume_attributes_class_name": str,
        },
        k8s.PodAffinityTerm: {
            "match_label_keys": _Strings,
            "mismatch_label_keys": _Strings,
        },
        k8s.VolumeProjection: {"cluster_trust_bundle": ClusterTrustBundleProjection},
    },
    "1.30": {
        k8s.PodSecurityContext: {"app_armor_profile": AppArmorProfile},
        k8s.SecurityContext: {"app_armor_profile": AppArmorProfile},
        k8s.VolumeMount: {"recursive_read_only": str},
    },
    "1.31": {
        k8s.PodSecurityContext: {"supplemental_groups_policy": str},
        k8s.ResourceClaim: {"request": str},
        k8s.Volume: {"image": ImageVolumeSource},
    },
    "1.32": {
        k8s.PodSecurityContext: {"se_linux_change_policy": str},
        k8s.PodSpec: {"resources": k8s.ResourceRequirements},
    },
    "1.33": {
        k8s.Lifecycle: {"stop_signal": str},
    },
    "1.34": {
        k8s.Container: {"restart_policy_rules": _RestartRules},
        k8s.EnvVarSource: {"file_key_ref": Annotated[FileKeySelector, ATOMIC_MAP]},
        k8s.EphemeralContainer: {"restart_policy_rules": _RestartRules},
        k8s.PodSpec: {"hostname_override": str},
        k8s.VolumeProjection: {"pod_certificate": PodCertificateProjection},
    },
    "1.35": {
        k8s.PodSpec: {"workload_ref": WorkloadReference},
        PodCertificateProjection: {"user_annotations": Mapping[str, str]},
    },
}

# Of them, what any newer controller-gen writes, whatever release the pods are of.
_MARKED: Final[Mapping[type, Mapping[str, Any]]] = {k8s.GrpcAction: {"service": _text("")}}

# Fields that exist before, and say more from a release on: defaults, and how lists are merged.
_CHANGED_SINCE: Final = "1.31"
_CHANGED: Final[Mapping[type, Mapping[str, Any]]] = {
    **{
        each: {"name": _text("")}
        for each in (
            k8s.ConfigMapEnvSource,
            k8s.ConfigMapKeySelector,
            k8s.ConfigMapProjection,
            k8s.ConfigMapVolumeSource,
            k8s.LocalObjectReference,
            k8s.SecretEnvSource,
            k8s.SecretKeySelector,
            k8s.SecretProjection,
        )
    },
    k8s.AzureDiskVolumeSource: {
        "fs_type": _text("ext4"),
        "read_only": Annotated[bool, Keywords({"default": False})],
    },
    **_MARKED,
    k8s.HostAlias: {"ip": str},
    k8s.PodSpec: {
        "containers": Annotated[Sequence[k8s.Container], keyed_by("name")],
        "ephemeral_containers": Annotated[Sequence[k8s.EphemeralContainer], keyed_by("name")],
        "host_aliases": Annotated[Sequence[k8s.HostAlias], keyed_by("ip")],
        "image_pull_secrets": Annotated[Sequence[k8s.LocalObjectReference], keyed_by("name")],
        "init_containers": Annotated[Sequence[k8s.Container], keyed_by("name")],
        "resource_claims": Annotated[Sequence[PodClaim], keyed_by("name")],
        "volumes": Annotated[Sequence[k8s.Volume], keyed_by("name")],
    },
    **{
        each: {"iscsi_interface": _text("default")}
        for each in (k8s.IscsiVolumeSource, k8s.IscsiPersistentVolumeSource)
    },
    **{
        each: {
            "keyring": _text("/etc/ceph/keyring"),
            "pool": _text("rbd"),
            "user": _text("admin"),
        }
        for each in (k8s.RbdVolumeSource, k8s.RbdPersistentVolumeSource)
    },
    **{
        each: {"fs_type": _text("xfs"), "storage_mode": _text("ThinProvisioned")}
        for each in (k8s.ScaleIoVolumeSource, k8s.ScaleIoPersistentVolumeSource)
    },
    **{
        each: {
            "env": Annotated[Sequence[k8s.EnvVar], keyed_by("name")],
            "volume_devices": Annotated[Sequence[k8s.VolumeDevice], keyed_by("devicePath")],
            "volume_mounts": Annotated[Sequence[k8s.VolumeMount], keyed_by("mountPath")],
        }
        for each in (k8s.Container, k8s.EphemeralContainer)
    },
}
_REQUIRED: Final = frozenset({(k8s.HostAlias, "ip"), (k8s.PodSpec, "containers")})

RELEASES: Final = tuple(_FIELDS)

# In which a claim had a container's claims by mistake, and from which on its source may be in
# another namespace.
_CLAIMING: Final = ("1.26", "1.27", "1.28")
_ELSEWHERE_SINCE: Final = "1.26"

# What need not be said any more.
_LOOSER_SINCE: Final = "1.35"
_LOOSER: Final[Mapping[type, tuple[str, ...]]] = {
    k8s.PodFailurePolicyOnPodConditionsPattern: ("status",)
}

# The controller-gen of 1.23 dropped this atomic mark of a struct.
_ATOMIC_SINCE: Final = "1.24"
# A reference within the namespace, which is atomic, until it could name another namespace.
_NAMESPACED_SINCE: Final = "1.26"
_ATOMIC: Final = frozenset(
    {
        k8s.ConfigMapEnvSource,
        k8s.ConfigMapKeySelector,
        k8s.ConfigMapProjection,
        k8s.ConfigMapVolumeSource,
        k8s.LabelSelector,
        k8s.LocalObjectReference,
        k8s.NodeSelector,
        k8s.NodeSelectorTerm,
        k8s.ObjectFieldSelector,
        k8s.ObjectReference,
        k8s.ResourceFieldSelector,
        k8s.ScopeSelector,
        k8s.SecretEnvSource,
        k8s.SecretKeySelector,
        k8s.SecretProjection,
        k8s.SecretReference,
        k8s.Subject,
        k8s.TypedLocalObjectReference,
    }
)


def as_of(
    release: str, struct: type, hints: Mapping[str, Any], *, marked: bool = False
) -> dict[str, Any]:
    """Return the type hints of a struct's fields as of a release.

    marked: whether a newer controller-gen wrote them down.
    """
    fields = dict(hints)
    for since, structs in _FIELDS.items():
        said = {
            name: hint | None
            for base in struct.__mro__
            for name, hint in structs.get(base, {}).items()
        }
        if since <= release:
            fields |= said
        else:
            fields = {name: hint for name, hint in fields.items() if name not in said}
    if release in _CLAIMING and struct is k8s.PersistentVolumeClaimSpec:
        fields["resources"] = k8s.ResourceRequirements | None
    if release < _ELSEWHERE_SINCE and struct is k8s.PersistentVolumeClaimSpec:
        fields["data_source_ref"] = k8s.TypedLocalObjectReference | None
    if release >= _LOOSER_SINCE:
        fields |= {name: fields[name] | None for name in _LOOSER.get(struct, ())}
    if marked:
        fields |= {name: hint | None for name, hint in _MARKED.get(struct, {}).items()}
    if release >= _CHANGED_SINCE and hasattr(struct, "__jsii_type__"):
        fields = {name: _whole(hint) for name, hint in fields.items()}
        for base in struct.__mro__:
            fields |= {
                name: hint if (base, name) in _REQUIRED else hint | None
                for name, hint in _CHANGED.get(base, {}).items()
            }
    return fields


def _whole(hint: Any) -> Any:
    """Return a list's hint with the mark that server-side apply replaces it as a whole."""
    if get_origin(hint) is Sequence:
        return Annotated[hint, ATOMIC_LIST]
    lists = (each for each in get_args(hint) if get_origin(each) is Sequence)
    found = next(lists, None) if get_origin(hint) in (Union, UnionType) else None
    return hint if found is None else Annotated[found, ATOMIC_LIST] | None


def is_atomic(release: str, struct: type, *, marked: bool = False) -> bool:
    """Return whether server-side apply treats a struct as atomic."""
    local = struct is k8s.TypedObjectReference and release < _NAMESPACED_SINCE
    return (local or struct in _ATOMIC) and (marked or release >= _ATOMIC_SINCE)
