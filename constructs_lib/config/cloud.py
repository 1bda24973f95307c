"""A service account's identity at a cloud provider, without a key in any Secret."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from .checks import check_choices

# The account that the profile controller annotates; steps and servers run as it.
EDITOR: Final = "default-editor"

_ROLE: Final = re.compile(r"arn:aws[-a-z]*:iam::[0-9]{12}:role/[\w+=,.@/-]+", re.ASCII)
_GOOGLE: Final = re.compile(
    r"[a-z][-a-z0-9]{4,28}[a-z0-9]@[a-z][-a-z0-9.]{4,60}[a-z0-9]\.iam\.gserviceaccount\.com"
)
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class IamRole:
    """An AWS role that pods assume through their service account (IRSA).

    arn: the role's ARN. Raises ValueError for anything but the ARN of a role.
    Source: https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
    """

    arn: str

    def __post_init__(self) -> None:
        if not _ROLE.fullmatch(self.arn):
            raise ValueError(
                "a role must be an ARN, such as 'arn:aws:iam::123456789012:role/pipelines', "
                f"got {self.arn!r}"
            )

    @property
    def annotations(self) -> Mapping[str, str]:
        """The service account's annotations that EKS reads."""
        return {"eks.amazonaws.com/role-arn": self.arn}


@dataclass(frozen=True, slots=True)
class AwsIamForServiceAccount:
    """The profile controller's plugin that lets a profile's pods assume an AWS role.

    It annotates the account `default-editor`.
    role: to assume. trust: `by-hand` leaves the role's trust policy to its owner, who permits
    `system:serviceaccount:<profile>:default-editor`; with `by-controller` the profile
    controller edits that policy, which its own pod needs a right for at AWS.
    Source: components/profile-controller/controllers/plugin_iam.go, kubeflow 1.9.2.
    """

    role: IamRole
    trust: Literal["by-hand", "by-controller"] = "by-hand"

    def __post_init__(self) -> None:
        check_choices(self)

    def to_spec(self) -> dict[str, Any]:
        """Return the plugin in the profile controller's format."""
        spec: dict[str, Any] = {"awsIamRole": self.role.arn}
        if self.trust == "by-hand":
            spec["annotateOnly"] = True
        return {"kind": "AwsIamForServiceAccount", "spec": spec}


@dataclass(frozen=True, slots=True)
class GcpWorkloadIdentity:
    """The profile controller's plugin that lets pods act as a Google service account.

    It annotates the account `default-editor` and lets it act as the Google one; for that, the
    profile controller needs a Google identity that may edit that account's policy.
    service_account: such as `vision@project.iam.gserviceaccount.com`.
    Raises ValueError for anything but a service account of a Google project.
    Source: components/profile-controller/controllers/plugin_workload_identity.go, 1.9.2.
    """

    service_account: str

    def __post_init__(self) -> None:
        if not _GOOGLE.fullmatch(self.service_account):
            raise ValueError(
                "a Google service account must look like "
                f"'vision@project.iam.gserviceaccount.com', got {self.service_account!r}"
            )

    def to_spec(self) -> dict[str, Any]:
        """Return the plugin in the profile controller's format."""
        spec = {"gcpServiceAccount": self.service_account}
        return {"kind": "WorkloadIdentity", "spec": spec}


@dataclass(frozen=True, kw_only=True, slots=True)
class AzureWorkloadIdentity:
    """An Azure managed identity that a profile's pods use.

    The profile controller has no plugin for it: the account `default-editor` is written with
    the profile, and annotated. Azure's webhook acts only on pods with the label
    `azure.workload.identity/use: "true"`; set it by a PodDefault.
    client_id: of the identity. tenant_id: of the directory; None uses the webhook's.
    Raises ValueError for an invalid id.
    Source: https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html
    """

    client_id: str
    tenant_id: str | None = None

    def __post_init__(self) -> None:
        for what in ("client_id", "tenant_id"):
            value = getattr(self, what)
            if value is not None and not _UUID.fullmatch(value):
                raise ValueError(
                    f"{what} must look like '00000000-0000-0000-0000-000000000000' in lower "
                    f"case, got {value!r}"
                )

    @property
    def annotations(self) -> Mapping[str, str]:
        """The service account's annotations that Azure's webhook reads."""
        found = {"azure.workload.identity/client-id": self.client_id}
        if self.tenant_id is not None:
            found["azure.workload.identity/tenant-id"] = self.tenant_id
        return found


ProfilePlugin = AwsIamForServiceAccount | GcpWorkloadIdentity | AzureWorkloadIdentity
