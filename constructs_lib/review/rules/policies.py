"""Find policies that open or close access: mesh, network and admission."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from ...kube import Object
from ..change import Change, at
from ..sentences import code, code_pair, listed
from ..severity import Severity
from .model_policies import authorized
from .network_policies import network_policy
from .rule import Found, ReviewRule

# Labels that enroll a namespace, Service or pod in the mesh, or name its waypoint.
_MEMBERSHIP: Final = (
    "istio.io/dataplane-mode",
    "istio.io/use-waypoint",
    "istio.io/ingress-use-waypoint",
    "istio-injection",
)
_STRICT: Final = 2
_MODES: Final = {"DISABLE": 0, "PERMISSIVE": 1, "STRICT": _STRICT}


def _peer_authentication(change: Change) -> Found:
    if change.before and change.after:
        before, after = change.both("spec", "selector")
        if before != after:
            yield Severity.WARNING, "applies to different pods"
            return
    was, now = _modes(change.before), _modes(change.after)
    opens, closes = (_weaker(*pair) for pair in ((now, was), (was, now)))
    if change.after is None and _STRICT in was.values():
        yield Severity.DANGER, "opened: may accept connections without mutual TLS"
    elif opens:
        yield Severity.WARNING, "opened: may accept connections without mutual TLS"
    if closes:
        yield Severity.NOTICE, "closed: refuses connections without mutual TLS"


def _weaker(modes: Mapping[str, int], others: Mapping[str, int]) -> bool:
    """Return whether a port is less strict than in `others`, whose default is STRICT."""
    return any(
        mode < others.get(port, others.get("", _STRICT)) for port, mode in _each(modes, others)
    )


def _each(modes: Mapping[str, int], others: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Yield each port that either side names with its mode in `modes`, if it has one."""
    for port in sorted({*modes, *others}):
        mode = modes.get(port, modes.get(""))
        if mode is not None:
            yield port, mode


def _modes(obj: Object | None) -> dict[str, int]:
    """Return how strict each port is; "" is the mode of all other ports."""
    modes = {"": at(obj, "spec", "mtls", "mode")}
    for port, mutual in (at(obj, "spec", "portLevelMtls") or {}).items():
        modes[str(port)] = mutual.get("mode")
    return {port: _MODES[mode] for port, mode in modes.items() if mode in _MODES}


def _request_authentication(change: Change) -> Found:
    if change.after is None:
        yield Severity.WARNING, "opened: no longer validates tokens"
        return
    was, now = (_issuers(side) for side in (change.before, change.after))
    if new := sorted(now.keys() - was.keys()):
        yield Severity.WARNING, f"opened: trusts tokens of {listed(new)}"
    if gone := sorted(was.keys() - now.keys()):
        yield Severity.NOTICE, f"closed: no longer trusts tokens of {listed(gone)}"
    if others := sorted(issuer for issuer in was.keys() & now if was[issuer] != now[issuer]):
        yield Severity.WARNING, f"validates tokens of {listed(others)} differently"


def _issuers(obj: Object | None) -> dict[str, Any]:
    return {rule["issuer"]: rule for rule in at(obj, "spec", "jwtRules") or []}


def _admission(change: Change) -> Found:
    if change.after is None:
        yield Severity.DANGER, "opened: requests that it denied are admitted"
        return
    if change.before is None:
        yield Severity.NOTICE, "closed: denies requests that break its rules"
        return
    failure = change.both("spec", "failurePolicy")
    actions = [set(side or []) for side in change.both("spec", "validationActions")]
    if failure[0] != failure[1] and failure[1] == "Ignore":
        yield Severity.WARNING, f"opened: failurePolicy {code_pair(*failure)}"
    if lost := sorted(actions[0] - actions[1]):
        severity = Severity.DANGER if "Deny" in lost else Severity.WARNING
        yield severity, f"opened: validationActions without {listed(lost)}"
    if not lost and change.both("spec")[0] != change.both("spec")[1]:
        yield Severity.WARNING, "its rules or their scope change"


def _mutation(change: Change) -> Found:
    if change.after is None:
        yield Severity.WARNING, "objects no longer get what it adds to them"
    elif change.before is None:
        yield Severity.NOTICE, "changes objects as they are written"
    elif change.both("spec")[0] != change.both("spec")[1]:
        yield Severity.WARNING, "what it adds to objects, or to which, changes"


def _envoy_filter(change: Change) -> Found:
    if change.after is None:
        yield Severity.DANGER, "opened: its patches are removed from the proxies"
    elif change.before is None:
        yield Severity.WARNING, "adds patches to proxies; review them"
    elif change.both("spec")[0] != change.both("spec")[1]:
        yield Severity.WARNING, "its target or its patches change; review them"


def _reference_grant(change: Change) -> Found:
    was, now = (_references(side) for side in (change.before, change.after))
    if new := sorted(now - was):
        yield Severity.WARNING, f"opened: allows references to {listed(new)}"
    if gone := sorted(was - now):
        yield Severity.NOTICE, f"closed: no longer allows references to {listed(gone)}"


def _references(obj: Object | None) -> set[str]:
    return {
        f"{to['kind']} {to.get('name', '*')} from {origin['kind']} in {origin['namespace']}"
        for to in at(obj, "spec", "to") or []
        for origin in at(obj, "spec", "from") or []
    }


_KINDS: Final[Mapping[tuple[str, str], Callable[[Change], Found]]] = {
    ("security.istio.io", "AuthorizationPolicy"): authorized,
    ("security.istio.io", "PeerAuthentication"): _peer_authentication,
    ("security.istio.io", "RequestAuthentication"): _request_authentication,
    ("networking.istio.io", "EnvoyFilter"): _envoy_filter,
    ("networking.k8s.io", "NetworkPolicy"): network_policy,
    ("admissionregistration.k8s.io", "MutatingAdmissionPolicy"): _mutation,
    ("admissionregistration.k8s.io", "MutatingAdmissionPolicyBinding"): _mutation,
    ("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"): _admission,
    ("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"): _admission,
    ("gateway.networking.k8s.io", "ReferenceGrant"): _reference_grant,
}


def _policy(change: Change) -> Found:
    find = _KINDS.get((change.identity.group, change.kind))
    if find:
        yield from find(change)


def _mesh(change: Change) -> Found:
    if change.before is None or change.after is None:
        return
    within = () if change.kind in ("Namespace", "Service") else ("spec", "template")
    before, after = (labels or {} for labels in change.both(*within, "metadata", "labels"))
    for label in _MEMBERSHIP:
        if before.get(label) != after.get(label):
            pair = code_pair(before.get(label), after.get(label))
            yield Severity.WARNING, f"label {code(label)} {pair}: different policies apply"


POLICY: Final = ReviewRule(
    name="policy",
    levels={
        Severity.DANGER: "a guard is removed (DENY, CUSTOM, deny-all, mutual TLS, admission, "
        "an EnvoyFilter), or everyone is allowed",
        Severity.WARNING: "opened, its target changes, or the effect cannot be told",
        Severity.NOTICE: "closed: callers may be denied that were allowed",
    },
    find=_policy,
)
MESH: Final = ReviewRule(
    name="mesh",
    levels={
        Severity.WARNING: "a namespace, Service or pod joins or leaves the mesh or a waypoint"
    },
    find=_mesh,
)
