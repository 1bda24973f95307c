"""Who may enter through the ingress proxy, and as whom."""

from collections.abc import Mapping
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

GROUPS_HEADER: Final = "kubeflow-groups"

# Paths that must answer before anybody is logged in: the login itself.
_LOGIN: Final = ("/dex/*", "/dex/**", "/oauth2/*")


class IngressPolicies(Construct):
    """Lets in whoever has a token of the issuer, and the login's own requests.

    A request without a token is put to the extension provider, which sends browsers to the
    login. The token's claims become headers, and what a client sent in them is dropped.
    The policies select the proxy by label, never by `targetRefs`: Istio ignores those on a
    proxy that it did not make itself, and would let everybody in.
    Source: common/oauth2-proxy/components/istio-external-auth of kubeflow/manifests v1.9.1.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        selector: Mapping[str, str],
        issuer: str,
        provider: str,
        user_header: str,
    ) -> None:
        super().__init__(scope, id)
        name = selector["app"]
        everyone = AuthorizationPolicySpec(
            action=AuthorizationPolicyAction.ALLOW,
            selector=AuthorizationPolicySelector(match_labels=selector),
            rules=[AuthorizationPolicyRule()],
        )
        AuthorizationPolicy(self, "Open", metadata=ApiObjectMetadata(name=name), spec=everyone)
        proxy = AuthorizationPolicySelector(match_labels={"app": name})
        beyond_login = AuthorizationPolicyTo(
            operation=AuthorizationPolicyOperation(not_paths=list(_LOGIN))
        )
        no_token = AuthorizationPolicyWhen(
            key="request.headers[authorization]", not_values=["*"]
        )
        AuthorizationPolicy(
            self,
            "Login",
            metadata=ApiObjectMetadata(name=f"{name}-oauth2-proxy"),
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
            metadata=ApiObjectMetadata(name=f"{name}-require-jwt"),
            spec=AuthorizationPolicySpec(
                action=AuthorizationPolicyAction.DENY,
                selector=proxy,
                rules=[AuthorizationPolicyRule(from_=[nobody], to=[beyond_login])],
            ),
        )
        claims = {user_header: "email", GROUPS_HEADER: "groups"}
        RequestAuthentication(
            self,
            "Tokens",
            metadata=ApiObjectMetadata(name="dex-jwt"),
            spec=RequestAuthenticationSpec(
                selector=RequestAuthenticationSelector(match_labels={"app": name}),
                jwt_rules=[
                    RequestAuthenticationJwtRule(
                        issuer=issuer,
                        forward_original_token=True,
                        from_headers=[
                            RequestAuthenticationFromHeader(
                                name="Authorization", prefix="Bearer "
                            )
                        ],
                        output_claim_to_headers=[
                            RequestAuthenticationClaimToHeader(header=header, claim=claim)
                            for header, claim in claims.items()
                        ],
                    )
                ],
            ),
        )
