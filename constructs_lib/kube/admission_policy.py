"""A rule that the API server itself holds everybody to."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from cdk8s import ApiObjectMetadata
from constructs import Construct

from .manifest import Manifest
from .resource import cluster_scoped

_API: Final = "admissionregistration.k8s.io/v1"


class AdmissionPolicy(Construct):
    """A ValidatingAdmissionPolicy, and the binding by which it refuses what breaks it.

    spec: the policy's own. actions: what becomes of a request that breaks it, as the
    binding's `validationActions` names it; `Deny` by default.
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
