"""Return the objects of a construct as plain values."""

from typing import Final

from cdk8s import ApiObject
from constructs import IConstruct

from .resource import Object, Resource
from .tree import descendants

# Kinds of long-running pods, and all kinds that create pods.
SERVERS: Final = frozenset({"DaemonSet", "Deployment", "StatefulSet"})
WORKLOADS: Final = SERVERS | {"CronJob", "Job"}


def group_of(obj: Object) -> str:
    """Return an object's API group, "" for Kubernetes' core."""
    return str(obj["apiVersion"].rpartition("/")[0])


def objects_of(construct: IConstruct) -> list[Object]:
    """Return the manifests of every object below a construct, in the order of creation."""
    objects = (child for child in descendants(construct) if isinstance(child, ApiObject))
    return [obj.plain() if isinstance(obj, Resource) else obj.to_json() for obj in objects]
