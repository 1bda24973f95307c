"""Run Metacontroller, which calls hooks of this library for the desired objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..access import READ, Rule, ServiceAccount, allow
from ..config import MetacontrollerSettings, Resources, WorkloadDefaults, api_user
from ..config.components import METACONTROLLER
from ..kube import AdmissionPolicy, Manifest, cluster_scoped, namespace_of, note_made, one_mesh
from ..schemas import (
    COMPOSITE_CONTROLLER,
    DECORATOR_CONTROLLER,
    METACONTROLLER_2,
    METACONTROLLER_4,
    CustomResource,
    CustomResourceDefinition,
)
from ..workloads import (
    Container,
    Endpoint,
    Probes,
    Security,
    SinglePod,
    http_probe,
)
from .api_resource import ApiResource, one_label, only_in_profiles
from .context import Context, Part
from .metacontroller_rights import OF_ROLE, OWN_WORK, ROLE, UPSTREAM

NAME: Final = METACONTROLLER.name

_ACCOUNT: Final = "meta-controller-service"
_LABELS: Final = {"application-crd-id": "kubeflow-pipelines", "kustomize.component": NAME}
_KINDS: Final = {"composite": METACONTROLLER_2, "decorator": METACONTROLLER_4}
[_METRICS] = METACONTROLLER.metrics
_HEALTH_PORT: Final = 8081
# Kubernetes requires this of kinds in its own groups.
_UNAPPROVED: Final = {
    "api-approved.kubernetes.io": "unapproved, request not yet submitted",
}
_PROGRAM: Final = "/usr/bin/metacontroller"
_BINDING: Final = "meta-controller-cluster-role-binding"
_SECURITY: Final = Security(
    user=1000, non_root=True, read_only_root=True, no_escalation=True, drop_all=True
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Children:
    """Child objects of one kind, and when their changes are reverted.

    method: `InPlace` immediately, `OnDelete` only when a deleted one is recreated.
    """

    of: ApiResource
    method: Literal["InPlace", "OnDelete"] = "InPlace"

    def to_json(self) -> dict[str, Any]:
        """Return them in the format of Metacontroller's objects."""
        return {**self.of.to_json(), "updateStrategy": {"method": self.method}}


class Metacontroller(Construct):
    """Watches objects, calls hooks for their children, and applies these.

    settings: with `rights="granted"` every controller adds the rights that it needs, and the
    API server allows writes in namespaces of profiles only.
    It always runs one pod, whatever the environment's replicas: v2.0.4 has no leader election,
    and v4.11.22 by default neither.
    Source: apps/pipeline/upstream/third-party/metacontroller/base.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        defaults: WorkloadDefaults = WorkloadDefaults(),
        settings: MetacontrollerSettings = MetacontrollerSettings(),
    ) -> None:
        super().__init__(scope, id)
        one_mesh(self, defaults.mesh)
        note_made(self, NAME)
        hook = defaults.images.release.profile_hook
        for kind in _KINDS[hook]:
            CustomResourceDefinition(
                self, kind.kind, resource=kind, labels=_LABELS, annotations=_UNAPPROVED
            )
        self._account = ServiceAccount(self, "ServiceAccount", name=_ACCOUNT, labels=_LABELS)
        self._granted = settings.rights == "granted"
        self._unlimited = not self._granted and hook == "composite"
        self._confined: list[ApiResource] = []
        self.principal = defaults.mesh.principal(namespace_of(self), _ACCOUNT)
        self.user = api_user(namespace_of(self), _ACCOUNT)
        if self._unlimited:
            self._account.join("cluster-admin", binding=_BINDING)
        elif self._granted:
            self._account.grant(*OWN_WORK, role=NAME, binding=NAME)
        else:
            self._account.grant(*UPSTREAM, *OWN_WORK, role=ROLE, binding=_BINDING)
        SinglePod(
            self,
            "Workload",
            name=NAME,
            account=self._account,
            defaults=defaults,
            selector={"app": NAME, **_LABELS},
            injected=False,
            annotations=defaults.metrics_annotations(_METRICS),
            containers=[_container(defaults, settings, hook)],
        )

    def decorate(
        self,
        scope: Construct,
        *,
        name: str,
        parent: ApiResource,
        attachments: Sequence[ApiResource],
        hook: Endpoint,
        path: str,
        annotated: Sequence[str] = (),
        resync_seconds: int = 300,
    ) -> None:
        """Attach to every `parent` the objects that a hook returns, and grant the rights.

        annotated: only to parents with all of these annotations. Attached objects are restored
        after manual changes, and deleted with their parent.
        resync_seconds: how often the hook is called without a change.
        Source: https://metacontroller.github.io/metacontroller/api/decoratorcontroller.html
        """
        watched = parent.to_json()
        if annotated:
            watched["annotationSelector"] = {
                "matchExpressions": [{"key": key, "operator": "Exists"} for key in annotated]
            }
        self._decorator(
            scope,
            name,
            resources=[watched],
            attachments=[
                {**each.to_json(), "updateStrategy": {"method": "InPlace"}}
                for each in attachments
            ],
            hooks={"sync": _webhook(hook, path)},
            resync_seconds=resync_seconds,
        )
        if not self._unlimited:
            self._grant(name, parent, attachments)
            self._confine(name, attachments)

    def label(
        self,
        scope: Construct,
        *,
        name: str,
        parent: ApiResource,
        selected: Mapping[str, str],
        key: str,
        related: ApiResource,
        hook: Endpoint,
        path: str,
        customize: str,
        resync_seconds: int = 300,
    ) -> None:
        """Set one label of every `parent` as a hook returns it, and grant the right to.

        selected: only of parents with these labels. key: of the label; the API server refuses
        any other change. related: kind of which `customize`, a path of the hook, names the
        objects that the hook receives.
        Source: https://metacontroller.github.io/metacontroller/api/customize.html
        """
        self._decorator(
            scope,
            name,
            resources=[{**parent.to_json(), "labelSelector": {"matchLabels": dict(selected)}}],
            hooks={
                "customize": _webhook(hook, customize),
                "sync": _webhook(hook, path),
            },
            resync_seconds=resync_seconds,
        )
        if self._unlimited:
            return
        self._account.grant(
            allow((*READ, "update"), parent.plural, group=parent.group),
            allow(READ, related.plural, group=related.group),
            role=f"{NAME}-{name}",
            binding=f"{NAME}-{name}",
        )
        AdmissionPolicy(
            self,
            f"confine-{name}",
            name=f"{NAME}-{name}",
            spec=one_label(parent, selected, key, user=self.user),
        )

    def _decorator(
        self,
        scope: Construct,
        name: str,
        *,
        resources: Sequence[Mapping[str, Any]],
        hooks: Mapping[str, Any],
        resync_seconds: int,
        attachments: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        spec = {
            "resources": list(resources),
            **({"attachments": list(attachments)} if attachments else {}),
            "hooks": dict(hooks),
            "resyncPeriodSeconds": resync_seconds,
        }
        cluster_scoped(_controller(scope, DECORATOR_CONTROLLER, name, spec))

    def compose(
        self,
        scope: Construct,
        *,
        name: str,
        parent: ApiResource,
        children: Sequence[Children],
        hook: str,
        customize: str | None = None,
        resync_seconds: int,
        namespace: str,
        labels: Mapping[str, str],
    ) -> None:
        """Create for every `parent` the children that a hook returns, and grant the rights.

        hook: its URL. customize: the URL of a hook that names kinds whose objects the hook
        receives, including those of others. namespace: as upstream writes it, although the
        kind is cluster-scoped; the API server drops it, but kustomize matches upstream's
        object by it.
        Source: https://metacontroller.github.io/metacontroller/api/compositecontroller.html
        """
        spec = {
            "childResources": [each.to_json() for each in children],
            "generateSelector": True,
            "hooks": _hooks(hook, customize),
            "parentResource": parent.to_json(),
            "resyncPeriodSeconds": resync_seconds,
        }
        _controller(
            scope, COMPOSITE_CONTROLLER, name, spec, namespace=namespace, labels=labels
        )
        if self._granted:
            # It writes the status of the children.
            told = allow(("update",), f"{parent.plural}/status", group=parent.group)
            made = [each.of for each in children]
            self._grant(name, parent, made, told)
            self._confine(name, made)

    def attach(
        self,
        scope: Construct,
        *,
        name: str,
        parent: ApiResource,
        selected: Mapping[str, str],
        children: Sequence[Children],
        hook: str,
        customize: str | None = None,
        resync_seconds: int,
        namespace: str,
        labels: Mapping[str, str],
    ) -> None:
        """Attach to every `parent` the children that a hook returns, and grant the rights.

        selected: only to parents with these labels. The others are as in `compose`. Children
        of a CompositeController are not taken over, unless an annotation names this one.
        Source: https://metacontroller.github.io/metacontroller/api/decoratorcontroller.html
        """
        spec = {
            "attachments": [each.to_json() for each in children],
            "hooks": _hooks(hook, customize),
            "resources": [
                {**parent.to_json(), "labelSelector": {"matchLabels": dict(selected)}}
            ],
            "resyncPeriodSeconds": resync_seconds,
        }
        _controller(
            scope, DECORATOR_CONTROLLER, name, spec, namespace=namespace, labels=labels
        )
        made = [each.of for each in children if self._granted or each.of.plural not in OF_ROLE]
        if made:
            self._grant(name, parent, made)
            self._confine(name, made)

    def _grant(
        self, name: str, parent: ApiResource, attachments: Sequence[ApiResource], *more: Rule
    ) -> None:
        self._account.grant(
            *more,
            allow(READ, parent.plural, group=parent.group),
            # Needed to create children if the API server protects owner references.
            allow(("update",), f"{parent.plural}/finalizers", group=parent.group),
            *(
                allow((*READ, "create", "update", "delete"), each.plural, group=each.group)
                for each in attachments
            ),
            role=f"{NAME}-{name}",
            binding=f"{NAME}-{name}",
        )

    def _confine(self, name: str, attachments: Sequence[ApiResource]) -> None:
        """Restrict its writes to profiles, since a ClusterRole cannot select namespaces.

        Kinds that another policy confines need no second one.
        """
        kinds = [each for each in attachments if each not in self._confined]
        if not kinds:
            return
        self._confined += kinds
        spec = only_in_profiles(kinds, user=self.user, who=NAME)
        AdmissionPolicy(self, f"confine-{name}", name=f"{NAME}-{name}", spec=spec)


def _container(
    defaults: WorkloadDefaults, settings: MetacontrollerSettings, hook: str
) -> Container:
    flags = ("--zap-log-level=4", f"--discovery-interval={settings.discovery}s")
    container = Container(
        name=NAME,
        image=defaults.images.named(NAME),
        command=(_PROGRAM, *flags),
        ports=defaults.metrics_ports(_METRICS),
        more_probes=Probes(
            liveness=http_probe("/metrics", _METRICS.number, delay=15, period=20),
            readiness=http_probe("/metrics", _METRICS.number, delay=5, period=10),
        ),
        security=_SECURITY,
        restricted=_SECURITY,
        default_resources=Resources(
            cpu="100m", memory="256Mi", cpu_limit="1", memory_limit="1Gi"
        ),
    )
    if hook == "composite":
        return container
    probes = Probes(
        liveness=http_probe("/healthz", _HEALTH_PORT),
        readiness=http_probe("/readyz", _HEALTH_PORT),
    )
    return replace(
        container, command=(_PROGRAM,), args=flags, probes=probes, more_probes=Probes()
    )


def _controller(
    scope: Construct,
    kind: CustomResource,
    name: str,
    spec: Mapping[str, Any],
    *,
    namespace: str | None = None,
    labels: Mapping[str, str] | None = None,
) -> Manifest:
    return Manifest(
        scope,
        name,
        api_version=f"{kind.group}/{kind.storage}",
        kind=kind.kind,
        metadata=ApiObjectMetadata(name=name, namespace=namespace, labels=labels),
        body={"spec": spec},
    )


def _hooks(sync: str, customize: str | None) -> Mapping[str, Any]:
    return {
        **({"customize": {"webhook": {"url": customize}}} if customize else {}),
        "sync": {"webhook": {"url": sync}},
    }


def _webhook(hook: Endpoint, path: str) -> Mapping[str, Any]:
    return {"webhook": {"url": f"http://{hook.host}:{hook.port}{path}"}}


def build(scope: Construct, context: Context) -> Part:
    """Create the component from an environment's config."""
    return Part(
        Metacontroller(
            scope,
            NAME,
            defaults=context.workload_defaults(METACONTROLLER),
            settings=context.config.metacontroller,
        )
    )
