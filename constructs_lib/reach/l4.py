"""Write ztunnel's policies as istiod makes them of a cluster's.

ztunnel reads no HTTP: an ALLOW's rule with fields of HTTP is left out, which lets fewer pass,
and any other rule is kept without them. Policies with `targetRefs` are a waypoint's, and
CUSTOM is none of ztunnel's actions.
Source: pilot/pkg/serviceregistry/ambient/authorization.go of istio/istio 1.30.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from ..kube import Object
from .authorization import action_of, reads_http
from .ztunnel import Policy

# istiod's own name; no object has it.
STRICT_NAME: Final = "istio_converted_static_strict"
_PEER_PREFIX: Final = "converted_peer_authentication_"
_PLAIN_TEXT: Final[Mapping[str, Any]] = {"notPrincipals": [{"presence": {}}]}
_OPEN: Final = ("PERMISSIVE", "DISABLE")

_FIELDS: Final[Mapping[str, str]] = {
    "source.principal": "principals",
    "source.namespace": "namespaces",
    "source.ip": "sourceIps",
    "destination.ip": "destinationIps",
    "destination.port": "destinationPorts",
}


def translated(policy: Object, root: str) -> Policy | None:
    """Return what ztunnel is told of an AuthorizationPolicy, or None if it is told nothing.

    root: the namespace of mesh-wide policies.
    """
    spec = policy.get("spec") or {}
    action = action_of(policy)
    if action not in ("ALLOW", "DENY") or spec.get("targetRefs") or spec.get("targetRef"):
        return None
    namespace = policy["metadata"]["namespace"]
    scope = "WORKLOAD_SELECTOR"
    if spec.get("selector") is None:
        scope = "GLOBAL" if namespace == root else "NAMESPACE"
    groups = [
        {"rules": _rules(rule, namespace)}
        for rule in spec.get("rules") or ()
        if action == "DENY" or not reads_http(rule)
    ]
    return {
        "name": policy["metadata"]["name"],
        "namespace": namespace,
        "scope": scope,
        "action": action,
        "groups": groups,
    }


def _rules(rule: Mapping[str, Any], namespace: str) -> list[Object]:
    """Return a rule as ztunnel reads it; a `source` or `operation` of HTTP is left empty."""
    operations = [_operation(each.get("operation") or {}) for each in rule.get("to") or ()]
    sources = [_source(each.get("source") or {}, namespace) for each in rule.get("from") or ()]
    conditions = [[_condition(each)] for each in rule.get("when") or ()]
    return [{"matches": matches} for matches in (operations, sources, *conditions) if matches]


def _operation(operation: Mapping[str, Any]) -> Object:
    return _filled(
        destinationPorts=_ports(operation.get("ports")),
        notDestinationPorts=_ports(operation.get("notPorts")),
    )


def _source(source: Mapping[str, Any], namespace: str) -> Object:
    return _filled(
        sourceIps=list(source.get("ipBlocks") or ()),
        notSourceIps=list(source.get("notIpBlocks") or ()),
        principals=_texts(source.get("principals")),
        notPrincipals=_texts(source.get("notPrincipals")),
        namespaces=_texts(source.get("namespaces")),
        notNamespaces=_texts(source.get("notNamespaces")),
        serviceAccounts=_accounts(source.get("serviceAccounts"), namespace),
        notServiceAccounts=_accounts(source.get("notServiceAccounts"), namespace),
    )


def _condition(condition: Mapping[str, Any]) -> Object:
    field = _FIELDS.get(condition["key"])
    if field is None:
        return {}
    values = _VALUES.get(field, _texts)
    negated = f"not{field[0].upper()}{field[1:]}"
    return _filled(
        **{field: values(condition.get("values")), negated: values(condition.get("notValues"))}
    )


def _filled(**fields: list[Any]) -> Object:
    return {name: value for name, value in fields.items() if value}


def _ports(values: Iterable[object] | None) -> list[int]:
    return [int(str(value)) for value in values or ()]


def _texts(values: Iterable[str] | None) -> list[Object]:
    return [_text(value) for value in values or ()]


def _text(value: str) -> Object:
    if value == "*":
        return {"presence": {}}
    if value.startswith("*"):
        return {"suffix": value[1:]}
    return {"prefix": value[:-1]} if value.endswith("*") else {"exact": value}


def _accounts(values: Iterable[str] | None, namespace: str) -> list[Object]:
    parted = [value.rpartition("/") for value in values or ()]
    return [{"namespace": each[0] or namespace, "serviceAccount": each[2]} for each in parted]


_VALUES: Final[Mapping[str, Callable[[Any], list[Any]]]] = {
    "destinationPorts": _ports,
    "destinationIps": lambda values: list(values or ()),
    "sourceIps": lambda values: list(values or ()),
}


def mutual_tls(policies: Sequence[Object], root: str) -> list[tuple[Policy, Object]]:
    """Return the DENY of plain text at a pod, and the PeerAuthentication that it is made of.

    policies: those PeerAuthentications that apply to the pod, the oldest first. At most one of
    the mesh, of the namespace and of the workload count; the closest that says a mode wins.
    """
    mesh = _first(policies, lambda each: not _selector(each) and _in(each, root))
    near = _first(policies, lambda each: not _selector(each) and not _in(each, root))
    own = _first(policies, lambda each: bool(_selector(each)) and not _in(each, root))
    by = next((each for each in (own, near, mesh) if each and _mode(each)), None)
    strict = by is not None and _mode(by) == "STRICT"
    ports = _port_modes(own) if own else {}
    excepted = [port for port, mode in ports.items() if mode in _OPEN]
    closed = [port for port, mode in ports.items() if mode == "STRICT"]
    if own and strict and excepted:
        rules = [_PLAIN_TEXT, *({"notDestinationPorts": [port]} for port in excepted)]
        groups = [{"rules": [{"matches": [match]} for match in rules]}]
        return [(_deny(own, groups), own)]
    if own and not strict and closed:
        matches = [{**_PLAIN_TEXT, "destinationPorts": [port]} for port in closed]
        groups = [{"rules": [{"matches": [match]}]} for match in matches]
        return [(_deny(own, groups), own)]
    if by is not None and strict:
        static = [{"rules": [{"matches": [_PLAIN_TEXT]}]}]
        return [(_deny(by, static, name=STRICT_NAME, namespace=root), by)]
    return []


def _deny(
    policy: Object, groups: list[Object], *, name: str = "", namespace: str = ""
) -> Policy:
    metadata = policy["metadata"]
    return {
        "name": name or f"{_PEER_PREFIX}{metadata['name']}",
        "namespace": namespace or metadata["namespace"],
        "scope": "WORKLOAD_SELECTOR",
        "action": "DENY",
        "groups": groups,
    }


def _first(policies: Sequence[Object], wanted: Any) -> Object | None:
    return next((each for each in policies if wanted(each)), None)


def _selector(policy: Object) -> Mapping[str, str]:
    selector = (policy.get("spec") or {}).get("selector") or {}
    labels: Mapping[str, str] = selector.get("matchLabels") or {}
    return labels


def _in(policy: Object, namespace: str) -> bool:
    return bool(policy["metadata"]["namespace"] == namespace)


def _mode(policy: Object) -> str:
    mode = ((policy.get("spec") or {}).get("mtls") or {}).get("mode", "")
    return "" if mode == "UNSET" else str(mode)


def _port_modes(policy: Object) -> Mapping[int, str]:
    ports = (policy.get("spec") or {}).get("portLevelMtls") or {}
    return {int(port): each.get("mode", "UNSET") for port, each in ports.items()}
