"""Credentials that the ingress proxy keeps from apps."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..config import dex, oauth2_proxy
from ..config.headers import VERIFIED_HEADER
from ..config.services import CLUSTER_DOMAIN
from ..kube import Manifest
from ..scripts import text_of

_FILTER: Final = "kubeflow.credentials"
_LUA: Final = "type.googleapis.com/envoy.extensions.filters.http.lua.v3"
_TOKENS: Final = "envoy.filters.http.jwt_authn"
_JWT: Final = "type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.PerRouteConfig"


class KeptCredentials(Construct):
    """Removes the session cookie, and other spellings of identity headers, before apps.

    It is an EnvoyFilter, because nothing else at Istio's gateway removes one cookie and keeps
    the others: a VirtualService removes whole headers, and the login sees only requests
    without a token. Its script runs last, before a request leaves.
    Only oauth2-proxy gets its cookies. Its route is written here, before every other, and is
    the only one without the script: no VirtualService or Ingress can disable it or take over
    `/oauth2/` or `/dex/`, whatever its age. Dex gets the tokens that it is queried for
    (`/dex/userinfo`, OpenID Connect Core 5.3). `IngressPolicies` removes those of all others.
    name: of the EnvoyFilter, in the proxy's namespace. proxy: the labels of its pods.
    cookie: the session's name. headers: those that identify the user to apps.
    with_dex: whether Dex is installed. cluster_domain: the cluster's domain in DNS.
    Source: EnvoyFilter of istio.io/api v1.24; Lua of Envoy 1.33, which Istio 1.25 is made of.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        proxy: Mapping[str, str],
        cookie: str,
        headers: Sequence[str],
        with_dex: bool = True,
        cluster_domain: str = CLUSTER_DOMAIN,
    ) -> None:
        super().__init__(scope, id)
        patches = [
            _script(cookie, headers),
            *([_to_dex(headers, cluster_domain)] if with_dex else []),
            _first(
                "/oauth2/",
                f"outbound|{oauth2_proxy.PORT}||{oauth2_proxy.host(cluster_domain)}",
                settings={_FILTER: {"@type": f"{_LUA}.LuaPerRoute", "disabled": True}},
                # Its response to the gateway's request, which any script could send as well.
                response_headers_to_remove=["authorization"],
            ),
        ]
        Manifest(
            self,
            "Resource",
            api_version="networking.istio.io/v1alpha3",
            kind="EnvoyFilter",
            metadata=ApiObjectMetadata(name=name),
            body={
                "spec": {
                    "workloadSelector": {"labels": dict(proxy)},
                    "configPatches": patches,
                }
            },
        )


def _to_dex(headers: Sequence[str], cluster_domain: str) -> dict[str, Any]:
    return _first(
        f"{dex.PATH}/",
        f"outbound|{dex.PORT}||{dex.host(cluster_domain)}",
        settings={_TOKENS: {"@type": _JWT, "disabled": True}},
        request_headers_to_remove=headers,
    )


def _script(cookie: str, headers: Sequence[str]) -> dict[str, Any]:
    identity = ", ".join(f"[{json.dumps(header)}] = true" for header in headers)
    facts = (
        f"local COOKIE = {json.dumps(cookie)}\n"
        f"local IDENTITY = {{ {identity} }}\n"
        f"local VERIFIED = {json.dumps(VERIFIED_HEADER)}\n\n"
    )
    chain = {
        "filter": {
            "name": "envoy.filters.network.http_connection_manager",
            "subFilter": {"name": "envoy.filters.http.router"},
        }
    }
    return {
        "applyTo": "HTTP_FILTER",
        "match": {"context": "GATEWAY", "listener": {"filterChain": chain}},
        "patch": {
            "operation": "INSERT_BEFORE",
            "value": {
                "name": _FILTER,
                "typed_config": {
                    "@type": f"{_LUA}.Lua",
                    "default_source_code": {
                        "inline_string": facts + text_of("keep_credentials.lua")
                    },
                },
            },
        },
    }


def _first(
    prefix: str, cluster: str, *, settings: Mapping[str, Any], **changes: Sequence[str]
) -> dict[str, Any]:
    """Return the patch by which a path leads to one of the login's servers before all routes.

    Answers may take as long as they do, and what was never sent is sent again, as by Istio's
    own routes. changes: of headers, by Envoy's own names.
    """
    value = {
        "name": f"login {prefix}",
        "match": {"prefix": prefix},
        "route": {
            "cluster": cluster,
            "timeout": "0s",
            "retry_policy": {"retry_on": "connect-failure,refused-stream", "num_retries": 2},
        },
        "typed_per_filter_config": dict(settings),
        **{name: list(headers) for name, headers in changes.items()},
    }
    return {
        "applyTo": "HTTP_ROUTE",
        "match": {"context": "GATEWAY"},
        "patch": {"operation": "INSERT_FIRST", "value": value},
    }
