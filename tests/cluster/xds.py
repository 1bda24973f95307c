"""Request a control plane's configuration of an Envoy, as that Envoy would."""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from .binaries import build

# Only Istio's own Envoy knows these; what they hold is not read.
ISTIO_ONLY: Final = {
    "type.googleapis.com/istio.envoy.config.filter.http.alpn.v2alpha1.FilterConfig",
}


# These have no fields, and need none of their package.
FIELDLESS: Final = {
    "type.googleapis.com/envoy.extensions.formatter.req_without_query.v3.ReqWithoutQuery",
}


class NotTold(AssertionError):  # noqa: N818 - it reads as what happened
    """A control plane has no configuration for a proxy; the message is its reason."""


@dataclass(frozen=True)
class Told:
    """Listeners, routes, clusters and their endpoints as Envoy takes them in JSON."""

    listeners: list[dict[str, Any]]
    routes: list[dict[str, Any]]
    clusters: list[dict[str, Any]]
    endpoints: list[dict[str, Any]]


def told(
    server: str, node: str, metadata: Mapping[str, Any], *, endpoints: bool = False
) -> Told:
    """Return a control plane's configuration of a proxy with this metadata.

    Where clusters are is asked for on demand: kgateway does not tell that at once. Raises
    NotTold where the control plane does not know the proxy.
    """
    command = [
        str(build("xds") / "xds"),
        f"--server={server}",
        f"--node={node}",
        f"--metadata={json.dumps(metadata)}",
        *(("--endpoints",) if endpoints else ()),
    ]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    if done.returncode:
        raise NotTold(f"{server} told {node} nothing: {done.stderr}")
    answer = json.loads(done.stdout, object_hook=_without_fields)
    # A part that cannot be read would look like one that forbids nothing.
    unread = set(answer.pop("unknown")) - ISTIO_ONLY - FIELDLESS
    assert not unread, f"go/xds has to import the packages of {sorted(unread)}"
    return Told(**answer)


def _without_fields(part: dict[str, Any]) -> dict[str, Any]:
    """Return a part, a message without fields as Envoy reads it."""
    return {"@type": part["@type"]} if part.get("@type") in FIELDLESS else part
