"""Find the dependencies between objects, from the objects alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from ..kube import WORKLOADS, Object, group_of
from .overlay import ResourceId

ROUTES: Final = frozenset({"VirtualService", "HTTPRoute"})

_POLICIES: Final = frozenset(
    {
        "AuthorizationPolicy",
        "EnvoyFilter",
        "NetworkPolicy",
        "PeerAuthentication",
        "RequestAuthentication",
    }
)
# Cluster-scoped kinds; upstream writes a namespace on some of their objects.
_WITHOUT_NAMESPACE: Final = frozenset(
    {
        "ClusterQueue",
        "ClusterRole",
        "CustomResourceDefinition",
        "MutatingAdmissionPolicy",
        "Namespace",
        "PriorityClass",
        "Profile",
        "ResourceFlavor",
        "ValidatingAdmissionPolicy",
    }
)
_WEBHOOKS: Final = ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")
_CA_FROM: Final = "cert-manager.io/inject-ca-from"


@dataclass(frozen=True, slots=True)
class Reference:
    """A dependency of one object on another: that it exists or, if `ready`, is healthy."""

    of: ResourceId
    to: ResourceId
    ready: bool


Need = tuple[Object, bool]


class _Objects:
    """The objects of an environment, by the names that others refer to."""

    def __init__(self, objects: Sequence[Object]) -> None:
        self._named: dict[tuple[str, str, str], Object] = {}
        self._in: dict[tuple[str, str], list[Object]] = {}
        for obj in objects:
            kind, namespace = obj["kind"], _namespace(obj)
            self._named[kind, namespace, obj["metadata"]["name"]] = obj
            self._in.setdefault((kind, namespace), []).append(obj)
        self.kinds = {
            (obj["spec"]["group"], obj["spec"]["names"]["kind"]): obj
            for obj in objects
            if obj["kind"] == "CustomResourceDefinition"
        }

        self._asked: dict[tuple[str, str], list[Object]] = {}
        for kind in _WEBHOOKS:
            for configuration in self._in.get((kind, ""), ()):
                for place in _watched(configuration):
                    self._asked.setdefault(place, []).append(configuration)

    def asked_about(self, obj: Object) -> Iterator[Object]:
        """Yield the webhook configurations that apply to a custom object."""
        if definition := self.kinds.get((group_of(obj), obj["kind"])):
            # Kubernetes prescribes the name of a definition.
            plural, _, group = definition["metadata"]["name"].partition(".")
            yield from self._asked.get((group, plural), ())

    def named(self, kind: str, name: str | None, namespace: str = "") -> Iterator[Object]:
        """Yield the object of a kind and name, if it is one of these."""
        if obj := self._named.get((kind, namespace, name or "")):
            yield obj

    def of_kinds(self, kinds: Iterable[str], namespace: str) -> Iterator[Object]:
        """Yield a namespace's objects of these kinds."""
        for kind in sorted(kinds):
            yield from self._in.get((kind, namespace), ())

    def selected(self, labels: Mapping[str, str], namespace: str) -> Iterator[Object]:
        """Yield the workloads whose pods have these labels."""
        for workload in self.of_kinds(WORKLOADS, namespace):
            found = _template(workload).get("metadata", {}).get("labels", {})
            if labels and labels.items() <= found.items():
                yield workload

    def behind(self, host: str, namespace: str) -> Iterator[Object]:
        """Yield a Service by its host name in `namespace`, and the workloads behind it."""
        name, _, rest = host.partition(".")
        home = rest.partition(".")[0] or namespace
        for service in self.named("Service", name, home):
            yield service
            yield from self.selected(service["spec"].get("selector", {}), home)


def references(objects: Iterable[Object]) -> list[Reference]:
    """Return the dependencies; objects outside the environment are assumed to exist."""
    identities = [(ResourceId.of(obj), obj) for obj in objects]
    known = _Objects([obj for _, obj in identities])
    names = {id(obj): identity for identity, obj in identities}
    return [
        Reference(of=identity, to=names[id(needed)], ready=ready)
        for identity, obj in identities
        for needed, ready in _needs(obj, known)
        if needed is not obj
    ]


def _needs(obj: Object, known: _Objects) -> Iterator[Need]:
    kind, namespace = obj["kind"], _namespace(obj)
    if definition := known.kinds.get((group_of(obj), kind)):
        yield definition, True
        yield from _ready(known.asked_about(obj))
    # The profile controller creates the namespace of the same name.
    for home in ("Namespace", "Profile"):
        yield from _ready(known.named(home, namespace))
    if kind in _NEEDS:
        yield from _NEEDS[kind](obj, known)


def _of_pods(workload: Object, known: _Objects) -> Iterator[Need]:
    """Yield the objects that pods need to start, and the policies that must apply by then.

    A policy counts for its whole namespace, whichever pods it selects.
    """
    namespace = _namespace(workload)
    spec = _template(workload)["spec"]
    account = spec.get("serviceAccountName", "default")
    yield from _of_guarded(workload, known)
    yield from _ready(known.named("PriorityClass", spec.get("priorityClassName")))
    yield from _there(known.named("ServiceAccount", account, namespace))
    for name in _volumes(spec, "persistentVolumeClaim", "claimName"):
        yield from _there(known.named("PersistentVolumeClaim", name, namespace))
    for name in {*_volumes(spec, "configMap", "name"), *_variables(spec, "configMap")}:
        yield from _there(known.named("ConfigMap", name, namespace))
    for name in {*_volumes(spec, "secret", "secretName"), *_variables(spec, "secret")}:
        yield from _there(known.named("Secret", name, namespace))
        yield from _ready(_makers(name, namespace, known))


def _makers(secret: str, namespace: str, known: _Objects) -> Iterator[Object]:
    """Yield the sources of a Secret: a Certificate, an ExternalSecret or a Job."""
    for certificate in known.of_kinds(("Certificate",), namespace):
        if certificate["spec"]["secretName"] == secret:
            yield certificate
    for external in known.of_kinds(("ExternalSecret",), namespace):
        if external["spec"]["target"]["name"] == secret:
            yield external
    for role in known.of_kinds(("Role",), namespace):
        if any(
            rule.get("resources") == ["secrets"]
            and secret in rule.get("resourceNames", ())
            and "patch" in rule["verbs"]
            for rule in role["rules"]
        ):
            yield from _jobs_with(role, known)


def _jobs_with(role: Object, known: _Objects) -> Iterator[Object]:
    for binding in known.of_kinds(("RoleBinding",), _namespace(role)):
        if binding["roleRef"]["name"] != role["metadata"]["name"]:
            continue
        for subject in binding.get("subjects", ()):
            for job in known.of_kinds(("Job",), subject.get("namespace", "")):
                account = _template(job)["spec"].get("serviceAccountName")
                if account == subject["name"]:
                    yield job


def _of_binding(binding: Object, known: _Objects) -> Iterator[Need]:
    role = binding["roleRef"]
    home = _namespace(binding) if role["kind"] == "Role" else ""
    yield from _there(known.named(role["kind"], role["name"], home))
    for subject in binding.get("subjects", ()):
        if subject["kind"] == "ServiceAccount":
            home = subject.get("namespace", _namespace(binding))
            yield from _there(known.named("ServiceAccount", subject["name"], home))


def _of_admission(binding: Object, known: _Objects) -> Iterator[Need]:
    policy = binding["kind"].removesuffix("Binding")
    yield from _there(known.named(policy, binding["spec"]["policyName"]))


def _of_certificate(certificate: Object, known: _Objects) -> Iterator[Need]:
    issuer = certificate["spec"]["issuerRef"]["name"]
    yield from _ready(known.named("Issuer", issuer, _namespace(certificate)))


def _of_guarded(obj: Object, known: _Objects) -> Iterator[Need]:
    yield from _ready(known.of_kinds(_POLICIES, _namespace(obj)))


def _of_gateway(gateway: Object, known: _Objects) -> Iterator[Need]:
    yield from _of_guarded(gateway, known)
    parameters = gateway["spec"].get("infrastructure", {}).get("parametersRef", {})
    if parameters.get("kind") == "ConfigMap":
        yield from _there(known.named("ConfigMap", parameters["name"], _namespace(gateway)))


def _of_webhooks(configuration: Object, known: _Objects) -> Iterator[Need]:
    for webhook in configuration["webhooks"]:
        service = webhook["clientConfig"]["service"]
        yield from _ready(known.behind(service["name"], service["namespace"]))
    source = configuration["metadata"].get("annotations", {}).get(_CA_FROM, "")
    namespace, _, name = source.partition("/")
    yield from _ready(known.named("Certificate", name, namespace))


def _watched(configuration: Object) -> set[tuple[str, str]]:
    """Return the groups and resources of webhooks' rules."""
    return {
        (group, resource)
        for webhook in configuration["webhooks"]
        for rule in webhook.get("rules", ())
        for group in rule["apiGroups"]
        for resource in rule["resources"]
    }


def _of_hooks(controller: Object, known: _Objects) -> Iterator[Need]:
    for hook in controller["spec"]["hooks"].values():
        host = urlsplit(hook["webhook"]["url"]).hostname or ""
        yield from _ready(known.behind(host, _namespace(controller)))


def _of_virtual_service(route: Object, known: _Objects) -> Iterator[Need]:
    for http in route["spec"].get("http", ()):
        for target in http.get("route", ()):
            host = target["destination"]["host"]
            yield from _ready(known.behind(host, _namespace(route)))


def _of_http_route(route: Object, known: _Objects) -> Iterator[Need]:
    for rule in route["spec"]["rules"]:
        for backend in rule.get("backendRefs", ()):
            home = backend.get("namespace", _namespace(route))
            yield from _ready(known.behind(backend["name"], home))


def _of_budget(budget: Object, known: _Objects) -> Iterator[Need]:
    labels = budget["spec"]["selector"]["matchLabels"]
    yield from _ready(known.selected(labels, _namespace(budget)))


def _of_autoscaler(autoscaler: Object, known: _Objects) -> Iterator[Need]:
    target = autoscaler["spec"]["scaleTargetRef"]
    yield from _ready(known.named(target["kind"], target["name"], _namespace(autoscaler)))


def _of_queue(queue: Object, known: _Objects) -> Iterator[Need]:
    for group in queue["spec"]["resourceGroups"]:
        for flavor in group["flavors"]:
            yield from _ready(known.named("ResourceFlavor", flavor["name"]))


def _there(objects: Iterable[Object]) -> Iterator[Need]:
    return ((obj, False) for obj in objects)


def _ready(objects: Iterable[Object]) -> Iterator[Need]:
    return ((obj, True) for obj in objects)


def _namespace(obj: Object) -> str:
    if obj["kind"] in _WITHOUT_NAMESPACE:
        return ""
    return str(obj["metadata"].get("namespace", ""))


def _template(workload: Object) -> Object:
    spec: Object = workload["spec"]
    if workload["kind"] == "CronJob":
        spec = spec["jobTemplate"]["spec"]
    template: Object = spec["template"]
    return template


def _volumes(spec: Mapping[str, Any], source: str, name: str) -> list[str]:
    """Return the names in a pod's volumes of one source, projected ones too."""
    volumes = spec.get("volumes", ())
    parts = [
        part
        for volume in volumes
        for part in volume.get("projected", {}).get("sources", ())
        if source in part
    ]
    return [
        *(volume[source][name] for volume in volumes if source in volume),
        *(part[source]["name"] for part in parts),
    ]


def _variables(spec: Mapping[str, Any], source: str) -> Iterator[str]:
    """Yield the names from which a pod's containers take environment variables."""
    for container in (*spec.get("initContainers", ()), *spec["containers"]):
        for whole in container.get("envFrom", ()):
            if reference := whole.get(f"{source}Ref"):
                yield reference["name"]
        for variable in container.get("env", ()):
            if reference := variable.get("valueFrom", {}).get(f"{source}KeyRef"):
                yield reference["name"]


_NEEDS: Final[Mapping[str, Callable[[Object, _Objects], Iterator[Need]]]] = {
    **dict.fromkeys(WORKLOADS, _of_pods),
    "RoleBinding": _of_binding,
    "ClusterRoleBinding": _of_binding,
    "MutatingAdmissionPolicyBinding": _of_admission,
    "ValidatingAdmissionPolicyBinding": _of_admission,
    "Certificate": _of_certificate,
    "ClusterQueue": _of_queue,
    "Gateway": _of_gateway,
    **dict.fromkeys(_WEBHOOKS, _of_webhooks),
    "CompositeController": _of_hooks,
    "DecoratorController": _of_hooks,
    "VirtualService": _of_virtual_service,
    "HTTPRoute": _of_http_route,
    "PodDisruptionBudget": _of_budget,
    "HorizontalPodAutoscaler": _of_autoscaler,
}
