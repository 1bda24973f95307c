"""Where secret values come from; none of them is ever written to dist/."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import Final, Literal

from .checks import check_choices, check_label

_NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Place:
    """One value of a Secret anywhere in the cluster.

    namespace, secret, key: their names.
    """

    namespace: str
    secret: str
    key: str


@dataclass(frozen=True, slots=True)
class Text:
    """A value that is no secret but stands among secrets, such as a client's id.

    value: as it stands in the Secret.
    """

    value: str


@dataclass(frozen=True, slots=True)
class Random:
    """Letters and digits that nobody chose; 32 of them have 190 bits.

    length: in characters.
    """

    length: int = 32


@dataclass(frozen=True, slots=True)
class Copy:
    """The same value as another Secret's.

    of: where the value is made.
    """

    of: Place


@dataclass(frozen=True, slots=True)
class Bcrypt:
    """The hash of a random password, which is kept where its user reads it once.

    password: where it is kept.
    """

    password: Place


@dataclass(frozen=True, slots=True)
class FromOutside:
    """A value that somebody else issues, such as an identity provider's client secret."""


Recipe = Text | Random | Copy | Bcrypt | FromOutside


@dataclass(frozen=True, kw_only=True, slots=True)
class NeededSecret:
    """A Secret that pods read: its values by key, and how each is made.

    name, namespace: of the Secret. keys: how each value is made.
    """

    name: str
    namespace: str
    keys: Mapping[str, Recipe]

    def __post_init__(self) -> None:
        check_label(self.name, "secret")
        check_label(self.namespace, f"namespace of secret {self.name!r}")

    def place(self, key: str) -> Place:
        """Return where one of its values is. Raises ValueError for a key it has not."""
        if key not in self.keys:
            raise ValueError(
                f"secret {self.name!r} has no key {key!r}; it has {', '.join(self.keys)}"
            )
        return Place(self.namespace, self.name, key)


@dataclass(frozen=True, kw_only=True, slots=True)
class GeneratedInCluster:
    """A Job makes what is missing, of random values, whenever Argo CD syncs.

    It never changes a value that is there and never shows one. What comes from outside, such
    as an identity provider's client secret, it leaves to whoever has it.
    """


@dataclass(frozen=True, kw_only=True, slots=True)
class ExistingSecrets:
    """Somebody else puts the Secrets there, under our names or those given here.

    names: their name by ours. Keys are ours: docs/login.md lists them.
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
    every namespace that needs a Secret. prefix: of the path in the store, which goes on with
    namespace and Secret; the property is the Secret's key. refresh: how often it looks.
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
    """SealedSecrets that lie in the repository, sealed by whoever knows the values.

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


def name_in_cluster(secrets: Secrets, name: str) -> str:
    """Return the name under which a Secret of ours is found."""
    return secrets.names.get(name, name) if isinstance(secrets, ExistingSecrets) else name
