"""Define PodDefault: additions to pods with certain labels."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from cdk8s_plus_27 import k8s

from .custom_resource import CustomResource
from .hints import shape


@shape
class PodDefaultSpec:
    selector: k8s.LabelSelector
    annotations: Mapping[str, str] | None = None
    args: Sequence[str] | None = None
    automount_service_account_token: bool | None = None
    command: Sequence[str] | None = None
    desc: str | None = None
    env: Sequence[k8s.EnvVar] | None = None
    env_from: Sequence[k8s.EnvFromSource] | None = None
    image_pull_secrets: Sequence[k8s.LocalObjectReference] | None = None
    init_containers: Sequence[k8s.Container] | None = None
    labels: Mapping[str, str] | None = None
    service_account_name: str | None = None
    sidecars: Sequence[k8s.Container] | None = None
    tolerations: Sequence[k8s.Toleration] | None = None
    volume_mounts: Sequence[k8s.VolumeMount] | None = None
    volumes: Sequence[k8s.Volume] | None = None


@shape
class PodDefaultStatus:
    """An empty status: the webhook that applies pod defaults writes none."""


POD_DEFAULT = CustomResource(
    group="kubeflow.org",
    kind="PodDefault",
    plural="poddefaults",
    versions=("v1alpha1",),
    storage="v1alpha1",
    spec=PodDefaultSpec,
    status=PodDefaultStatus,
    status_subresource=False,
    kubernetes="1.23",
)

# Of the webhook that has a repository of its own.
POD_DEFAULT_2: Final = replace(
    POD_DEFAULT, status_subresource=True, kubernetes="1.28", marked=True
)
