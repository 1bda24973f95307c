"""Authentication and authorization at the ingress proxy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..bindings import (
    AuthorizationPolicy,
    AuthorizationPolicyAction,
    AuthorizationPolicyFrom,
    AuthorizationPolicyOperation,
    AuthorizationPolicyProvider,
    AuthorizationPolicyRule,
    AuthorizationPolicySelector,
    AuthorizationPolicySource,
    AuthorizationPolicySpec,
    AuthorizationPolicyTo,
    AuthorizationPolicyWhen,
    RequestAuthentication,
    RequestAuthenticationClaimToHeader,
    RequestAuthenticationFromHeader,
    RequestAuthenticationJwtRule,
    RequestAuthenticationSelector,
    RequestAuthenticationSpec,
)
from ..config.checks import check_unique
from ..config.headers import VERIFIED_HEADER
from ..config.services import CLUSTER_DOMAIN
from ..kube import declare
from .kept_credentials import KeptCredentials

# Paths that need no login: those of the login itself.
_DEX: Final = ("/dex/*", "/dex/**")
_OAUTH2_PROXY: Final = "/oauth2/*"


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenIssuer:
    """A trusted token issuer, and the headers set from its claims.

    name: of the RequestAuthentication. audiences: a token must have one of them; empty accepts
    any. keys_at: the issuer's JWKS URL, where it does not publish it below `/.well-known/`.
    keys: the keys themselves. verified: a claim that must be true where it is present; a token
    without it is accepted.
    """

    name: str
    issuer: str
    claims: Mapping[str, str]
    audiences: tuple[str, ...] = ()
    keys_at: str | None = None
    keys: str | None = None
    verified: str | None = None


class OpenToAll(Construct):
    """Opens the ingress proxy where the namespace is closed by default.

    `IngressPolicies` then decide about each request.
    """

    def __init__(self, scope: Construct, id: str, *, selector: Mapping[str, str]) -> None:
        super().__init__(scope, id)
        declare(
            AuthorizationPolicy,
            self,
            "Resource",
            metadata=ApiObjectMetadata(name=selector["app"]),
            spec=AuthorizationPolicySpec(
                action=AuthorizationPolicyAction.ALLOW,
                selector=AuthorizationPolicySelector(match_labels=selector),
                rules=[AuthorizationPolicyRule()],
            ),
        )


class IngressPolicies(Construct):
    """Admits requests with a token of a trusted issuer, and the login's own requests.

    The extension provider authorizes requests without a token, and redirects browsers to the
    login. The token's claims are written to headers, and a client's own values of them are
    dropped.
    The policies select the proxy by label, never by `targetRefs`: Istio ignores those on a
    proxy that it did not create itself, and would admit everyone.
    app: the proxy's label. provider: the extension provider in Istio's mesh config that
    authorizes requests without a token. headers: those that identify the user to apps.
    dex: whether users log in through Dex, below this proxy's `/dex/`.
    cookie: the session cookie, which is kept from apps like tokens are; None forwards both, as
    upstream.
    origins: allowed to open websockets, such as `https://kubeflow.example.com`; None allows
    any, as upstream. cluster_domain: the cluster's domain in DNS.
    Raises ValueError for no issuer, for two of one name or URL, and for a claim that sets
    another header, which clients could then send themselves.
    Source: common/oauth2-proxy/components/istio-external-auth of kubeflow/manifests v1.9.1.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        app: str,
        tokens: Sequence[TokenIssuer],
        provider: str,
        headers: Sequence[str],
        dex: bool = True,
        cookie: str | None = None,
        origins: Sequence[str] | None = None,
        cluster_domain: str = CLUSTER_DOMAIN,
    ) -> None:
        super().__init__(scope, id)
        _check(tokens, headers)
        self._app = app
        login = (*(_DEX if dex else ()), _OAUTH2_PROXY)
        beyond_login = AuthorizationPolicyTo(
            operation=AuthorizationPolicyOperation(not_paths=list(login))
        )
        no_token = AuthorizationPolicyWhen(
            key="request.headers[authorization]", not_values=["*"]
        )
        self._policy(
            "Login",
            "oauth2-proxy",
            AuthorizationPolicyAction.CUSTOM,
            AuthorizationPolicyRule(to=[beyond_login], when=[no_token]),
            provider=AuthorizationPolicyProvider(name=provider),
        )
        nobody = AuthorizationPolicyFrom(
            source=AuthorizationPolicySource(not_request_principals=["*"])
        )
        self._policy(
            "RequireToken",
            "require-jwt",
            AuthorizationPolicyAction.DENY,
            AuthorizationPolicyRule(from_=[nobody], to=[beyond_login]),
        )
        if any(token.verified for token in tokens):
            self._policy(
                "Unverified",
                "unverified-email",
                AuthorizationPolicyAction.DENY,
                _anything_but(VERIFIED_HEADER, ["true"]),
            )
        if origins is not None:
            self._policy(
                "Websockets",
                "foreign-websockets",
                AuthorizationPolicyAction.DENY,
                _anything_but("origin", origins, beside="upgrade"),
            )
        for token in tokens:
            declare(
                RequestAuthentication,
                self,
                token.name,
                metadata=ApiObjectMetadata(name=token.name),
                spec=RequestAuthenticationSpec(
                    selector=RequestAuthenticationSelector(match_labels={"app": app}),
                    jwt_rules=[_rule(token, forwarded=cookie is None)],
                ),
            )
        if cookie is not None:
            KeptCredentials(
                self,
                "KeptCredentials",
                name=f"{app}-credentials",
                proxy={"app": app},
                cookie=cookie,
                headers=headers,
                with_dex=dex,
                cluster_domain=cluster_domain,
            )

    def _policy(
        self,
        id: str,
        name: str,
        action: AuthorizationPolicyAction,
        rule: AuthorizationPolicyRule,
        *,
        provider: AuthorizationPolicyProvider | None = None,
    ) -> None:
        declare(
            AuthorizationPolicy,
            self,
            id,
            metadata=ApiObjectMetadata(name=f"{self._app}-{name}"),
            spec=AuthorizationPolicySpec(
                action=action,
                provider=provider,
                selector=AuthorizationPolicySelector(match_labels={"app": self._app}),
                rules=[rule],
            ),
        )


def _anything_but(
    header: str, values: Sequence[str], *, beside: str | None = None
) -> AuthorizationPolicyRule:
    """Return a rule for requests whose header is present with another value.

    beside: a header that must be present too.
    """
    also = [beside] if beside else []
    return AuthorizationPolicyRule(
        when=[
            *(
                AuthorizationPolicyWhen(key=f"request.headers[{name}]", values=["*"])
                for name in also
            ),
            AuthorizationPolicyWhen(
                key=f"request.headers[{header}]", values=["*"], not_values=list(values)
            ),
        ]
    )


def _rule(token: TokenIssuer, *, forwarded: bool) -> RequestAuthenticationJwtRule:
    claims = dict(token.claims)
    if token.verified:
        claims[VERIFIED_HEADER] = token.verified
    return RequestAuthenticationJwtRule(
        issuer=token.issuer,
        audiences=list(token.audiences) or None,
        jwks_uri=token.keys_at,
        jwks=token.keys,
        forward_original_token=forwarded,
        from_headers=[RequestAuthenticationFromHeader(name="Authorization", prefix="Bearer ")],
        output_claim_to_headers=[
            RequestAuthenticationClaimToHeader(header=header, claim=claim)
            for header, claim in claims.items()
        ],
    )


def _check(tokens: Sequence[TokenIssuer], headers: Sequence[str]) -> None:
    if not tokens:
        raise ValueError("no issuer is given; name at least one whose tokens are accepted")
    check_unique((token.name for token in tokens), "issuer")
    check_unique((token.issuer for token in tokens), "address of an issuer")
    for token in tokens:
        for header in token.claims:
            if header not in headers:
                raise ValueError(
                    f"issuer {token.name!r} sets header {header!r}, which clients could send "
                    f"themselves; use one of {', '.join(headers)}"
                )
