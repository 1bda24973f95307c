"""Write the route in front of two environments of one host."""

from typing import Any, Final

from ..config import Platform
from ..config.blue_green import ALL, BlueGreen
from .repository import Files

FRONT: Final = "kubeflow/front/route.yaml"

_KGATEWAY: Final = "gateway.kgateway.dev"
_GATEWAY_API: Final = "gateway.networking.k8s.io"
_TLS: Final = 443


def front_files(platform: Platform) -> Files:
    """Return the route of a platform's BlueGreen, and a Backend for each environment.

    Its Gateway may be in any cluster, so no Application of an environment applies it.
    Source: api/v1alpha1/kgateway of github.com/kgateway-dev/kgateway, v2.2.0 and v2.4.0.
    """
    front = platform.blue_green
    if front is None:
        return {}
    configs = {each.name: each.config for each in platform.environments}
    reached = {
        name: (configs[name].edge.aliases[0], configs[name].edge.port or _TLS)
        for name in front.environments
    }
    objects = [
        obj
        for name, (host, port) in reached.items()
        for obj in _backend(front, name, host, port)
    ]
    return {FRONT: [_route(front, configs[front.live].host), *objects]}


def _route(front: BlueGreen, host: str) -> dict[str, Any]:
    weights = {front.live: ALL - front.share, front.other: front.share}
    section = front.parent.section
    return {
        "apiVersion": f"{_GATEWAY_API}/v1",
        "kind": "HTTPRoute",
        "metadata": {"name": front.name, "namespace": front.parent.namespace},
        "spec": {
            "parentRefs": [
                {
                    "group": _GATEWAY_API,
                    "kind": "Gateway",
                    "name": front.parent.name,
                    "namespace": front.parent.namespace,
                    **({"sectionName": section} if section else {}),
                }
            ],
            "hostnames": [host],
            "rules": [
                {
                    "matches": [{"path": {"type": "PathPrefix", "value": "/"}}],
                    # Uploads, logs and websockets last as long as they need.
                    "timeouts": {"request": "0s"},
                    "backendRefs": [
                        {
                            "group": _KGATEWAY,
                            "kind": "Backend",
                            "name": _named(front, name),
                            "weight": weights[name],
                        }
                        for name in front.environments
                    ],
                }
            ],
        },
    }


def _backend(
    front: BlueGreen, environment: str, host: str, port: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return an environment's Gateway as a target, and how its certificate is checked."""
    name = _named(front, environment)
    metadata = {"name": name, "namespace": front.parent.namespace}
    target = {"group": _KGATEWAY, "kind": "Backend", "name": name}
    tls = {
        "wellKnownCACertificates": "System",
        "sni": host,
        "verifySubjectAltNames": [host],
    }
    backend = {"type": "Static", "static": {"hosts": [{"host": host, "port": port}]}}
    api = f"{_KGATEWAY}/v1alpha1"
    return (
        {"apiVersion": api, "kind": "Backend", "metadata": metadata, "spec": backend},
        {
            "apiVersion": api,
            "kind": "BackendConfigPolicy",
            "metadata": dict(metadata),
            "spec": {"targetRefs": [target], "tls": tls},
        },
    )


def _named(front: BlueGreen, environment: str) -> str:
    return f"{front.name}-{environment}"
