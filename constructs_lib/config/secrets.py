"""Sources of secret values; none of them is ever written to dist/."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import Final, Literal

from .checks import check_choices, check_label

_NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Place:
    """A reference to one value of a Secret in any namespace.

    namespace, secret, key: their names.
    """

    namespace: str
    secret: str
    key: str


@dataclass(frozen=True, slots=True)
class Text:
    """A public value in a Secret, such as a client's id.

    value: as in the Secret.
    """

    value: str


@dataclass(frozen=True, slots=True)
class Random:
    """Random letters and digits; 32 of them have 190 bits.

    length: in characters.
    """

    length: int = 32


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of another Secret's value.

    of: the original.
    """

    of: Place


@dataclass(frozen=True, slots=True)
class Bcrypt:
    """The bcrypt hash of a random password, which is stored for its user to read once.

    password: where it is stored.
    """

    password: Place


@dataclass(frozen=True, slots=True)
class FromOutside:
    """A value issued elsewhere, such as an identity provider's client secret."""


Recipe = Text | Random | Copy | Bcrypt | FromOutside


@dataclass(frozen=True, kw_only=True, slots=True)
class NeededSecret:
    """A Secret that pods read: its keys, and the source of each value.

    name, namespace: of the Secret. keys: the source of each value.
    """

    name: str
    namespace: str
    keys: Mapping[str, Recipe]

    def __post_init__(self) -> None:
        check_label(self.name, "secret")
        check_label(self.namespace, f"namespace of secret {self.name!r}")

    def place(self, key: str) -> Place:
        """Return a reference to one value. Raises ValueError for an unknown key."""
        if key not in self.keys:
            raise ValueError(
                f"secret {self.name!r} has no key {key!r}; it has {', '.join(self.keys)}"
            )
        return Place(self.namespace, self.name, key)


@dataclass(frozen=True, kw_only=True, slots=True)
class GeneratedInCluster:
    """A Job generates missing values at random, at each sync.

    It never changes or prints an existing value. Values issued elsewhere, such as an identity
    provider's client secret, are yours to create.
    """


@dataclass(frozen=True, kw_only=True, slots=True)
class ExistingSecrets:
    """Existing Secrets, under the default names or those given here.

    names: of the login's Secrets, by default name. Keys are fixed: docs/login.md lists them.
    """

    names: Mapping[str, str] = field(default_factory=lambda: _NO_NAMES)

    def __post_init__(self) -> None:
        for ours, theirs in self.names.items():
            check_label(theirs, f"name for secret {ours!r}")


@dataclass(frozen=True, kw_only=True, slots=True)
class ExternalSecrets:
    """The External Secrets Operator fetches every value from a store.

    kind: of the store.
    store: the SecretStore or ClusterSecretStore, as `kind` says; a SecretStore must be in
    every namespace that needs a Secret. prefix: of the path in the store, followed by
    namespace and Secret; the property is the Secret's key. refresh: the refresh interval.
    """

    store: str
    kind: Literal["ClusterSecretStore", "SecretStore"] = "ClusterSecretStore"
    prefix: str = "kubeflow"
    refresh: timedelta = timedelta(hours=1)

    def __post_init__(self) -> None:
        check_choices(self)
        check_label(self.store, "secret store")
        if not self.prefix or self.prefix.startswith("/") or self.prefix.endswith("/"):
            raise ValueError(
                f"prefix must be a path such as 'kubeflow' or 'teams/ml', got {self.prefix!r}"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class SealedSecrets:
    """SealedSecrets in the repository, which you seal yourself.

    path: their folder in the repository, outside dist/'s own; an Application of its own
    applies it. Only the cluster's controller can open them.
    """

    path: str

    def __post_init__(self) -> None:
        if not self.path or self.path.startswith(("/", "kubeflow/", "apps/")):
            raise ValueError(
                f"path must be a folder of the repository that dist/ does not write, such as "
                f"'sealed/production'; got {self.path!r}"
            )


Secrets = GeneratedInCluster | ExistingSecrets | ExternalSecrets | SealedSecrets


def check_renamed(secrets: Secrets, known: Iterable[str]) -> None:
    """Refuse a new name for a Secret that is not among the login's.

    known: the default names of those. What others read is named in their own settings.
    """
    allowed = list(dict.fromkeys(known))
    for name in secrets.names if isinstance(secrets, ExistingSecrets) else ():
        if name not in allowed:
            raise ValueError(
                f"ExistingSecrets renames {name!r}, which is not one of the login's Secrets: "
                f"{', '.join(allowed)}; leave it out"
            )


def name_in_cluster(secrets: Secrets, name: str) -> str:
    """Return the actual name of a Secret, by its default name."""
    return secrets.names.get(name, name) if isinstance(secrets, ExistingSecrets) else name
