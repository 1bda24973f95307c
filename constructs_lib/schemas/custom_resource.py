"""Define kinds of objects by CustomResourceDefinitions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from constructs import Construct

from ..kube import Resource, cluster_scoped
from .openapi import Schema, schema_of
from .releases import CDK8S_RELEASE, RELEASES

_API: Final = "apiextensions.k8s.io/v1"
_KIND_NAME: Final = "CustomResourceDefinition"
_GROUP: Final = re.compile(r"[a-z0-9][-a-z0-9]*(\.[a-z0-9][-a-z0-9]*)+")
_KIND: Final = re.compile(r"[A-Z][A-Za-z0-9]*")
_PLURAL: Final = re.compile(r"[a-z]([-a-z0-9]*[a-z0-9])?")
_VERSION: Final = re.compile(r"v[1-9][0-9]*((alpha|beta)[1-9][0-9]*)?")


_OPEN: Final[Schema] = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}


@dataclass(frozen=True, slots=True)
class PrinterColumn:
    """A column of `kubectl get` besides the name."""

    name: str
    path: str
    type: str = "string"
    format: str | None = None
    description: str | None = None

    def to_json(self) -> dict[str, str]:
        """Return the column as in a definition."""
        more = {"format": self.format, "description": self.description}
        return {
            "name": self.name,
            "type": self.type,
            "jsonPath": self.path,
            **{key: text for key, text in more.items() if text},
        }


@dataclass(frozen=True, slots=True)
class ObjectRule:
    """A CEL expression that must hold of a whole object, and the message if it does not."""

    message: str
    rule: str

    def to_json(self) -> dict[str, str]:
        """Return the rule as in a definition."""
        return {"message": self.message, "rule": self.rule}


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """The fields that `kubectl scale` and autoscalers read and write."""

    spec: str
    status: str
    selector: str

    def to_json(self) -> dict[str, str]:
        """Return the subresource as in a definition."""
        return {
            "specReplicasPath": self.spec,
            "statusReplicasPath": self.status,
            "labelSelectorPath": self.selector,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomResource:
    """A kind: its names and the class of its objects, which is the same in all versions.

    spec, status: the classes of these two fields. fields: in place of both, the class of
    everything but the metadata, for a kind of a different structure. Without any of these
    the API server accepts anything, and a webhook checks.
    required: required fields of an object, such as `metadata`. rules: what must hold of a
    whole object. categories: names by which `kubectl get` lists the kind among others.
    writes_list_kind: whether upstream's definition names the list kind; Kubernetes' default
    is the same name. controller: the release of the kind's controller, where its fields
    depend on that. marked: whether a controller-gen of 2024 wrote the definition, although the
    pods in it are older: it marks more structs and defaults.
    Raises ValueError for names that Kubernetes would refuse, and for a kind with both spec
    and fields.
    """

    group: str
    kind: str
    plural: str
    versions: tuple[str, ...]
    storage: str
    spec: type | None = None
    status: type | None = None
    fields: type | None = None
    required: tuple[str, ...] = ()
    rules: tuple[ObjectRule, ...] = ()
    short_names: tuple[str, ...] = ()
    namespaced: bool = True
    status_subresource: bool = True
    scale: Scale | None = None
    columns: tuple[PrinterColumn, ...] = ()
    categories: tuple[str, ...] = ()
    writes_list_kind: bool = True
    # The release of Kubernetes that the kind's controller was built with.
    kubernetes: str = CDK8S_RELEASE
    controller: str = ""
    marked: bool = False

    def __post_init__(self) -> None:
        _check("group", self.group, _GROUP, "kubeflow.org")
        _check("kind", self.kind, _KIND, "Notebook")
        _check("plural", self.plural, _PLURAL, "notebooks")
        for version in self.versions:
            _check("version", version, _VERSION, "v1beta1")
        if self.storage not in self.versions:
            raise ValueError(
                f"storage must be one of the versions {self.versions}, got {self.storage!r}"
            )
        if self.fields and (self.spec or self.status):
            raise ValueError(f"{self.kind} needs classes for spec and status, or one for all")
        if self.kubernetes not in RELEASES:
            raise ValueError(f"kubernetes must be one of {RELEASES}, got {self.kubernetes!r}")

    def regenerated(self) -> "CustomResource":
        """Return the kind as controller-gen 0.16 writes it, of the same types."""
        return replace(self, marked=True)

    @property
    def name(self) -> str:
        """Return the name of the definition, as Kubernetes requires it."""
        return f"{self.plural}.{self.group}"

    def schema(self, version: str) -> Schema:
        """Return the schema of the objects of a version."""
        if version not in self.versions:
            raise ValueError(f"{self.kind} has the versions {self.versions}, not {version!r}")
        if not (self.spec or self.status or self.fields):
            return _OPEN
        own = self._schema(self.fields) if self.fields else {}
        parts = {"spec": self.spec, "status": self.status}
        schema: Schema = {
            "type": "object",
            "properties": {
                "apiVersion": {"type": "string"},
                "kind": {"type": "string"},
                "metadata": {"type": "object"},
                **{name: self._schema(part) for name, part in parts.items() if part},
                **own.get("properties", {}),
            },
        }
        if required := sorted({*self.required, *own.get("required", ())}):
            schema["required"] = required
        if self.rules:
            schema["x-kubernetes-validations"] = [rule.to_json() for rule in self.rules]
        return schema

    def _schema(self, part: type) -> Schema:
        return schema_of(part, self.kubernetes, self.controller, marked=self.marked)


@dataclass(frozen=True, kw_only=True, slots=True)
class WebhookConversion:
    """The service that converts objects between versions."""

    service: str
    namespace: str
    path: str = "/convert"

    def to_json(self) -> dict[str, Any]:
        """Return the `conversion` of a definition."""
        service = {"name": self.service, "namespace": self.namespace, "path": self.path}
        return {
            "strategy": "Webhook",
            "webhook": {
                "clientConfig": {"service": service},
                "conversionReviewVersions": ["v1"],
            },
        }


class CustomResourceDefinition(Construct):
    """The CustomResourceDefinition of a kind."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        resource: CustomResource,
        labels: Mapping[str, str] | None = None,
        annotations: Mapping[str, str] | None = None,
        conversion: WebhookConversion | None = None,
    ) -> None:
        super().__init__(scope, id)
        metadata: dict[str, Any] = {"name": resource.name}
        if labels:
            metadata["labels"] = dict(labels)
        if annotations:
            metadata["annotations"] = dict(annotations)
        cluster_scoped(
            Resource(
                self,
                "Resource",
                api_version=_API,
                kind=_KIND_NAME,
                metadata=metadata,
                fields={"spec": _spec(resource, conversion)},
            )
        )


def _spec(resource: CustomResource, conversion: WebhookConversion | None) -> dict[str, Any]:
    names: dict[str, Any] = {
        "kind": resource.kind,
        "plural": resource.plural,
        "singular": resource.kind.lower(),
    }
    if resource.writes_list_kind:
        names["listKind"] = f"{resource.kind}List"
    if resource.short_names:
        names["shortNames"] = list(resource.short_names)
    if resource.categories:
        names["categories"] = list(resource.categories)
    spec: dict[str, Any] = {
        "group": resource.group,
        "names": names,
        "scope": "Namespaced" if resource.namespaced else "Cluster",
        "versions": [_version(resource, name) for name in resource.versions],
    }
    if conversion:
        spec["conversion"] = conversion.to_json()
    elif len(resource.versions) > 1:
        # Kubernetes' defaults, explicit for definitions older than these defaults.
        spec |= {"conversion": {"strategy": "None"}, "preserveUnknownFields": False}
    return spec


def _version(resource: CustomResource, name: str) -> dict[str, Any]:
    version: dict[str, Any] = {
        "name": name,
        "served": True,
        "storage": name == resource.storage,
        "schema": {"openAPIV3Schema": resource.schema(name)},
    }
    if resource.columns:
        version["additionalPrinterColumns"] = [c.to_json() for c in resource.columns]
    subresources: dict[str, Any] = {}
    if resource.status_subresource:
        subresources["status"] = {}
    if resource.scale:
        subresources["scale"] = resource.scale.to_json()
    if subresources:
        version["subresources"] = subresources
    return version


def _check(what: str, value: str, shape: re.Pattern[str], example: str) -> None:
    if not shape.fullmatch(value):
        raise ValueError(f"{what} must look like {example!r}, got {value!r}")
