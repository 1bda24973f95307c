"""Define rules that the API server enforces for everyone, and what it adds to objects."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from cdk8s import ApiObjectMetadata
from constructs import Construct

from .manifest import Manifest
from .resource import cluster_scoped

_GROUP: Final = "admissionregistration.k8s.io"


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
        _declare(self, "ValidatingAdmissionPolicy", name, spec, binding, version="v1")


class MutatingPolicy(Construct):
    """A MutatingAdmissionPolicy, and the binding that puts it into force.

    spec: the policy's own. version: of the kind, `v1` since Kubernetes 1.36.
    """

    def __init__(
        self, scope: Construct, id: str, *, name: str, spec: Mapping[str, Any], version: str
    ) -> None:
        super().__init__(scope, id)
        binding = {"policyName": name}
        _declare(self, "MutatingAdmissionPolicy", name, spec, binding, version=version)


def _declare(
    scope: Construct,
    policy: str,
    name: str,
    spec: Mapping[str, Any],
    binding: Mapping[str, Any],
    *,
    version: str,
) -> None:
    """Declare a policy of some kind and its binding."""
    for kind, body in ((policy, spec), (f"{policy}Binding", binding)):
        cluster_scoped(
            Manifest(
                scope,
                kind,
                api_version=f"{_GROUP}/{version}",
                kind=kind,
                metadata=ApiObjectMetadata(name=name),
                body={"spec": body},
            )
        )
