"""Define requests that a policy admits."""

from dataclasses import dataclass
from typing import Final

from ..bindings import (
    AuthorizationPolicyFrom,
    AuthorizationPolicyOperation,
    AuthorizationPolicyRule,
    AuthorizationPolicySource,
    AuthorizationPolicyTo,
    AuthorizationPolicyWhen,
)
from ..config.checks import check_port
from ..config.mesh import check_caller

# Every identity of the mesh.
ANY_IDENTITY: Final = ("*",)


@dataclass(frozen=True, kw_only=True, slots=True)
class Admitted:
    """Admitted requests: all that match every field, so `Admitted()` is every request.

    callers: mesh identities, as `Ambient.principal` writes them. ports: container ports if
    ztunnel decides. having, lacking: headers that a request must have or must not have;
    only a sidecar or a waypoint sees them.
    Raises ValueError for a caller that cannot match any identity, and for an invalid port.
    """

    callers: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    having: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for caller in self.callers:
            check_caller(caller, "caller")
        for port in self.ports:
            check_port(port, "port")

    def to_k8s(self) -> AuthorizationPolicyRule:
        """Return the rule as cdk8s writes it."""
        source = AuthorizationPolicySource(principals=list(self.callers))
        operation = AuthorizationPolicyOperation(ports=[str(port) for port in self.ports])
        conditions = [
            *(
                AuthorizationPolicyWhen(key=f"request.headers[{name}]", values=["*"])
                for name in self.having
            ),
            *(
                AuthorizationPolicyWhen(key=f"request.headers[{name}]", not_values=["*"])
                for name in self.lacking
            ),
        ]
        return AuthorizationPolicyRule(
            from_=[AuthorizationPolicyFrom(source=source)] if self.callers else None,
            to=[AuthorizationPolicyTo(operation=operation)] if self.ports else None,
            when=conditions or None,
        )
