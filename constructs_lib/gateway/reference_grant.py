"""Leave for an object of one namespace to name an object of another."""

from dataclasses import dataclass
from typing import Final

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..bindings import (
    ReferenceGrant,
    ReferenceGrantFrom,
    ReferenceGrantSpec,
    ReferenceGrantTo,
)
from ..kube import declare

_GATEWAY_API: Final = "gateway.networking.k8s.io"


@dataclass(frozen=True, kw_only=True, slots=True)
class Referrer:
    """The Gateway API's objects of one kind and namespace; a grant cannot name one of them."""

    kind: str
    namespace: str


class Grant(Construct):
    """Lets referrers name single objects of another namespace, and no others there.

    kind: of the objects, in Kubernetes' core; names: theirs. namespace: where they are, and
    so the grant.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        namespace: str,
        referrer: Referrer,
        kind: str,
        names: tuple[str, ...],
    ) -> None:
        super().__init__(scope, id)
        declare(
            ReferenceGrant,
            self,
            "Resource",
            metadata=ApiObjectMetadata(name=name, namespace=namespace),
            spec=ReferenceGrantSpec(
                from_=[
                    ReferenceGrantFrom(
                        group=_GATEWAY_API, kind=referrer.kind, namespace=referrer.namespace
                    )
                ],
                to=[ReferenceGrantTo(group="", kind=kind, name=each) for each in names],
            ),
        )
