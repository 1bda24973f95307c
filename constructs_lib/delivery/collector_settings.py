"""Write the part of an OpenTelemetry collector's configuration that sends the logs."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ..config import AccessLog, Collector, Config, Profile
from ..config.logs import FIELDS, USER

# In dist/, with the ending of YAML.
FILE: Final = "otel-collector"

_NAME: Final = "kubeflow"
# What a bearer token looks like, alone or in a header.
_BEARER: Final = (
    r"(?i:bearer\s+[A-Za-z0-9._~+/=-]+)|eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*"
)
_STRUCTURED: Final = 'type(body) == "map"'
# The container of gateways and waypoints, in which Istio's Envoy runs.
_PROXY: Final = 'resource["k8s.container.name"] == "istio-proxy"'


def collector_settings(
    config: Config, profiles: Iterable[Profile]
) -> Mapping[str, list[dict[str, Any]]]:
    """Return the file of receivers, exporters and pipelines for logs, if it is wanted.

    They are in no list that other files of the collector's configuration would replace, and
    need the receiver `filelog`, the exporter `otlphttp` and the provider `env` alone. Where
    the tenant is a header each namespace has a pipeline of its own: an exporter's header
    cannot be taken from what it sends.
    Source: https://opentelemetry.io/docs/collector/configuration/ and the operators in
    pkg/stanza/docs of opentelemetry-collector-contrib v0.165.0.
    """
    collector = config.logs.collector
    if collector is None:
        return {}
    installed = (each.namespace for each in config.installed)
    platforms = {config.mesh.ingress_namespace, *installed}
    namespaces = [*sorted(platforms), *sorted(profile.name for profile in profiles)]
    if collector.tenant_header is None:
        parts = {_NAME: (namespaces, dict[str, str]())}
    else:
        header = collector.tenant_header
        parts = {f"{_NAME}-{each}": ([each], {header: each}) for each in namespaces}
    settings = {
        "receivers": {
            f"filelog/{name}": _receiver(collector, read, config.logs.access)
            for name, (read, _) in parts.items()
        },
        "exporters": {
            f"otlphttp/{name}": _exporter(collector, tenant)
            for name, (_, tenant) in parts.items()
        },
        "service": {
            "pipelines": {
                f"logs/{name}": {
                    "receivers": [f"filelog/{name}"],
                    "exporters": [f"otlphttp/{name}"],
                }
                for name in parts
            }
        },
    }
    return {FILE: [settings]}


def _receiver(
    collector: Collector, namespaces: Iterable[str], access: AccessLog | None
) -> dict[str, Any]:
    kept = {"storage": collector.storage, "start_at": "beginning"}
    return {
        "include": [f"/var/log/pods/{each}_*/*/*.log" for each in namespaces],
        "include_file_path": True,
        "include_file_name": False,
        **(kept if collector.storage else {}),
        "operators": _operators(access),
    }


def _exporter(collector: Collector, tenant: Mapping[str, str]) -> dict[str, Any]:
    headers = dict(tenant)
    if collector.token_variable:
        headers["Authorization"] = f"Bearer ${{env:{collector.token_variable}}}"
    return {
        "endpoint": collector.endpoint.rstrip("/"),
        **({"headers": headers} if headers else {}),
    }


def _operators(access: AccessLog | None) -> list[dict[str, Any]]:
    """Return what is done with each line: its origin, no tokens, JSON as fields."""
    lines: list[dict[str, Any]] = [
        {"type": "container", "id": "container"},
        {
            "type": "regex_replace",
            "id": "tokens",
            "field": "body",
            "regex": _BEARER,
            "replace_with": "[token]",
        },
        {
            "type": "json_parser",
            "id": "json",
            "if": 'body startsWith "{"',
            "parse_to": "body",
            "on_error": "send_quiet",
        },
    ]
    if access is None:
        return lines
    fields = [*FIELDS, *([USER] if access.users == "named" else [])]
    return [
        *lines,
        # Istio may have other providers, whose lines have more fields.
        {
            "type": "retain",
            "id": "fields",
            "if": f"{_STRUCTURED} and {_PROXY}",
            "fields": [f"body.{each}" for each in fields],
        },
        {
            "type": "regex_replace",
            "id": "query",
            "if": f'{_STRUCTURED} and {_PROXY} and type(body.path) == "string"',
            "field": "body.path",
            "regex": r"\?.*",
            "replace_with": "",
        },
    ]
