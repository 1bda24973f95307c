"""PodDefaults: settings that users enable for their pods and a webhook adds to them.

It adds one mount for each volume, one toleration for each key, and refuses the pod where two
settings differ under one name (components/admission-webhook/main.go of kubeflow/kubeflow).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from .checks import (
    check_annotations,
    check_image,
    check_label,
    check_labels,
    check_object,
    check_selector,
    check_unique,
)
from .kueue import check_not_queued
from .mesh import GATEWAY_LABELS, IN_MESH, WAYPOINT
from .pod_volumes import PodVolume, check_key, check_volume
from .pods import Resources, Toleration
from .published import check_variable
from .secret_key import SecretKey

# https://kubernetes.io/docs/concepts/workloads/pods/downward-api/
_FIELD: Final = re.compile(
    r"metadata\.(name|namespace|uid|(labels|annotations)\['[^']+'\])"
    r"|spec\.(nodeName|serviceAccountName)|status\.(hostIPs?|podIPs?)"
)


@dataclass(frozen=True, slots=True)
class ConfigMapValue:
    """One value of a ConfigMap in the profile.

    Raises ValueError for an invalid name of the ConfigMap or the key.
    config_map, key: the names.
    """

    config_map: str
    key: str

    def __post_init__(self) -> None:
        check_object(self.config_map, "ConfigMap of a variable")
        check_key(self.key, f"ConfigMap {self.config_map!r}")


@dataclass(frozen=True, slots=True)
class PodField:
    """A field of the pod, by the downward API.

    path: such as `metadata.namespace`, as Kubernetes' downward API names it.
    Raises ValueError for a field that is not available to variables.
    """

    path: str

    def __post_init__(self) -> None:
        if not _FIELD.fullmatch(self.path):
            raise ValueError(
                "a variable must refer to the pod's metadata.name, .namespace, .uid, "
                ".labels['<key>'] and .annotations['<key>'], spec.nodeName and "
                ".serviceAccountName, status.hostIP, .hostIPs, .podIP and .podIPs, got "
                f"{self.path!r}"
            )


VariableValue = str | SecretKey | ConfigMapValue | PodField


@dataclass(frozen=True, kw_only=True, slots=True)
class AddedContainer:
    """A container that a PodDefault adds to pods.

    name, image: the image is a full reference with a tag or digest, and is written unchanged:
    environments share profiles, so no environment's registry applies.
    resources: requests and limits, which quotas count. command, args: the image's where empty.
    env: variables by name. env_from_secrets: Secrets whose every key becomes a variable.
    mounts: mount paths of the PodDefault's volumes, by their names.
    privileges: `dropped`, or those of the `image`.
    Raises ValueError for an invalid name or image, and for variables that hold secrets.
    """

    name: str
    image: str
    resources: Resources
    command: tuple[str, ...] = ()
    args: tuple[str, ...] = ()
    env: Mapping[str, VariableValue] = field(default_factory=dict)
    env_from_secrets: tuple[str, ...] = ()
    mounts: Mapping[str, str] = field(default_factory=dict)
    privileges: Literal["dropped", "image"] = "dropped"

    def __post_init__(self) -> None:
        check_label(self.name, "container")
        check_image(self.image, f"image of container {self.name!r}")
        _check_variables(self.env, f"container {self.name!r}")
        for secret in self.env_from_secrets:
            check_object(secret, f"secret of container {self.name!r}")
        for volume, path in self.mounts.items():
            check_volume(volume, path)


@dataclass(frozen=True, kw_only=True, slots=True)
class PodDefault:
    """Settings that users can enable for their pods by name.

    name: of the object. description: what users see.
    selector: pods with these labels get the settings; by default `{<name>: "true"}`. The form
    of notebooks puts one label of this value on them, and offers every PodDefault.
    for_notebooks: False for other pods, labelled by other tools; selected in the form such a
    PodDefault has no effect.
    env: variables by name; a value may come from a Secret. env_from_secrets,
    env_from_config_maps: those whose every key becomes a variable.
    volumes: with their mount paths. tolerations: taints that the pod tolerates.
    labels, annotations: added to the pod. service_account: of the pod; None keeps its own.
    automount_token: whether containers get its token for the API server; None leaves it to the
    account. pull_secrets: for private registries.
    command, args: for every container without its own. init_containers, sidecars: added
    containers.
    Raises ValueError for invalid names, for values that would be secret, for a selector that
    the form cannot set, and for duplicates, for which the webhook would refuse each pod.
    Raises ValueError for an account or label that would make pods the profile's waypoint.
    """

    name: str
    description: str
    selector: Mapping[str, str] | None = None
    for_notebooks: bool = True
    env: Mapping[str, VariableValue] = field(default_factory=dict)
    env_from_secrets: tuple[str, ...] = ()
    env_from_config_maps: tuple[str, ...] = ()
    volumes: tuple[PodVolume, ...] = ()
    tolerations: tuple[Toleration, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    annotations: Mapping[str, str] = field(default_factory=dict)
    service_account: str | None = None
    automount_token: bool | None = None
    pull_secrets: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    args: tuple[str, ...] = ()
    init_containers: tuple[AddedContainer, ...] = ()
    sidecars: tuple[AddedContainer, ...] = ()

    def __post_init__(self) -> None:
        check_label(self.name, "PodDefault")
        if not self.description:
            raise ValueError(
                f"PodDefault {self.name!r} needs a description, which users see in the form"
            )
        self._check_selector()
        self._check_identity()
        for secret in (*self.env_from_secrets, *self.pull_secrets):
            check_object(secret, f"secret of PodDefault {self.name!r}")
        for config_map in self.env_from_config_maps:
            check_object(config_map, f"ConfigMap of PodDefault {self.name!r}")
        _check_variables(self.env, f"PodDefault {self.name!r}")
        of = f"of PodDefault {self.name!r}"
        check_unique((volume.volume for volume in self.volumes), f"volume {of}")
        check_unique((volume.path for volume in self.volumes), f"mount path {of}")
        check_unique((each.key for each in self.tolerations), f"toleration {of} for")
        self._check_containers()

    @property
    def labels_selected(self) -> Mapping[str, str]:
        """The labels of pods that the settings apply to."""
        return {self.name: "true"} if self.selector is None else self.selector

    def _check_selector(self) -> None:
        if self.selector is not None:
            check_selector(self.selector, f"selector of PodDefault {self.name!r}")
        if self.for_notebooks and list(self.labels_selected.values()) != ["true"]:
            raise ValueError(
                f"selector of PodDefault {self.name!r} must be one label of value 'true', "
                f"which is what the form of notebooks sets, got {dict(self.labels_selected)}; "
                "set for_notebooks=False for other pods"
            )

    def _check_identity(self) -> None:
        check_labels(self.labels, f"labels of PodDefault {self.name!r}")
        check_not_queued(self.labels, f"PodDefault {self.name!r}")
        check_annotations(self.annotations, f"annotations of PodDefault {self.name!r}")
        if self.service_account is not None:
            check_label(self.service_account, f"service account of PodDefault {self.name!r}")
        for label in GATEWAY_LABELS:
            if self.service_account == WAYPOINT or label in self.labels:
                raise ValueError(
                    f"PodDefault {self.name!r} would make a pod the profile's waypoint, which "
                    f"only Istio may run; leave out service account {WAYPOINT!r} and the "
                    f"labels {' and '.join(GATEWAY_LABELS)}"
                )

    def _check_containers(self) -> None:
        added = (*self.init_containers, *self.sidecars)
        check_unique((each.name for each in added), f"container of PodDefault {self.name!r}")
        known = {volume.volume for volume in self.volumes}
        for container in added:
            for name in container.mounts:
                if name not in known:
                    raise ValueError(
                        f"container {container.name!r} mounts {name!r}, which is not a volume "
                        f"of PodDefault {self.name!r}; its volumes are "
                        f"{', '.join(sorted(known)) or 'none'}"
                    )

    def check_in_mesh(self) -> None:
        """Refuse labels and annotations that take pods out of an ambient mesh."""
        for key, value in (*self.labels.items(), *self.annotations.items()):
            if key in IN_MESH and value not in IN_MESH[key]:
                raise ValueError(
                    f"PodDefault {self.name!r} puts {key!r} with value {value!r} on pods, "
                    "which takes them out of the mesh or bypasses the profile's waypoint; "
                    "leave it out"
                )


def _check_variables(variables: Mapping[str, VariableValue], what: str) -> None:
    for name, value in variables.items():
        check_variable(name, value if isinstance(value, str) else "", what)


def check_pod_defaults(defaults: Iterable[PodDefault], chosen: Iterable[str]) -> None:
    """Refuse a PodDefault's name where the form expects the label that it selects.

    chosen: Spawner.pod_defaults.
    """
    found = list(defaults)
    known = {label for default in found for label in default.labels_selected}
    for default in found:
        if default.name in set(chosen) - known:
            raise ValueError(
                f"Spawner.pod_defaults names PodDefault {default.name!r}, but the form "
                "identifies it by the label that it selects; use "
                f"{next(iter(default.labels_selected))!r}"
            )
