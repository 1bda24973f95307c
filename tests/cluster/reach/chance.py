"""Small policies and requests by chance, the same for the same seed.

Few words in each field: most requests meet a policy that is about something like them.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Any, Final, Literal

from constructs_lib.reach.request import Request, Token

Object = dict[str, Any]
Point = Literal["gateway", "waypoint", "ztunnel"]

NAMESPACE: Final = "chance"
ACCOUNTS: Final = ("a/x", "a/y", "b/x", "ab/x")
PRINCIPALS: Final = tuple(
    f"cluster.local/ns/{each.partition('/')[0]}/sa/{each.partition('/')[2]}"
    for each in ACCOUNTS
)
ISSUERS: Final = ("https://issuer.example.com", "https://second.example.com/realms/one")
STRANGER: Final = "https://unknown.example.com"
AUDIENCES: Final = ("models", "others")
PROVIDER: Final = "login"
SESSION: Final = "session=alice"

_PATHS: Final = (
    *("/a", "/a/*", "/a/b", "*.html", "*", "/A", "/b*"),
    *("/a/{*}/c", "/{**}/c", "/{*}"),
)
_ASKED_PATHS: Final = (
    *("/", "/a", "/a/", "/a/b", "/a/b/c", "/b", "/b.html", "/A", "/a?x=/b", "/a//b"),
    *("/a/./b", "/a/../b", "/a/%2e%2e/b", "/a%2Fb", "/A/x.html", "/a/b/d/c", "/c"),
)
_METHODS: Final = ("GET", "POST", "P*", "*", "DELETE")
_HOSTS: Final = ("h.example.com", "*.example.com", "h.*", "*", "other.org")
_ASKED_HOSTS: Final = ("h.example.com", "H.Example.com", "other.org", "h.example.com:8080")
_HEADERS: Final = ("x-role", "X-Role", "x-other", "X_Role")
_VALUES: Final = ("admin", "adm*", "*min", "*", "Admin")
_ASKED_VALUES: Final = ("admin", "Admin", "administrator", "xmin", "", "admin,b")
_SUBJECTS: Final = ("alice", "bob")
_GROUPS: Final = ("dev", "ops")


@dataclass(frozen=True)
class Chance:
    """A source of objects and requests."""

    random: Random

    def one(self, *words: Any) -> Any:
        return self.random.choice(words)

    def some(self, words: tuple[Any, ...], most: int = 2) -> list[Any]:
        return self.random.sample(words, self.random.randint(1, min(most, len(words))))

    def rarely(self, share: float) -> bool:
        return self.random.random() < share

    # Policies

    def policy(self, name: str, where: Object, at: Point) -> Object:
        """Return an AuthorizationPolicy; where: its selector or targetRefs."""
        action = self.random.choices(
            ("ALLOW", "DENY", "CUSTOM", "AUDIT"), (50, 35, 10 if at == "gateway" else 0, 5)
        )[0]
        spec: Object = {"action": action, **where}
        if not (action == "ALLOW" and self.rarely(0.1)):
            spec["rules"] = [self.rule(at) for _ in range(self.random.randint(1, 2))]
        if action == "CUSTOM":
            spec["provider"] = {"name": PROVIDER}
        made: Object = {
            "apiVersion": "security.istio.io/v1",
            "kind": "AuthorizationPolicy",
            "metadata": {"name": name, "namespace": NAMESPACE},
            "spec": spec,
        }
        if action in ("ALLOW", "DENY") and self.rarely(0.05) and at != "ztunnel":
            made["metadata"]["annotations"] = {"istio.io/dry-run": "true"}
        return made

    def rule(self, at: Point) -> Object:
        rule: Object = {}
        if self.rarely(0.6):
            rule["from"] = [{"source": self.source(at)} for _ in range(self.one(1, 1, 2))]
        if self.rarely(0.6):
            rule["to"] = [{"operation": self.operation(at)} for _ in range(self.one(1, 1, 2))]
        if self.rarely(0.4):
            rule["when"] = [self.condition(at) for _ in range(self.one(1, 1, 2))]
        return rule

    def source(self, at: Point) -> Object:
        fields: dict[str, tuple[str, ...]] = {
            "principals": (*PRINCIPALS, "*", "*/sa/x", "cluster.local/ns/a/*"),
            "namespaces": ("a", "b", "a*", "*"),
        }
        if at == "gateway":
            first = ISSUERS[0]
            fields["requestPrincipals"] = (
                *("*", f"{first}/alice", f"{first}/*", "*/alice", f"{ISSUERS[1]}/bob"),
                "*/bob",
            )
        return self._fields(fields)

    def operation(self, at: Point) -> Object:
        fields: dict[str, tuple[str, ...]] = {"ports": ("8080", "9090", "80")}
        if at != "ztunnel" or self.rarely(0.3):
            fields |= {"paths": _PATHS, "methods": _METHODS, "hosts": _HOSTS}
        return self._fields(fields)

    def condition(self, at: Point) -> Object:
        keys: dict[str, tuple[str, ...]] = {
            "source.principal": (*PRINCIPALS, "*", "*/sa/y"),
            "source.namespace": ("a", "b", "*b"),
            "destination.port": ("8080", "80"),
        }
        if at != "ztunnel" or self.rarely(0.3):
            keys |= {f"request.headers[{name}]": _VALUES for name in _HEADERS}
        if at == "gateway":
            keys |= {
                "request.auth.claims[groups]": (*_GROUPS, "d*", "*"),
                "request.auth.claims[sub]": _SUBJECTS,
                "request.auth.audiences": AUDIENCES,
                "request.auth.principal": (f"{ISSUERS[0]}/alice", "*"),
            }
        key = self.one(*keys)
        told: Object = {"key": key}
        if self.rarely(0.75):
            told["values"] = self.some(keys[key])
        if "values" not in told or self.rarely(0.2):
            told["notValues"] = self.some(keys[key])
        return told

    def _fields(self, fields: dict[str, tuple[str, ...]]) -> Object:
        chosen: Object = {}
        for name in self.some(tuple(fields)):
            negated = f"not{name[0].upper()}{name[1:]}"
            if self.rarely(0.75):
                chosen[name] = self.some(fields[name])
            if name not in chosen or self.rarely(0.15):
                chosen[negated] = self.some(fields[name])
        return chosen

    def authentication(self, name: str, selector: Object, keys: dict[str, str]) -> Object:
        """Return a RequestAuthentication of one issuer or both. keys: by issuer."""
        rules = []
        for issuer in self.some(ISSUERS):
            rule: Object = {"issuer": issuer, "jwks": keys[issuer]}
            if self.rarely(0.4):
                rule["audiences"] = [AUDIENCES[0]]
            if self.rarely(0.5):
                rule["forwardOriginalToken"] = True
            if self.rarely(0.7):
                rule["outputClaimToHeaders"] = [
                    {"header": "x-user", "claim": "sub"},
                    {"header": "x-groups", "claim": "groups"},
                ]
            rules.append(rule)
        return {
            "apiVersion": "security.istio.io/v1",
            "kind": "RequestAuthentication",
            "metadata": {"name": name, "namespace": NAMESPACE},
            "spec": {"selector": selector, "jwtRules": rules},
        }

    # Requests

    def request(self) -> "Sent":
        """Return a request without a token."""
        headers = {
            name: self.one(*_ASKED_VALUES)
            for name in self.some(("x-role", "x-other", "x-user", "X-Groups", "x_role"), 3)
            if self.rarely(0.5)
        }
        if self.rarely(0.15):
            headers["cookie"] = self.one(SESSION, "session=mallory")
        if self.rarely(0.05):
            headers |= {"origin": "https://x.example.com", **_PREFLIGHT}
        return Sent(
            method="OPTIONS" if "origin" in headers else self.one("GET", "POST", "DELETE"),
            path=self.one(*_ASKED_PATHS),
            host=self.one(*_ASKED_HOSTS),
            headers=headers,
        )

    def token(self) -> Token | None:
        """Return a token, valid more often than not, or none."""
        if self.rarely(0.4):
            return None
        issuer = self.random.choices((*ISSUERS, STRANGER), (60, 30, 10))[0]
        claims: Object = {"iss": issuer, "sub": self.one(*_SUBJECTS)}
        if self.rarely(0.7):
            claims["aud"] = self.one(*AUDIENCES, list(AUDIENCES))
        if self.rarely(0.6):
            claims["groups"] = self.some(_GROUPS)
        fault = self.random.choices(("", "signature", "expired"), (85, 8, 7))[0]
        return Token(claims=claims, fault=fault)

    def selector(self, world: str) -> Object:
        """Return which proxies a policy selects; some have targets, which these ignore."""
        how = self.random.random()
        if how < 0.08:
            ref = {"group": "", "kind": "Service", "name": "backend"}
            return {"targetRefs": [ref]}
        return {"selector": {"matchLabels": {"world": world}}}


_PREFLIGHT: Final = {"access-control-request-method": "POST"}


@dataclass(frozen=True)
class Sent:
    """A request as a client sends it."""

    method: str
    path: str
    host: str
    headers: dict[str, str] = field(default_factory=dict)

    def seen(self, **more: Any) -> Request:
        """Return it as the library's."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Request(
            method=self.method, path=self.path, host=self.host, headers=headers, **more
        )
