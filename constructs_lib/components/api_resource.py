"""Name kinds as the API server's paths do, and restrict changes of their objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..config import PROFILES


@dataclass(frozen=True, kw_only=True, slots=True)
class ApiResource:
    """Objects of one kind, as the API server's paths name them."""

    group: str
    version: str
    plural: str

    def to_json(self) -> dict[str, Any]:
        """Return them in the format of Metacontroller's objects."""
        api = f"{self.group}/{self.version}" if self.group else self.version
        return {"apiVersion": api, "resource": self.plural}


def one_label(
    resource: ApiResource, selected: Mapping[str, str], key: str, *, user: str
) -> Mapping[str, Any]:
    """Return an admission policy by which a user changes one label of objects, and no more.

    selected: labels of the objects that it may change. key: of the label that it sets.
    """
    labels = "metadata.?labels.orValue({})"
    kept = f"oldObject.{labels}[?key] == object.{labels}[?key]"
    among = [
        {
            "expression": f"oldObject.{labels}[?'{name}'].orValue('') == '{value}'",
            "message": f"{user} changes only {resource.plural} labelled {name}: {value}",
        }
        for name, value in selected.items()
    ]
    fields = ("annotations", "finalizers", "ownerReferences")
    same = (
        f"object.{labels}.all(key, key == '{key}' || {kept})",
        f"oldObject.{labels}.all(key, key == '{key}' || {kept})",
        *(f"object.metadata.?{each} == oldObject.metadata.?{each}" for each in fields),
        "object.?spec == oldObject.?spec",
    )
    message = f"{user} changes only label {key} of {resource.plural}"
    return {
        "failurePolicy": "Fail",
        "matchConstraints": {
            "resourceRules": [
                {
                    "apiGroups": [resource.group],
                    "apiVersions": ["*"],
                    "operations": ["UPDATE"],
                    "resources": [resource.plural],
                }
            ]
        },
        "matchConditions": [
            {"name": "user", "expression": f"request.userInfo.username == '{user}'"}
        ],
        "validations": [*among, *({"expression": each, "message": message} for each in same)],
    }


def only_in_profiles(
    resources: Sequence[ApiResource], *, user: str, who: str
) -> Mapping[str, Any]:
    """Return an admission policy by which a user writes in namespaces of profiles only.

    A ClusterRole cannot select namespaces. who: the user's name in the API server's refusal.
    """
    labels = "namespaceObject.metadata.?labels"
    rules = [
        {
            "apiGroups": [each.group],
            "apiVersions": ["*"],
            "operations": ["CREATE", "UPDATE", "DELETE"],
            "resources": [each.plural],
        }
        for each in resources
    ]
    return {
        "failurePolicy": "Fail",
        "matchConstraints": {"resourceRules": rules},
        "matchConditions": [
            {"name": who, "expression": f"request.userInfo.username == '{user}'"}
        ],
        "validations": [
            {
                "expression": f"{labels}[?'{key}'].orValue('') == '{value}'",
                "message": f"{who} attaches only in namespaces labelled {key}: {value}",
            }
            for key, value in PROFILES.items()
        ],
    }
