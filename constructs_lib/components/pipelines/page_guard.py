"""Check users' rights before the server of the Pipelines page acts for them."""

import json
from dataclasses import replace
from typing import Any, Final

from constructs import Construct

from ...access import ServiceAccount, allow
from ...config import PipelinesSettings, Resources, WorkloadDefaults
from ...kube import ConfigMap
from ...mesh import Waypoint
from ...scripts import text_of
from ...workloads import (
    READ_ONLY,
    ConfigMapVolume,
    Container,
    Endpoint,
    Mount,
    Probes,
    Workload,
    http_probe,
)
from ..settings import WebAppSettings
from .artifacts import kept_logs, page_places
from .names import UI, UI_GUARD, selector

_PROGRAMS: Final = ("page_guard.py", "page_requests.py")
# Runs in place of the guard, which it extends, if the page shows kept logs.
_KEEPER: Final = "page_logs.py"
_SETTINGS: Final = "settings.json"
_PLACE: Final = "logs.json"
_FOLDER: Final = "/etc/page-guard"
_PACKAGE: Final = "programs"
# Isolated Python finds only its own modules: the folder of the programs is added.
_START: Final = (
    f"import sys; sys.path.insert(0, {_FOLDER!r}); "
    f"from {_PACKAGE}.%s import main; main(*sys.argv[1:])"
)
_PORT: Final = 8080
_SECURITY: Final = READ_ONLY.as_user(65532)


class PageGuard(Construct):
    """Runs the program in front of the page's server, as Service `ml-pipeline-ui`.

    It may review users' access at the API server, and nothing else.
    server: the page's own server, which admits only this program.
    endpoint: the target of routes and callers of the page. principal: its mesh identity.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        defaults: WorkloadDefaults,
        settings: PipelinesSettings,
        user: WebAppSettings,
        server: Endpoint,
        waypoint: Waypoint | None,
    ) -> None:
        super().__init__(scope, id)
        labels = selector(UI_GUARD)
        kept = settings.run_logs == "kept"
        account = ServiceAccount(self, "ServiceAccount", name=UI_GUARD, labels=labels)
        account.grant(
            allow(("create",), "subjectaccessreviews", group="authorization.k8s.io"),
            role=UI_GUARD,
            binding=UI_GUARD,
        )
        program = ConfigMap(
            self,
            "Program",
            name=UI_GUARD,
            labels=labels,
            data={
                **{name: text_of(name) for name in _PROGRAMS},
                _SETTINGS: json.dumps(_told(settings, user, server), indent=2) + "\n",
                **(_keeper(settings) if kept else {}),
            },
        )
        workload = Workload(
            self,
            "Workload",
            name=UI_GUARD,
            account=account,
            defaults=defaults,
            selector=labels,
            volumes=[ConfigMapVolume(name="program", config_map=program)],
            containers=[
                Container(
                    name="guard",
                    image=defaults.images.named("python"),
                    command=(
                        *("python3", "-I", "-c"),
                        _START % ("page_logs" if kept else "page_guard"),
                    ),
                    args=(f"{_FOLDER}/{_PACKAGE}/{_SETTINGS}",),
                    ports={"http": _PORT},
                    mounts=(
                        Mount(volume="program", path=f"{_FOLDER}/{_PACKAGE}", read_only=True),
                    ),
                    probes=Probes(
                        liveness=http_probe("/healthz", "http", delay=5, period=20, timeout=5),
                        readiness=http_probe("/healthz", "http", delay=1, period=10),
                    ),
                    # Whatever the hardening: a namespace may enforce `restricted`.
                    security=replace(_SECURITY, non_root=True, seccomp=True),
                    restricted=_SECURITY,
                    default_resources=Resources(
                        cpu="20m", memory="64Mi", cpu_limit="1", memory_limit="256Mi"
                    ),
                )
            ],
        )
        self.endpoint = workload.expose(
            service=UI,
            name="http",
            port=80,
            target="http",
            protocol="TCP",
            labels={"app": UI, **(waypoint.enrolled if waypoint else {})},
        )
        self.principal = defaults.mesh.principal(account.namespace, account.name)


def _keeper(settings: PipelinesSettings) -> dict[str, str]:
    """Return the program that finds kept logs, and the file with their place."""
    return {
        _KEEPER: text_of(_KEEPER),
        _PLACE: json.dumps(kept_logs(settings), indent=2) + "\n",
    }


def _told(
    settings: PipelinesSettings, user: WebAppSettings, server: Endpoint
) -> dict[str, Any]:
    """Return the settings that the program reads."""
    return {
        "page": f"{server.host}:{server.port}",
        "header": user.user_header,
        "prefix": user.user_prefix,
        "artifacts": page_places(settings),
    }
