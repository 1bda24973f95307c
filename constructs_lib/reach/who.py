"""Read who asks: a browser, a machine, a pod, or a part of Kubernetes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any, Final

from ..config.headers import GROUPS_HEADER
from ..kube import Object
from .hop import Caller
from .network import Pod
from .request import Request, Token
from .rights import account as by_account
from .rights import person
from .site import Site
from .tokens import rules_of
from .words import SOURCES, Question, QuestionError, nearest
from .world import World
from .ztunnel import principal

MEMBER: Final = "member@example.com"
STRANGER: Final = "stranger@example.com"
# The source address of a node's own traffic to pods of the mesh.
# Source: cni/pkg/config of istio/istio, HOST_PROBE_SNAT_IP.
_NODE: Final = "169.254.7.127"


@dataclass
class Who:
    """The reader of a question's source.

    more: objects that it takes for granted. assumed: the same in sentences.
    """

    site: Site
    question: Question
    world: World
    more: list[Object] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)

    def caller(self, request: Request) -> tuple[Caller, Request]:
        """Return who asks, and the request with what identifies them."""
        kind, _, rest = self.question.source.partition(":")
        match kind:
            case "browser" | "owner" | "member" | "stranger":
                return self._browser(kind, rest, request)
            case "machine":
                return self._machine(rest, request)
            case "pod" | "plain-pod":
                return self._pod(rest, request, meshed=kind == "pod")
            case "api-server":
                return Caller(name="the API server"), self._without_user(request)
            case "kubelet" | "node":
                caller = Caller(name=f"the {kind}", pod=Pod("", address=_NODE), on_node=True)
                return caller, self._without_user(request)
            case "prometheus":
                return self._prometheus(), self._without_user(request)
        words = [each.partition(":")[0] for each in SOURCES]
        raise QuestionError(
            f"{self.question.source!r} is not a source{nearest(kind, words)}; there are "
            f"{', '.join(SOURCES)}"
        )

    def _browser(self, kind: str, rest: str, request: Request) -> tuple[Caller, Request]:
        user = self.question.user
        if kind == "browser":
            if rest:
                raise QuestionError(
                    f"a browser has no name, got {rest!r}; say who is logged in by --as"
                )
            name = f"a browser, logged in as {user}" if user else "a browser without a login"
        else:
            if user:
                raise QuestionError(
                    f"{kind} says already who is logged in; leave out the user {user!r}, or "
                    f"ask from browser"
                )
            user = self._person(kind, rest)
            name = f"a browser, logged in as {user}"
        if user:
            request = replace(request, session=self._token(user))
        groups = self.question.groups
        subject = person(user, groups, self.site.profiles) if user else None
        if kind == "member" and subject:
            profile = rest or next(iter(self.site.profiles))
            subject = replace(subject, roles={profile: "kubeflow-edit"})
        return Caller(name=name, subject=subject), request

    def _person(self, kind: str, profile: str) -> str:
        if kind == "stranger" and not profile:
            return STRANGER
        names = sorted(self.site.profiles)
        if not profile and len(names) == 1:
            [profile] = names
        if profile not in names:
            raise QuestionError(
                f"there is no profile {profile!r}{nearest(profile, names)}; profiles of this "
                f"environment are {', '.join(names) or 'none'}, and --profile names others"
            )
        if kind == "owner":
            return self.site.profiles[profile]
        if kind == "stranger" or self.site.controllers is None:
            return STRANGER
        self.more += self.site.controllers.made_of_member(profile, MEMBER)
        self.assumed.append(f"{MEMBER} is a contributor of {profile}")
        return MEMBER

    def _machine(self, rest: str, request: Request) -> tuple[Caller, Request]:
        issuer, sign, subject = rest.partition("#")
        if not sign or not issuer or not subject:
            raise QuestionError(
                f"a machine is machine:ISSUER#SUBJECT, such as "
                f"machine:https://ci.example.com#repo:team/models, got {rest!r}"
            )
        if self.question.user:
            raise QuestionError(
                f"a machine is known by its subject; leave out the user {self.question.user!r}"
            )
        token = self._token(subject, issuer=issuer)
        return Caller(name=f"a machine, {subject} of {issuer}"), request.with_token(token)

    def _pod(self, rest: str, request: Request, *, meshed: bool) -> tuple[Caller, Request]:
        namespace, slash, account = rest.partition("/")
        if not slash or not namespace or not account or "/" in account:
            raise QuestionError(
                f"a pod is pod:NAMESPACE/ACCOUNT, such as pod:kubeflow/ml-pipeline, "
                f"got {rest!r}"
            )
        servers = self.world.by_account(namespace, account)
        around = self.world.namespaces.get(namespace)
        if around is None:
            known = list(self.world.namespaces)
            if near := get_close_matches(namespace, known, n=1, cutoff=0.8):
                raise QuestionError(
                    f"this environment has no namespace {namespace!r}; the nearest is "
                    f"{near[0]!r}"
                )
            self.assumed.append(
                f"namespace {namespace} is not this environment's; its pods are "
                f"{'in' if meshed else 'outside of'} the mesh"
            )
        elif namespace not in self.site.profiles and not servers:
            accounts = sorted(
                {each.account for each in self.world.servers if each.namespace == namespace}
            )
            raise QuestionError(
                f"no pod of namespace {namespace} runs as {account!r}"
                f"{nearest(account, accounts)}; accounts are {', '.join(accounts)}"
            )
        seen = servers[0].pod if servers else Pod(namespace, {}, around or {})
        captured = meshed and (not servers or servers[0].captured)
        identity = principal(rest, self.site.mesh.trust_domain) if captured else None
        if meshed and servers and not captured:
            self.assumed.append(f"pods of {rest} are outside of the mesh, and send plain text")
        if self.question.user:
            request = request.with_token(self._token(self.question.user))
        kind = "a pod" if meshed else "a pod outside of the mesh"
        caller = Caller(
            name=f"{kind} of {rest}",
            pod=seen,
            principal=identity,
            captured=captured,
            subject=by_account(namespace, account, self.site.profiles),
        )
        return caller, request

    def _prometheus(self) -> Caller:
        told = self.site.scraper
        if told is None:
            raise QuestionError(
                "this environment names no Prometheus; set Config(monitoring=…), or ask from "
                "pod:NAMESPACE/ACCOUNT"
            )
        name = f"{told.namespace}/{told.account}"
        return Caller(
            name="Prometheus",
            pod=Pod(told.namespace, {}, self.world.namespaces.get(told.namespace, {})),
            principal=principal(name, self.site.mesh.trust_domain) if told.captured else None,
            captured=told.captured,
        )

    def _without_user(self, request: Request) -> Request:
        if self.question.user:
            raise QuestionError(
                f"{self.question.source} is no user's; leave out the user "
                f"{self.question.user!r}"
            )
        return request

    def _token(self, user: str, *, issuer: str = "") -> Token:
        """Return the token of a user of the login, or of a machine of an issuer."""
        rules = [rule for rule, _ in rules_of(self.world.of("RequestAuthentication"))]
        if issuer == "cluster":
            own = [r["issuer"] for r in rules if "kubernetes.default" in r["issuer"]]
            issuer = own[0] if own else issuer
        named = [r for r in rules if r["issuer"] == issuer] if issuer else self._login(rules)
        rule = named[0] if named else {}
        claims: dict[str, Any] = {"iss": issuer or rule.get("issuer", ""), "sub": user}
        for each in rule.get("outputClaimToHeaders") or ():
            if each["header"] == user_header(self.site):
                claims[each["claim"]] = user
            elif each["header"] == GROUPS_HEADER and self.question.groups:
                claims[each["claim"]] = list(self.question.groups)
        if rule.get("audiences"):
            claims["aud"] = list(rule["audiences"][:1])
        return Token(claims=claims)

    def _login(self, rules: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Return the rule of the login's own issuer: the one that oauth2-proxy asks."""
        settings = " ".join(
            text
            for each in self.world.of("ConfigMap")
            if each["metadata"]["name"].startswith("oauth2-proxy")
            for text in (each.get("data") or {}).values()
        )
        return [rule for rule in rules if rule["issuer"] in settings] or list(rules[:1])


def user_header(site: Site) -> str:
    """Return the header by which an environment's apps know the user."""
    return site.controllers.user_header if site.controllers else "kubeflow-userid"
