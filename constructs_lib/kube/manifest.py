"""Create objects of kinds without typed classes."""

from collections.abc import Mapping
from typing import Any

from cdk8s import ApiObjectMetadata
from constructs import Construct

from .plain import plain, plain_struct
from .resource import Resource


class Manifest(Resource):
    """`ApiObject` with a body, which cdk8s offers every language but Python.

    https://github.com/cdk8s-team/cdk8s-core/issues/2570.
    api_version, kind: of the object, such as `monitoring.coreos.com/v1`. metadata: its name
    and labels. body: its other fields, in Kubernetes' own words.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        api_version: str,
        kind: str,
        metadata: ApiObjectMetadata,
        body: Mapping[str, Any],
    ) -> None:
        super().__init__(
            scope,
            id,
            api_version=api_version,
            kind=kind,
            metadata=plain_struct(metadata),
            fields=plain(body),
        )
