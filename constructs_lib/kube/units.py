"""The objects that a construct made, as plain values."""

from typing import Any

from cdk8s import ApiObject
from constructs import Construct

Object = dict[str, Any]


def objects_of(construct: Construct) -> list[Object]:
    """Return the manifests of every object below a construct, in the order made."""
    return [
        child.to_json() for child in construct.node.find_all() if ApiObject.is_api_object(child)
    ]
