"""Configure the access log and the format of logs."""

from dataclasses import dataclass
from typing import Any, Final, Literal

from .checks import check_choices
from .collector import Collector

LogFormat = Literal["text", "json"]

# The fields of a line besides the user.
FIELDS: Final = {
    "time": "%START_TIME%",
    "method": "%REQ(:METHOD)%",
    # A query may hold a code of the login or a token.
    "path": "%REQ_WITHOUT_QUERY(:PATH)%",
    "status": "%RESPONSE_CODE%",
    "flags": "%RESPONSE_FLAGS%",
    "duration_ms": "%DURATION%",
    "to": "%UPSTREAM_CLUSTER%",
    # The object in which a waypoint keeps who opened the tunnel.
    "caller": "%FILTER_STATE(io.istio.peer_principal:PLAIN)%",
    "request_id": "%REQ(X-REQUEST-ID)%",
}
USER: Final = "user"

# The name of the provider in istiod's settings.
PROVIDER: Final = "kubeflow-access-log"


@dataclass(frozen=True, kw_only=True, slots=True)
class AccessLog:
    """One line of JSON for each request at the ingress gateway and at waypoints.

    A line has the time, method, path without its query, status, Envoy's flags, duration in
    milliseconds, where the request went, the caller's mesh identity at a waypoint, and the
    request's id. It has no other header: no token and no cookie.
    users: `omitted` leaves out the value of the user header, which is personal data where it
    is an e-mail; `named` logs it.
    proxies: `platform` logs at the ingress gateway and at the waypoint of Pipelines; `mesh` at
    every proxy of the mesh, profiles' waypoints and those of other teams among them, by an
    object in the mesh's root namespace, of which Istio applies only the oldest.
    Profiles' waypoints cannot be chosen alone: istiod ignores a Telemetry of the root
    namespace with a target (applicableTelemetries in pilot/pkg/model/telemetry.go).
    Istio's settings need the provider, which `istiod_values` has.
    """

    users: Literal["omitted", "named"] = "omitted"
    proxies: Literal["platform", "mesh"] = "platform"

    def __post_init__(self) -> None:
        check_choices(self)

    def provider(self, user_header: str) -> dict[str, Any]:
        """Return Istio's extension provider, which writes the lines to the proxies' output.

        Source: EnvoyFileAccessLogProvider in mesh/v1alpha1/config.proto of istio.io/api.
        """
        labels = dict(FIELDS)
        if self.users == "named":
            labels[USER] = f"%REQ({user_header.upper()})%"
        return {"name": PROVIDER, "envoyFileAccessLog": {"logFormat": {"labels": labels}}}


@dataclass(frozen=True, kw_only=True, slots=True)
class Logs:
    """The platform's logs.

    access: a line for each request; None, the default and upstream's, logs none.
    format: of the components that have a choice: Dex, Argo's controller, the controllers of
    notebooks, profiles, TensorBoards and volume viewers, and the training operator. `text` is
    upstream's.
    collector: what an OpenTelemetry collector sends, and where: a file among the prerequisites
    of `PlatformPrerequisites()`, for the collector's own team; None writes none.
    """

    access: AccessLog | None = None
    format: LogFormat = "text"
    collector: Collector | None = None

    def __post_init__(self) -> None:
        check_choices(self)
