"""Verify tokens by RequestAuthentications, as an Envoy of Istio does.

A request without a token passes; one with a token must have a valid one of a named issuer.
Headers of claims are removed from every request and set from a token's.
Source: pilot/pkg/security/authn/policy_applier.go of istio/istio 1.30; Envoy's jwt_authn.
"""

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ..kube import Object
from .request import AUTHORIZATION, Request, Token

BAD_SIGNATURE: Final = "Jwt verification fails"
EXPIRED: Final = "Jwt is expired"
UNKNOWN_ISSUER: Final = "Jwt issuer is not configured"
WRONG_AUDIENCE: Final = "Audiences in Jwt are not allowed"


@dataclass(frozen=True)
class Verified:
    """The request after the proxy has looked for tokens.

    answer: status and text of a refusal, None if it passes. by: the RequestAuthentications
    that decide: of the token's issuer, all of them if none is.
    """

    request: Request
    answer: tuple[int, str] | None
    by: tuple[Object, ...]


def rules_of(policies: Iterable[Object]) -> list[tuple[Mapping[str, Any], Object]]:
    """Return the rules of RequestAuthentications, each with its object."""
    return [
        (rule, policy) for policy in policies for rule in policy["spec"].get("jwtRules") or ()
    ]


def verified(policies: Sequence[Object], request: Request) -> Verified:
    """Verify a request's token, and write its claims to headers."""
    rules = rules_of(policies)
    if not rules:
        return Verified(request, None, ())
    clean = request.without_headers(
        each["header"] for rule, _ in rules for each in rule.get("outputClaimToHeaders") or ()
    )
    token = request.token
    # A browser's question before one of another site has no token to verify.
    if token is None or request.is_preflight:
        return Verified(clean, None, ())
    own = [(rule, policy) for rule, policy in rules if rule["issuer"] == token.issuer]
    if not own:
        return Verified(clean, (401, UNKNOWN_ISSUER), tuple(policy for _, policy in rules))
    rule, policy = own[0]
    if answer := _answer(rule, token):
        return Verified(clean, answer, (policy,))
    told = clean.with_headers(_headers(rule, token))
    if not rule.get("forwardOriginalToken"):
        told = told.without_headers([AUTHORIZATION])
    return Verified(replace(told, claims=token.claims), None, (policy,))


def _answer(rule: Mapping[str, Any], token: Token) -> tuple[int, str] | None:
    """Return how a token of a rule's issuer is refused; keys are looked for last."""
    if token.fault == "expired":
        return 401, EXPIRED
    if not _is_meant(rule, token):
        return 403, WRONG_AUDIENCE
    return (401, BAD_SIGNATURE) if token.fault else None


def _is_meant(rule: Mapping[str, Any], token: Token) -> bool:
    wanted = rule.get("audiences") or ()
    found = token.claims.get("aud", ())
    named = [found] if isinstance(found, str) else found
    return not wanted or any(each in wanted for each in named)


def _headers(rule: Mapping[str, Any], token: Token) -> Mapping[str, str]:
    told: dict[str, str] = {}
    for each in rule.get("outputClaimToHeaders") or ():
        value: Any = token.claims
        for name in each["claim"].split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        if value is not None:
            told[each["header"]] = _text(value)
    return told


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    plain = json.dumps(value, separators=(",", ":")).encode()
    return base64.b64encode(plain).decode()
