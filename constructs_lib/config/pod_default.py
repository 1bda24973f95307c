"""Settings that users switch on for their pods, as the webhook of PodDefaults puts them there.

It adds one mount for each volume, one toleration for each key, and refuses the pod where two
settings differ under one name (components/admission-webhook/main.go of kubeflow/kubeflow).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, Literal

from .checks import (
    check_annotations,
    check_image,
    check_label,
    check_labels,
    check_object,
    check_quantity,
    check_selector,
    check_unique,
)
from .durations import check_duration
from .mesh import GATEWAY_LABELS, IN_MESH, WAYPOINT
from .pods import Resources, Toleration
from .published import check_variable
from .secret_key import SecretKey

# The API server issues no shorter token.
_SHORTEST_TOKEN: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class SecretFiles:
    """A Secret of the profile, each value a file.

    secret: its name. path: the folder. files: which value is which file; all of them, by
    their own names, where empty. optional: whether pods start without the Secret.
    name: of the volume, the Secret's where None.
    Raises ValueError for names that are none and for a path that is not absolute.
    """

    secret: str
    path: str
    files: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False
    name: str | None = None

    def __post_init__(self) -> None:
        check_object(self.secret, "secret of a volume")
        _check_volume(self.volume, self.path)
        _check_files(self.files, self.volume)

    @property
    def volume(self) -> str:
        """What pods call it."""
        return self.name or _label(self.secret)


@dataclass(frozen=True, slots=True)
class ConfigMapFiles:
    """A ConfigMap of the profile, each value a file.

    config_map: its name. path, files, optional, name: as of SecretFiles.
    Raises ValueError for names that are none and for a path that is not absolute.
    """

    config_map: str
    path: str
    files: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False
    name: str | None = None

    def __post_init__(self) -> None:
        check_object(self.config_map, "ConfigMap of a volume")
        _check_volume(self.volume, self.path)
        _check_files(self.files, self.volume)

    @property
    def volume(self) -> str:
        """What pods call it."""
        return self.name or _label(self.config_map)


@dataclass(frozen=True, slots=True)
class ClaimFolder:
    """A claim of the profile, or a folder of it.

    claim: its name. path: where it is mounted. folder: which part of it, all where None.
    read_only: whether pods only read it. name: of the volume, the claim's where None.
    Raises ValueError for names that are none, for a path that is not absolute, and for a
    folder that is.
    """

    claim: str
    path: str
    folder: str | None = None
    read_only: bool = False
    name: str | None = None

    def __post_init__(self) -> None:
        check_object(self.claim, "claim of a volume")
        _check_volume(self.volume, self.path)
        if self.folder is not None:
            _check_inside(self.folder, f"folder of volume {self.volume!r}")

    @property
    def volume(self) -> str:
        """What pods call it."""
        return self.name or _label(self.claim)


@dataclass(frozen=True, slots=True)
class TokenFile:
    """A token of the pod's own account for one audience, renewed while the pod lives.

    audience: who is to accept it. path: the folder. file: its name there.
    lifetime: of each token, ten minutes or more, in whole seconds. name: of the volume.
    Raises ValueError for no audience, a path that is not absolute and a short lifetime.
    """

    audience: str
    path: str
    file: str = "token"
    lifetime: timedelta = timedelta(hours=2)
    name: str = "token"

    def __post_init__(self) -> None:
        if not self.audience:
            raise ValueError("a token needs an audience such as 'pipelines.kubeflow.org'")
        _check_volume(self.name, self.path)
        _check_inside(self.file, f"file of volume {self.name!r}")
        check_duration(self.lifetime, "lifetime of a token")
        if self.lifetime < _SHORTEST_TOKEN:
            raise ValueError(
                f"lifetime of a token must be {_SHORTEST_TOKEN} or more, got {self.lifetime}"
            )

    @property
    def volume(self) -> str:
        """What pods call it."""
        return self.name


@dataclass(frozen=True, slots=True)
class EmptyFolder:
    """A folder that lives as long as the pod, and that its containers share.

    name: of the volume. path: where it is mounted. size: the most that may be in it, a
    quantity of bytes; as much as the node has where None. memory: whether it is kept in
    memory, which then counts as the container's.
    Raises ValueError for a name that is none, a path that is not absolute and a size that is
    no quantity.
    """

    name: str
    path: str
    size: str | None = None
    memory: bool = False

    def __post_init__(self) -> None:
        _check_volume(self.name, self.path)
        if self.size is not None:
            check_quantity(self.size, f"size of volume {self.name!r}")

    @property
    def volume(self) -> str:
        """What pods call it."""
        return self.name


PodVolume = SecretFiles | ConfigMapFiles | ClaimFolder | TokenFile | EmptyFolder


@dataclass(frozen=True, slots=True)
class ConfigMapValue:
    """One value of a ConfigMap of the profile: its name, and the value's.

    Raises ValueError for a ConfigMap that is no name, and for no key.
    config_map, key: the names.
    """

    config_map: str
    key: str

    def __post_init__(self) -> None:
        check_object(self.config_map, "ConfigMap of a variable")
        if not self.key:
            raise ValueError(f"which value of ConfigMap {self.config_map!r}? name a key")


@dataclass(frozen=True, slots=True)
class PodField:
    """What a pod knows of itself.

    path: such as `metadata.namespace`, as Kubernetes' downward API names it.
    Raises ValueError for a path that is none.
    """

    path: str

    def __post_init__(self) -> None:
        if not self.path.startswith(("metadata.", "spec.", "status.")):
            raise ValueError(
                f"a field of a pod looks like 'metadata.namespace', got {self.path!r}"
            )


VariableValue = str | SecretKey | ConfigMapValue | PodField


@dataclass(frozen=True, kw_only=True, slots=True)
class AddedContainer:
    """A container that a PodDefault adds to pods.

    name, image: its own; the image is a whole reference, with a tag or digest, as registries
    have it: profiles are the same in every environment, and no environment's mirror is told.
    resources: what it asks for and may use; a quota counts it. command, args: the image's
    where empty. env: variables by name. env_from_secrets: Secrets whose every key becomes a
    variable. mounts: where it finds volumes of the PodDefault, by their names.
    privileges: `dropped`, or those of the `image`.
    Raises ValueError for a name or image that is none and for variables that would be secret.
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
            _check_volume(volume, path)


@dataclass(frozen=True, kw_only=True, slots=True)
class PodDefault:
    """Settings that users can switch on for their pods by name.

    name: of the object. description: what users see.
    selector: pods with these labels get the settings; by default `{<name>: "true"}`. The form
    of notebooks puts one label of this value on them, and offers every PodDefault.
    for_notebooks: False for other pods, whose labels somebody else writes; chosen in the form
    such a PodDefault does nothing.
    env: variables by name; a value may stand in a Secret. env_from_secrets,
    env_from_config_maps: those whose every key becomes a variable.
    volumes: what is mounted, and where. tolerations: taints that the pod puts up with.
    labels, annotations: put on the pod. service_account: as which the pod runs, its own where
    None. automount_token: whether containers find its token for the API server; as the account
    says where None. pull_secrets: for private registries.
    command, args: of every container that says none. init_containers, sidecars: added ones.
    Raises ValueError for names that are none, for values that would be secret, for a selector
    that the form cannot meet, for what comes twice, which the webhook would refuse each pod
    for, and for an account or label by which pods would be the profile's waypoint.
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
                f"PodDefault {self.name!r} needs a description: users choose by it"
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
        """The labels of pods that get the settings."""
        return {self.name: "true"} if self.selector is None else self.selector

    def _check_selector(self) -> None:
        if self.selector is not None:
            check_selector(self.selector, f"selector of PodDefault {self.name!r}")
        if self.for_notebooks and list(self.labels_selected.values()) != ["true"]:
            raise ValueError(
                f"selector of PodDefault {self.name!r} must be one label of value 'true', "
                f"which is what the form of notebooks sets, got {dict(self.labels_selected)}; "
                f"say for_notebooks=False where it is for other pods"
            )

    def _check_identity(self) -> None:
        check_labels(self.labels, f"labels of PodDefault {self.name!r}")
        check_annotations(self.annotations, f"annotations of PodDefault {self.name!r}")
        if self.service_account is not None:
            check_label(self.service_account, f"service account of PodDefault {self.name!r}")
        for label in GATEWAY_LABELS:
            if self.service_account == WAYPOINT or label in self.labels:
                raise ValueError(
                    f"PodDefault {self.name!r} would make a pod the profile's waypoint, which "
                    f"is Istio's; leave out service account {WAYPOINT!r} and the labels "
                    f"{' and '.join(GATEWAY_LABELS)}"
                )

    def _check_containers(self) -> None:
        added = (*self.init_containers, *self.sidecars)
        check_unique((each.name for each in added), f"container of PodDefault {self.name!r}")
        known = {volume.volume for volume in self.volumes}
        for container in added:
            for name in container.mounts:
                if name not in known:
                    raise ValueError(
                        f"container {container.name!r} mounts {name!r}, which is no volume of "
                        f"PodDefault {self.name!r}; its volumes are "
                        f"{', '.join(sorted(known)) or 'none'}"
                    )

    def check_in_mesh(self) -> None:
        """Refuse labels and annotations by which pods would leave an ambient mesh."""
        for key, value in (*self.labels.items(), *self.annotations.items()):
            if key in IN_MESH and value not in IN_MESH[key]:
                raise ValueError(
                    f"PodDefault {self.name!r} puts {key!r} with value {value!r} on pods, by "
                    f"which they would leave the mesh or pass by the profile's waypoint; "
                    f"leave it out"
                )


def _label(name: str) -> str:
    """Return a volume's name for an object, whose own may have dots."""
    return name.replace(".", "-")


def _check_volume(name: str, path: str) -> None:
    check_label(name, "volume")
    if not path.startswith("/") or ":" in path:
        raise ValueError(
            f"volume {name!r} is mounted at {path!r}; a mount path begins with '/' and has no "
            f"':'"
        )


def _check_files(files: Mapping[str, str], volume: str) -> None:
    for path in files.values():
        _check_inside(path, f"file of volume {volume!r}")


def _check_inside(path: str, what: str) -> None:
    if not path or path.startswith("/") or ".." in path.split("/"):
        raise ValueError(f"{what} must be a path below the volume's own, got {path!r}")


def _check_variables(variables: Mapping[str, VariableValue], what: str) -> None:
    for name, value in variables.items():
        check_variable(name, value if isinstance(value, str) else "", what)


def check_pod_defaults(defaults: Iterable[PodDefault], chosen: Iterable[str]) -> None:
    """Refuse a PodDefault's name where the form wants the label that it selects by.

    chosen: what Spawner.pod_defaults says.
    """
    found = list(defaults)
    known = {label for default in found for label in default.labels_selected}
    for default in found:
        if default.name in set(chosen) - known:
            raise ValueError(
                f"Spawner.pod_defaults names PodDefault {default.name!r}, but the form knows "
                f"it by the label that it selects by: "
                f"say {next(iter(default.labels_selected))!r}"
            )
