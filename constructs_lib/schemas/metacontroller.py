"""Define Metacontroller's kinds: controllers that call a hook for the desired objects."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Final

from cdk8s_plus_27 import k8s

from .custom_resource import CustomResource
from .hints import Int32, Keywords, Since, shape

GROUP: Final = "metacontroller.k8s.io"
_VERSION: Final = "v1alpha1"
# The release whose selectors are not marked as atomic, as upstream's are not.
_KUBERNETES: Final = "1.23"
# The major version from which on there is what is marked so.
_NEWER: Final = "4"

_METHODS: Final = ["InPlace", "OnDelete", "Recreate", "RollingInPlace", "RollingRecreate"]
_Method = Annotated[str, Keywords({"enum": _METHODS}, since=_NEWER)]
_Duration = Annotated[str, Keywords({"format": "duration"}, since=_NEWER)]
_Strictness = Annotated[str, Keywords({"enum": ["loose", "strict"]})]
_HookVersion = Annotated[str, Keywords({"enum": ["v1", "v2"]})]


_ANYTHING: Final = Keywords({"x-kubernetes-preserve-unknown-fields": True}, since=_NEWER)


@shape
class Unspecified:
    """An object without a further schema."""


@shape
class HookService:
    name: str
    namespace: str
    port: Int32 | None = None
    protocol: str | None = None


@shape
class Etag:
    cache_cleanup_seconds: Int32 | None = None
    cache_timeout_seconds: Int32 | None = None
    enabled: bool | None = None


@shape
class Webhook:
    etag: Annotated[Etag | None, Since(_NEWER)] = None
    path: str | None = None
    response_un_marshall_mode: Annotated[_Strictness | None, Since(_NEWER)] = None
    service: HookService | None = None
    timeout: _Duration | None = None
    url: str | None = None


@shape
class Hook:
    version: Annotated[_HookVersion | None, Since(_NEWER)] = "v1"
    webhook: Webhook | None = None


@shape
class DecoratorHooks:
    customize: Hook | None = None
    finalize: Hook | None = None
    sync: Hook | None = None


@shape
class CompositeHooks:
    customize: Hook | None = None
    finalize: Hook | None = None
    post_update_child: Hook | None = None
    pre_update_child: Hook | None = None
    sync: Hook | None = None


@shape
class AnnotationSelector:
    match_annotations: Mapping[str, str] | None = None
    match_expressions: Sequence[k8s.LabelSelectorRequirement] | None = None


@shape
class DecoratedResource:
    api_version: str
    resource: str
    annotation_selector: AnnotationSelector | None = None
    label_selector: k8s.LabelSelector | None = None


@shape
class AttachmentUpdateStrategy:
    method: _Method | None = None


@shape
class Attachment:
    api_version: str
    resource: str
    update_strategy: AttachmentUpdateStrategy | None = None


@shape
class DecoratorControllerSpec:
    resources: Sequence[DecoratedResource]
    attachments: Sequence[Attachment] | None = None
    hooks: DecoratorHooks | None = None
    resync_period_seconds: Int32 | None = None


@shape
class ConditionCheck:
    type: str
    reason: str | None = None
    status: str | None = None


@shape
class StatusChecks:
    conditions: Sequence[ConditionCheck] | None = None


@shape
class ChildUpdateStrategy:
    method: _Method | None = None
    status_checks: StatusChecks | None = None


@shape
class ChildResource:
    api_version: str
    resource: str
    update_strategy: ChildUpdateStrategy | None = None


@shape
class RevisionHistory:
    field_paths: Sequence[str] | None = None


@shape
class ParentResource:
    api_version: str
    resource: str
    label_selector: Annotated[k8s.LabelSelector | None, Since(_NEWER)] = None
    revision_history: RevisionHistory | None = None


@shape
class CompositeControllerSpec:
    parent_resource: ParentResource
    child_resources: Sequence[ChildResource] | None = None
    generate_selector: bool | None = None
    hooks: CompositeHooks | None = None
    resync_period_seconds: Int32 | None = None


@shape
class RevisedChildren:
    api_group: str
    kind: str
    names: Sequence[str]


@shape
class ControllerRevisionFields:
    parent_patch: Annotated[Unspecified, _ANYTHING]
    children: Sequence[RevisedChildren] | None = None


DECORATOR_CONTROLLER: Final = CustomResource(
    group=GROUP,
    kind="DecoratorController",
    plural="decoratorcontrollers",
    short_names=("dec", "decorators"),
    versions=(_VERSION,),
    storage=_VERSION,
    spec=DecoratorControllerSpec,
    status=Unspecified,
    required=("metadata", "spec"),
    namespaced=False,
    kubernetes=_KUBERNETES,
)

COMPOSITE_CONTROLLER: Final = CustomResource(
    group=GROUP,
    kind="CompositeController",
    plural="compositecontrollers",
    short_names=("cc", "cctl"),
    versions=(_VERSION,),
    storage=_VERSION,
    spec=CompositeControllerSpec,
    status=Unspecified,
    required=("metadata", "spec"),
    namespaced=False,
    kubernetes=_KUBERNETES,
)

CONTROLLER_REVISION: Final = CustomResource(
    group=GROUP,
    kind="ControllerRevision",
    plural="controllerrevisions",
    versions=(_VERSION,),
    storage=_VERSION,
    fields=ControllerRevisionFields,
    required=("metadata",),
    kubernetes=_KUBERNETES,
)

METACONTROLLER_2: Final = (COMPOSITE_CONTROLLER, CONTROLLER_REVISION, DECORATOR_CONTROLLER)
METACONTROLLER_4: Final = tuple(
    replace(kind, controller=_NEWER, kubernetes="1.24") for kind in METACONTROLLER_2
)
