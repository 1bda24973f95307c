"""Create ConfigMaps whose content is known, so that pods restart when it changes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from cdk8s_plus_27 import k8s
from constructs import Construct

from .resource import declare


@dataclass(frozen=True, slots=True)
class ConfigMapKey:
    """One entry of a ConfigMap, to be read into an environment variable.

    optional: whether a pod starts without it.
    """

    config_map: "ConfigMap"
    key: str
    optional: bool = False


class ConfigMap(Construct):
    """Texts by name."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        data: Mapping[str, str],
        labels: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(scope, id)
        self.name = name
        self.data = data
        declare(
            k8s.KubeConfigMap,
            self,
            "Resource",
            metadata=k8s.ObjectMeta(name=name, labels=labels or None),
            data=dict(data),
        )

    def key(self, key: str, *, optional: bool = False) -> ConfigMapKey:
        """Return one entry. Raises ValueError for an unknown key."""
        if key not in self.data:
            raise ValueError(
                f"ConfigMap {self.name!r} has no {key!r}; it has {list(self.data)}"
            )
        return ConfigMapKey(self, key, optional)

    @property
    def checksum(self) -> str:
        """SHA-256 of the texts, in hexadecimal."""
        return sha256(json.dumps(dict(self.data), sort_keys=True).encode()).hexdigest()
