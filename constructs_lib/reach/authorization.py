"""Decide requests by AuthorizationPolicies as an Envoy of Istio does: gateway or waypoint.

A DENY that matches refuses; without any ALLOW every request passes; with one, an ALLOW must
match. A rule without HTTP fields applies to TCP too; on a port without HTTP, an ALLOW's rule
with such fields never matches, and other rules match without them. What depends on an address
is in doubt, since a question names none.
Source: pilot/pkg/security/authz of istio/istio 1.30.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, Literal

from ..config.mesh import TRUST_DOMAIN
from ..kube import Object
from .doubt import ADDRESSES, asks_for_addresses

Action = Literal["ALLOW", "DENY", "CUSTOM"]
_Matcher = Callable[[str], bool]

DRY_RUN: Final = "istio.io/dry-run"
_HTTP_SOURCES: Final = ("requestPrincipals", "remoteIpBlocks")
_HTTP_OPERATIONS: Final = ("hosts", "methods", "paths")
_OF_CONNECTIONS: Final = (
    "connection.sni",
    "destination.ip",
    "destination.port",
    "source.ip",
    "source.namespace",
    "source.principal",
    "source.serviceAccount",
)
# One segment of a path, as Envoy's URI templates read it.
_SEGMENT: Final = r"[a-zA-Z0-9\-._~%!$&'()+,;:@=]+"
_ANY_PATH: Final = r"[a-zA-Z0-9\-._~%!$&'()+,;:@=/]*"


@dataclass(frozen=True, kw_only=True)
class Attributes:
    """A request as policies see it.

    principal: the caller's identity, None in plain text. headers: by name in lower case.
    path: without a query. claims: of a valid token, None without one. http: whether the proxy
    reads HTTP on this port.
    """

    port: int
    principal: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    path: str = "/"
    host: str = ""
    claims: Mapping[str, Any] | None = None
    http: bool = True


@dataclass(frozen=True)
class Decision:
    """Whether a request passes, and the policies that decide it.

    by: a DENY or the ALLOWs that match; where no ALLOW matches, every ALLOW. doubted: the
    policies by which a request that passes might be refused, depending on what is unknown.
    """

    passes: bool
    action: Action
    by: tuple[Object, ...]
    doubted: tuple[Object, ...] = ()


def decided(
    policies: Sequence[Object], request: Attributes, trust_domain: str = TRUST_DOMAIN
) -> Decision:
    """Decide a request by the DENY and ALLOW policies of a proxy."""
    denying = _matching(policies, "DENY", request, trust_domain)
    if denying:
        return Decision(passes=False, action="DENY", by=denying)
    doubted = _matching(policies, "DENY", request, trust_domain, assumed=True)
    allowing = tuple(each for each in policies if action_of(each) == "ALLOW")
    matching = _matching(policies, "ALLOW", request, trust_domain)
    if matching or not allowing:
        return Decision(passes=True, action="ALLOW", by=matching, doubted=doubted)
    possible = _matching(policies, "ALLOW", request, trust_domain, assumed=True)
    if possible:
        every = (*doubted, *possible)
        return Decision(passes=True, action="ALLOW", by=possible, doubted=every)
    return Decision(passes=False, action="ALLOW", by=allowing)


def asked(
    policies: Sequence[Object],
    request: Attributes,
    trust_domain: str = TRUST_DOMAIN,
    *,
    assumed: bool = False,
) -> tuple[Object, ...]:
    """Return the CUSTOM policies by which a proxy asks its provider about a request.

    assumed: whether a rule's addresses are taken to be the request's.
    """
    return _matching(policies, "CUSTOM", request, trust_domain, assumed=assumed)


def action_of(policy: Object) -> str:
    """Return a policy's action; one that only reports, as a dry run, has none."""
    if policy["metadata"].get("annotations", {}).get(DRY_RUN) == "true":
        return "AUDIT"
    return str(policy.get("spec", {}).get("action", "ALLOW"))


def _matching(
    policies: Iterable[Object],
    action: Action,
    request: Attributes,
    trust_domain: str,
    *,
    assumed: bool = False,
) -> tuple[Object, ...]:
    return tuple(
        policy
        for policy in policies
        if action_of(policy) == action
        and any(
            _rule_matches(rule, action, _Caller(request, _home(policy), trust_domain, assumed))
            for rule in policy.get("spec", {}).get("rules") or ()
        )
    )


def _home(policy: Object) -> str:
    return str(policy["metadata"].get("namespace", ""))


def _rule_matches(rule: Mapping[str, Any], action: Action, here: "_Caller") -> bool:
    if action == "ALLOW" and not here.request.http and reads_http(rule):
        return False
    sources = [each.get("source") or {} for each in rule.get("from") or ()]
    operations = [each.get("operation") or {} for each in rule.get("to") or ()]
    return (
        (not sources or any(here.is_from(source) for source in sources))
        and (not operations or any(here.is_to(operation) for operation in operations))
        and all(here.holds(condition) for condition in rule.get("when") or ())
    )


def reads_http(rule: Mapping[str, Any]) -> bool:
    """Return whether a rule has fields of HTTP, which only a gateway or a waypoint reads."""
    return (
        _has_any((each.get("source") or {} for each in rule.get("from") or ()), _HTTP_SOURCES)
        or _has_any(
            (each.get("operation") or {} for each in rule.get("to") or ()), _HTTP_OPERATIONS
        )
        or any(each["key"] not in _OF_CONNECTIONS for each in rule.get("when") or ())
    )


def _has_any(parts: Iterable[Mapping[str, Any]], names: Iterable[str]) -> bool:
    wanted = [spelling for name in names for spelling in (name, _negated(name))]
    return any(part.get(name) for part in parts for name in wanted)


def _negated(name: str) -> str:
    return f"not{name[0].upper()}{name[1:]}"


@dataclass(frozen=True)
class _Caller:
    """A request before a policy of a namespace.

    assumed: whether addresses that a policy asks for are the request's.
    """

    request: Attributes
    namespace: str
    trust_domain: str
    assumed: bool = False

    def is_from(self, source: Mapping[str, Any]) -> bool:
        return (
            self._holds(source, "principals", self._principal)
            and self._holds(source, "namespaces", self._namespace)
            and self._holds(source, "serviceAccounts", self._account)
            and self._holds(source, "requestPrincipals", self._request_principal, http=True)
            and self._holds_address(source, "ipBlocks")
            and self._holds_address(source, "remoteIpBlocks", http=True)
        )

    def is_to(self, operation: Mapping[str, Any]) -> bool:
        return (
            self._holds(operation, "ports", self._port)
            and self._holds(operation, "methods", self._method, http=True)
            and self._holds(operation, "hosts", self._host, http=True)
            and self._holds(operation, "paths", self._path, http=True)
        )

    def holds(self, condition: Mapping[str, Any]) -> bool:
        key = str(condition["key"])
        if key in ADDRESSES:
            return self._holds_address(condition, "values", http=key not in _OF_CONNECTIONS)
        matcher = self._condition(key)
        return self._holds(condition, "values", matcher, http=key not in _OF_CONNECTIONS)

    def _holds(
        self, part: Mapping[str, Any], name: str, matches: _Matcher, *, http: bool = False
    ) -> bool:
        """Return whether a field matches by one value, and by none of its negation."""
        if http and not self.request.http:
            return True
        wanted, unwanted = part.get(name) or (), part.get(_negated(name)) or ()
        return (not wanted or any(map(matches, wanted))) and not any(map(matches, unwanted))

    def _holds_address(
        self, part: Mapping[str, Any], name: str, *, http: bool = False
    ) -> bool:
        unread = http and not self.request.http
        return unread or self.assumed or not asks_for_addresses(part, name)

    def _condition(self, key: str) -> _Matcher:
        known: Mapping[str, _Matcher] = {
            "source.principal": self._principal,
            "source.namespace": self._namespace,
            "source.serviceAccount": self._account,
            "destination.port": self._port,
            "request.auth.principal": self._request_principal,
            "request.auth.audiences": lambda value: self._claim(("aud",), value),
            "request.auth.presenter": lambda value: self._claim(("azp",), value),
        }
        if key in known:
            return known[key]
        names = re.findall(r"\[([^\]]*)\]", key)
        if key.startswith("request.headers[") and len(names) == 1:
            header = self.request.headers.get(names[0].lower())
            return lambda value: _header_matches(header, value)
        if key.startswith("request.auth.claims[") and names:
            return lambda value: self._claim(names, value)
        raise ValueError(f"requests are not decided by {key!r} here")

    def _principal(self, value: str) -> bool:
        # `cluster.local` stands for the mesh's own trust domain.
        if value.startswith(f"{TRUST_DOMAIN}/"):
            value = self.trust_domain + value.removeprefix(TRUST_DOMAIN)
        return text_matches(value, self.request.principal)

    def _namespace(self, value: str) -> bool:
        pattern = ".*".join(map(re.escape, value.split("*")))
        return self._identity_matches(f".*/ns/{pattern}/.*")

    def _account(self, value: str) -> bool:
        namespace, _, name = value.rpartition("/")
        found = f"/ns/{re.escape(namespace or self.namespace)}/(.+/|)sa/{re.escape(name)}"
        return self._identity_matches(f"spiffe://.+{found}(/.+)?")

    def _identity_matches(self, pattern: str) -> bool:
        principal = self.request.principal
        return principal is not None and bool(re.fullmatch(pattern, f"spiffe://{principal}"))

    def _port(self, value: object) -> bool:
        return str(value) == str(self.request.port)

    def _method(self, value: str) -> bool:
        return _header_matches(self.request.method, value)

    def _host(self, value: str) -> bool:
        return _header_matches(self.request.host.lower(), value.lower())

    def _path(self, value: str) -> bool:
        if "{*}" in value or "{**}" in value:
            return bool(_template(value).fullmatch(self.request.path))
        return text_matches(value, self.request.path)

    def _request_principal(self, value: str) -> bool:
        """Match an issuer and a subject, which the last slash separates."""
        claims = self.request.claims
        if claims is None:
            return False
        issuer, slash, subject = value.rpartition("/")
        if value == "*":
            issuer = subject = "*"
        elif not slash:
            issuer, subject = ("*", value) if value.startswith("*") else (value, "*")
            if not value.startswith("*") and not value.endswith("*"):
                issuer, subject = value, ""
        elif value.startswith("*"):
            # What is in front may be any; the end is literal.
            return _claim_matches(claims.get("iss"), issuer) and claims.get("sub") == subject
        return _claim_matches(claims.get("iss"), issuer) and _claim_matches(
            claims.get("sub"), subject
        )

    def _claim(self, names: Sequence[str], value: str) -> bool:
        found: Any = self.request.claims
        for name in names:
            found = found.get(name) if isinstance(found, Mapping) else None
        each = found if isinstance(found, list | tuple) else [found]
        return any(_claim_matches(text, value) for text in each)


def text_matches(wanted: str, text: str | None) -> bool:
    """Return whether a text is the wanted one, which may begin or end with `*`."""
    if text is None:
        return False
    if wanted == "*":
        return bool(text)
    if wanted.startswith("*"):
        return text.endswith(wanted[1:])
    return text.startswith(wanted[:-1]) if wanted.endswith("*") else text == wanted


def _header_matches(header: str | None, wanted: str) -> bool:
    # An empty header is present too.
    return header is not None and (wanted == "*" or text_matches(wanted, header))


def _claim_matches(claim: object, wanted: str) -> bool:
    return isinstance(claim, str) and text_matches(wanted, claim)


@cache
def _template(path: str) -> re.Pattern[str]:
    parts = re.split(r"(\{\*\*\}|\{\*\}|\*\*|\*)", path)
    spelt = {"{**}": _ANY_PATH, "**": _ANY_PATH, "{*}": _SEGMENT, "*": _SEGMENT}
    return re.compile("".join(spelt.get(part, re.escape(part)) for part in parts))
