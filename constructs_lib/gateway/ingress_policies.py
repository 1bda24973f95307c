"""Who may enter through the ingress proxy, and as whom."""

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

GROUPS_HEADER: Final = "kubeflow-groups"

# Paths that must answer before anybody is logged in: the login itself.
_LOGIN: Final = ("/dex/*", "/dex/**", "/oauth2/*")


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenIssuer:
    """Whose tokens the gateway takes, and which claim becomes which header.

    name: of the RequestAuthentication. audiences: a token must be made for one of them; for
    anybody where empty. keys_at: the address of the issuer's keys, where it does not tell by
    itself below `/.well-known/`. keys: the keys themselves.
    """

    name: str
    issuer: str
    claims: Mapping[str, str]
    audiences: tuple[str, ...] = ()
    keys_at: str | None = None
    keys: str | None = None


class OpenToAll(Construct):
    """Opens the ingress proxy where the namespace is closed by default.

    Who may go on from there, `IngressPolicies` says.
    """

    def __init__(self, scope: Construct, id: str, *, selector: Mapping[str, str]) -> None:
        super().__init__(scope, id)
        AuthorizationPolicy(
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
    """Lets in whoever has a token of a known issuer, and the login's own requests.

    A request without a token is put to the extension provider, which sends browsers to the
    login. The token's claims become headers, and what a client sent in them is dropped.
    The policies select the proxy by label, never by `targetRefs`: Istio ignores those on a
    proxy that it did not make itself, and would let everybody in.
    app: the proxy's label. provider: the extension provider in Istio's mesh configuration
    that answers for requests without a token. headers: those by which apps know their user.
    Raises ValueError for no issuer, for two of one name or address, and for a claim that
    would become another header: nothing takes that out of what clients send.
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
    ) -> None:
        super().__init__(scope, id)
        _check(tokens, headers)
        proxy = AuthorizationPolicySelector(match_labels={"app": app})
        beyond_login = AuthorizationPolicyTo(
            operation=AuthorizationPolicyOperation(not_paths=list(_LOGIN))
        )
        no_token = AuthorizationPolicyWhen(
            key="request.headers[authorization]", not_values=["*"]
        )
        AuthorizationPolicy(
            self,
            "Login",
            metadata=ApiObjectMetadata(name=f"{app}-oauth2-proxy"),
            spec=AuthorizationPolicySpec(
                action=AuthorizationPolicyAction.CUSTOM,
                provider=AuthorizationPolicyProvider(name=provider),
                selector=proxy,
                rules=[AuthorizationPolicyRule(to=[beyond_login], when=[no_token])],
            ),
        )
        nobody = AuthorizationPolicyFrom(
            source=AuthorizationPolicySource(not_request_principals=["*"])
        )
        AuthorizationPolicy(
            self,
            "RequireToken",
            metadata=ApiObjectMetadata(name=f"{app}-require-jwt"),
            spec=AuthorizationPolicySpec(
                action=AuthorizationPolicyAction.DENY,
                selector=proxy,
                rules=[AuthorizationPolicyRule(from_=[nobody], to=[beyond_login])],
            ),
        )
        for token in tokens:
            RequestAuthentication(
                self,
                token.name,
                metadata=ApiObjectMetadata(name=token.name),
                spec=RequestAuthenticationSpec(
                    selector=RequestAuthenticationSelector(match_labels={"app": app}),
                    jwt_rules=[_rule(token)],
                ),
            )


def _rule(token: TokenIssuer) -> RequestAuthenticationJwtRule:
    return RequestAuthenticationJwtRule(
        issuer=token.issuer,
        audiences=list(token.audiences) or None,
        jwks_uri=token.keys_at,
        jwks=token.keys,
        forward_original_token=True,
        from_headers=[RequestAuthenticationFromHeader(name="Authorization", prefix="Bearer ")],
        output_claim_to_headers=[
            RequestAuthenticationClaimToHeader(header=header, claim=claim)
            for header, claim in token.claims.items()
        ],
    )


def _check(tokens: Sequence[TokenIssuer], headers: Sequence[str]) -> None:
    if not tokens:
        raise ValueError("whose tokens are taken? name an issuer at least")
    check_unique((token.name for token in tokens), "issuer")
    check_unique((token.issuer for token in tokens), "address of an issuer")
    for token in tokens:
        for header in token.claims:
            if header not in headers:
                raise ValueError(
                    f"issuer {token.name!r} sets header {header!r}, which no app knows and "
                    f"clients could send themselves; known are {', '.join(headers)}"
                )
