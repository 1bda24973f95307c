"""Who may reach what: the requests that say what a working, closed Kubeflow in ambient is.

A row is decided by the server that would decide it in a cluster, or by a model of it where
none can run. Rows that wait for something are listed, and fail nothing until it is there.
"""

from dataclasses import dataclass
from typing import Final, Literal

Point = Literal["gateway", "waypoint", "ztunnel", "network", "admission", "nobody"]

KSERVE: Final = "KServe"

# Decided by the waypoint of the platform itself, the others by those of profiles.
AT_KUBEFLOWS_WAYPOINT: Final = {*range(30, 35), 39, 40, 41}

GATEWAY: Final = "kubeflow/istio-ingressgateway-service-account"
TEAM: Final = "alice/default-editor"


@dataclass(frozen=True)
class Call:
    """A connection to a port of the pods with some labels; without a caller, plain text."""

    pods: tuple[str, str]
    port: int
    caller: str | None = None
    namespace: str = "kubeflow"


@dataclass(frozen=True)
class Row:
    """One request, and what must come of it."""

    number: int
    source: str
    request: str
    destination: str
    allowed: bool
    point: Point
    waits_for: str = ""
    call: Call | None = None

    def __str__(self) -> str:
        """Read as a sentence."""
        verdict = "may" if self.allowed else "may not"
        return f"{self.number}: {self.source} {verdict} {self.request} to {self.destination}"


def _to(
    label: str, value: str, port: int, caller: str | None, namespace: str = "kubeflow"
) -> Call:
    return Call((label, value), port, caller, namespace)


_PIPELINES_HOOK: Final = ("app", "kubeflow-pipelines-profile-controller", 8080)
_DASHBOARD: Final = ("app", "centraldashboard", 8082)
_HOOK_OF_PROFILES: Final = ("app", "profile-waypoints", 8080)
_KFAM: Final = ("kustomize.component", "profiles", 8081)
_KATIB: Final = "katib.kubeflow.org/component"

ROWS: Final = (
    Row(1, "a browser", "GET / without a token", "the gateway", False, "gateway"),
    Row(2, "a browser", "GET / with a session", "the dashboard", True, "gateway"),
    Row(3, "a client", "GET /jupyter/ with a token", "its app", True, "gateway"),
    Row(4, "a client", "send a badly signed token", "the gateway", False, "gateway"),
    Row(5, "a client", "send another issuer's token", "the gateway", False, "gateway"),
    Row(6, "a client", "use Basic", "the gateway", False, "gateway"),
    Row(7, "bob", "name another user in a header", "any app", True, "gateway"),
    Row(8, "a client", "GET /dex/auth", "Dex", True, "gateway"),
    Row(9, "a client", "GET /oauth2/callback", "oauth2-proxy", True, "gateway"),
    Row(10, "a client", "GET /dex", "the gateway", False, "gateway"),
    Row(11, "a client", "GET /dexter/", "the gateway", False, "gateway"),
    Row(12, "a client", "send a CORS preflight", "the gateway", False, "gateway"),
    Row(13, "a client", "come without a provider", "the gateway", False, "gateway"),
    Row(14, TEAM, "POST / without a token", "the gateway", False, "gateway"),
    Row(15, TEAM, "POST / with a token", "the gateway", True, "gateway"),
    Row(16, "a pod of no profile", "connect", "the ingress proxy", False, "network"),
    Row(
        17,
        "the gateway",
        "connect",
        "the dashboard",
        True,
        "ztunnel",
        call=_to(*_DASHBOARD, GATEWAY),
    ),
    Row(
        18,
        "upstream's gateway",
        "connect",
        "the dashboard",
        False,
        "ztunnel",
        call=_to(*_DASHBOARD, "istio-system/istio-ingressgateway-service-account"),
    ),
    Row(
        19,
        TEAM,
        "connect",
        "the notebooks page",
        False,
        "ztunnel",
        call=_to("app", "jupyter-web-app", 5000, TEAM),
    ),
    Row(
        20,
        "plain text",
        "connect",
        "the volumes page",
        False,
        "ztunnel",
        call=_to("app", "volumes-web-app", 5000, None),
    ),
    Row(21, "the kubelet", "GET /healthz", "the dashboard", True, "nobody"),
    Row(
        22,
        "the API server",
        "connect",
        "the webhook of PodDefaults",
        True,
        "ztunnel",
        call=_to("app", "poddefaults", 4443, None),
    ),
    Row(
        23,
        "the API server",
        "connect",
        "katib-controller",
        True,
        "ztunnel",
        call=_to(_KATIB, "controller", 8443, None),
    ),
    Row(
        24,
        "plain text",
        "GET /metrics",
        "katib-controller",
        False,
        "ztunnel",
        call=_to(_KATIB, "controller", 8080, None),
    ),
    Row(25, "the API server", "connect", "the other webhooks", True, "ztunnel", KSERVE),
    Row(
        26,
        "plain text",
        "use another port",
        "a webhook's pod",
        False,
        "ztunnel",
        call=_to("app", "poddefaults", 8080, None),
    ),
    Row(
        27,
        "the dashboard",
        "GET /kfam/",
        "KFAM",
        True,
        "ztunnel",
        call=_to(*_KFAM, "kubeflow/centraldashboard"),
    ),
    Row(
        28,
        "the gateway",
        "GET /kfam/",
        "KFAM",
        False,
        "ztunnel",
        call=_to(*_KFAM, GATEWAY),
    ),
    Row(29, TEAM, "POST /kfam/", "KFAM", False, "ztunnel", call=_to(*_KFAM, TEAM)),
    Row(30, TEAM, "call without a user", "ml-pipeline", True, "waypoint"),
    Row(31, TEAM, "call as a user", "ml-pipeline", False, "waypoint"),
    Row(32, TEAM, "call by gRPC", "ml-pipeline", True, "waypoint"),
    Row(33, "the pipelines page", "call as a user", "ml-pipeline", True, "waypoint"),
    Row(34, "the persistence agent", "call", "ml-pipeline", True, "waypoint"),
    Row(
        35,
        TEAM,
        "call the pod itself",
        "ml-pipeline",
        False,
        "ztunnel",
        call=_to("app", "ml-pipeline", 8888, TEAM),
    ),
    Row(
        36,
        "plain text",
        "call",
        "ml-pipeline",
        False,
        "ztunnel",
        call=_to("app", "ml-pipeline", 8888, None),
    ),
    Row(
        37,
        "alice/waypoint",
        "call the pod",
        "ml-pipeline",
        False,
        "ztunnel",
        call=_to("app", "ml-pipeline", 8888, "alice/waypoint"),
    ),
    Row(
        38,
        "the gateway",
        "GET /pipeline/",
        "its page",
        True,
        "ztunnel",
        call=_to("app", "ml-pipeline-ui", 3000, GATEWAY),
    ),
    Row(39, TEAM, "call with a token", "the pipelines page", True, "waypoint"),
    Row(40, TEAM, "call without one", "the pipelines page", False, "waypoint"),
    Row(41, TEAM, "call as a user", "the pipelines page", False, "waypoint"),
    Row(
        42,
        "ml-pipeline",
        "connect",
        "MySQL",
        True,
        "ztunnel",
        call=_to("app", "mysql", 3306, "kubeflow/ml-pipeline"),
    ),
    Row(
        43,
        "metadata-grpc",
        "connect",
        "MySQL",
        True,
        "ztunnel",
        call=_to("app", "mysql", 3306, "kubeflow/metadata-grpc-server"),
    ),
    Row(44, TEAM, "connect", "MySQL", False, "ztunnel", call=_to("app", "mysql", 3306, TEAM)),
    Row(
        45,
        TEAM,
        "connect",
        "MinIO and metadata",
        True,
        "ztunnel",
        call=_to("app", "minio", 9000, TEAM),
    ),
    Row(
        46,
        "plain text",
        "connect",
        "MinIO",
        False,
        "ztunnel",
        call=_to("app", "minio", 9000, None),
    ),
    Row(
        47,
        "the gateway",
        "GET /ml_metadata",
        "its Envoy",
        True,
        "ztunnel",
        call=_to("component", "metadata-envoy", 9090, GATEWAY),
    ),
    Row(
        48,
        TEAM,
        "connect",
        "the Envoy of metadata",
        False,
        "ztunnel",
        call=_to("component", "metadata-envoy", 9090, TEAM),
    ),
    Row(
        49,
        "alice/default",
        "call by gRPC",
        "katib-db-manager",
        True,
        "ztunnel",
        call=_to(_KATIB, "db-manager", 6789, "alice/default"),
    ),
    Row(
        50,
        "plain text",
        "call by gRPC",
        "katib-db-manager",
        False,
        "ztunnel",
        call=_to(_KATIB, "db-manager", 6789, None),
    ),
    Row(
        51,
        "Katib",
        "connect",
        "its MySQL",
        True,
        "ztunnel",
        call=_to(_KATIB, "mysql", 3306, "kubeflow/katib-db-manager"),
    ),
    Row(
        52,
        "alice/default",
        "connect",
        "Katib's MySQL",
        False,
        "ztunnel",
        call=_to(_KATIB, "mysql", 3306, "alice/default"),
    ),
    Row(
        53,
        "Metacontroller",
        "POST /sync",
        "the hook of pipelines",
        True,
        "ztunnel",
        call=_to(*_PIPELINES_HOOK, "kubeflow/meta-controller-service"),
    ),
    Row(
        54,
        TEAM,
        "POST /sync",
        "the hook of pipelines",
        False,
        "ztunnel",
        call=_to(*_PIPELINES_HOOK, TEAM),
    ),
    Row(
        55,
        "Metacontroller",
        "POST /mirror",
        "the hook of profiles",
        True,
        "ztunnel",
        call=_to(*_HOOK_OF_PROFILES, "kubeflow/meta-controller-service"),
    ),
    Row(
        56,
        "the gateway",
        "connect",
        "the hook of profiles",
        False,
        "ztunnel",
        call=_to(*_HOOK_OF_PROFILES, GATEWAY),
    ),
    Row(57, "alice by the gateway", "open", "her notebook", True, "waypoint"),
    Row(58, "bob by the gateway", "open", "alice's notebook", False, "waypoint"),
    Row(59, "carol, a member", "open", "alice's notebook", True, "waypoint"),
    Row(60, "carol, removed", "open", "alice's notebook", False, "waypoint"),
    Row(61, "nobody by the gateway", "open", "alice's notebook", False, "waypoint"),
    Row(
        62,
        "alice by the gateway",
        "open the pod",
        "her notebook",
        False,
        "ztunnel",
        call=_to("statefulset", "nb", 8888, GATEWAY, "alice"),
    ),
    Row(
        63,
        "alice, no waypoint yet",
        "open",
        "her notebook",
        False,
        "ztunnel",
        call=_to("statefulset", "nb", 8888, GATEWAY, "fresh"),
    ),
    Row(64, "alice, no mirror yet", "open", "her notebook", False, "waypoint"),
    Row(65, "the pipelines page", "ask as alice", "her artifacts", True, "waypoint"),
    Row(66, "the pipelines page", "ask as bob", "alice's artifacts", False, "waypoint"),
    Row(67, TEAM, "connect", "alice's notebook", True, "waypoint"),
    Row(
        68,
        "alice/default",
        "connect",
        "a training peer",
        True,
        "ztunnel",
        call=_to("training.kubeflow.org/job-name", "train", 23456, "alice/default", "alice"),
    ),
    Row(69, "bob/default-editor", "call as alice", "her notebook", False, "waypoint"),
    Row(
        70,
        "bob/default-editor",
        "call the pod",
        "her notebook",
        False,
        "ztunnel",
        call=_to("statefulset", "nb", 8888, "bob/default-editor", "alice"),
    ),
    Row(71, "bob/default-editor", "GET /healthz", "her notebook", True, "waypoint"),
    Row(72, "notebook-controller", "GET kernels", "a notebook", True, "waypoint"),
    Row(73, "notebook-controller", "POST kernels", "a notebook", False, "waypoint"),
    Row(74, "ml-pipeline", "ask", "a profile's visualization", True, "waypoint"),
    Row(75, "ml-pipeline", "connect", "alice's notebook", False, "waypoint"),
    Row(76, "katib-controller", "call", "a suggestion", True, "waypoint"),
    Row(77, "katib-controller", "connect", "alice's notebook", False, "waypoint"),
    Row(78, "bob/default", "call", "alice's suggestion", False, "waypoint"),
    Row(
        79,
        "plain text",
        "connect",
        "any pod of alice",
        False,
        "ztunnel",
        call=_to("statefulset", "nb", 8888, None, "alice"),
    ),
    Row(
        80,
        "bob/waypoint",
        "connect",
        "any pod of alice",
        False,
        "ztunnel",
        call=_to("statefulset", "nb", 8888, "bob/waypoint", "alice"),
    ),
    Row(
        81,
        "a pod out of the mesh",
        "connect",
        "her notebook",
        False,
        "ztunnel",
        call=_to("statefulset", "nb", 8888, None, "alice"),
    ),
    Row(82, "anyone", "connect", "a pod out of the mesh", True, "nobody"),
    Row(83, "a user", "forge a header by route", "the API server", False, "admission"),
    Row(84, "notebook-controller", "write a route", "the API server", True, "admission"),
    Row(85, "a profile's pod", "tunnel", "kubeflow-waypoint", True, "network"),
    Row(86, "kgateway's proxy", "connect", "the ingress proxy", True, "network"),
)
