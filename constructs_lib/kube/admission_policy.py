"""Define a rule that the API server enforces for everyone."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from cdk8s import ApiObjectMetadata
from constructs import Construct

from .manifest import Manifest
from .resource import cluster_scoped

_API: Final = "admissionregistration.k8s.io/v1"


class AdmissionPolicy(Construct):
    """A ValidatingAdmissionPolicy, and the binding that enforces it.

    spec: the policy's own. actions: the binding's `validationActions` for requests that
    violate it; `Deny` by default.
    Needs Kubernetes 1.30, where the kind is stable.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        spec: Mapping[str, Any],
        actions: Sequence[str] = ("Deny",),
    ) -> None:
        super().__init__(scope, id)
        binding = {"policyName": name, "validationActions": list(actions)}
        for kind, body in (
            ("ValidatingAdmissionPolicy", spec),
            ("ValidatingAdmissionPolicyBinding", binding),
        ):
            cluster_scoped(
                Manifest(
                    self,
                    kind,
                    api_version=_API,
                    kind=kind,
                    metadata=ApiObjectMetadata(name=name),
                    body={"spec": body},
                )
            )
