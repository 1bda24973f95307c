"""Define Profile: the namespace of a person or a team, its owner and its quota."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from cdk8s_plus_27 import k8s

from .custom_resource import CustomResource
from .hints import shape


@shape
class ProfilePlugin:
    api_version: str | None = None
    kind: str | None = None
    spec: Mapping[str, Any] | None = None


@shape
class ProfileSpec:
    owner: k8s.Subject | None = None
    plugins: Sequence[ProfilePlugin] | None = None
    resource_quota_spec: k8s.ResourceQuotaSpec | None = None


@shape
class ProfileCondition:
    message: str | None = None
    status: str | None = None
    type: str | None = None


@shape
class ProfileStatus:
    conditions: Sequence[ProfileCondition] | None = None


PROFILE = CustomResource(
    group="kubeflow.org",
    kind="Profile",
    plural="profiles",
    versions=("v1", "v1beta1"),
    storage="v1",
    spec=ProfileSpec,
    status=ProfileStatus,
    namespaced=False,
    kubernetes="1.23",
)

# Of the controller that has a repository of its own.
PROFILE_2: Final = replace(PROFILE, kubernetes="1.24")
