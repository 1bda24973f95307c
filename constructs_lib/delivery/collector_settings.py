"""Write the part of an OpenTelemetry collector's configuration that sends the logs."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ..config import AccessLog, Collector, Config, Profile
from ..config.components import OAUTH2_PROXY
from ..config.logs import FIELDS, USER

# In dist/, with the ending of YAML.
FILE: Final = "otel-collector"

_NAME: Final = "kubeflow"
# A bearer token, another credential in its header, and a JWT, also an encrypted one.
_CREDENTIALS: Final = (
    r"(?i:bearer\s+[A-Za-z0-9._~+/=-]+)",
    r"""(?i:(authorization\W{1,5})(?:basic|token)\s+[^\s"',]+)""",
    r"eyJ[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*){2,4}",
)
_STRUCTURED: Final = 'type(body) == "map"'
# The container of gateways and waypoints, in which Istio's Envoy runs.
_PROXY: Final = 'resource["k8s.container.name"] == "istio-proxy"'
# By default it logs each request that the gateway asks it about, with its user and its query.
_LOGIN: Final = f'resource["k8s.container.name"] == "{OAUTH2_PROXY.name}"'
# Its user, after the client and the request's id, and each session that is made.
# Source: pkg/logger/logger.go and pkg/apis/sessions/session_state.go of oauth2-proxy v7.6.0.
_USER: Final = r"^(\S+ - \S+ - )\S+|Session\{[^}]*\}|[^\s\"{}:,;@]+@[^\s\"{}:,;@]+"


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
            f"filelog/{name}": _receiver(
                collector, read, _operators(config.logs.access, config.login.session.cookie)
            )
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
    collector: Collector, namespaces: Iterable[str], operators: list[dict[str, Any]]
) -> dict[str, Any]:
    kept = {"storage": collector.storage, "start_at": "beginning"}
    return {
        "include": [f"/var/log/pods/{each}_*/*/*.log" for each in namespaces],
        "include_file_path": True,
        "include_file_name": False,
        **(kept if collector.storage else {}),
        "operators": operators,
    }


def _exporter(collector: Collector, tenant: Mapping[str, str]) -> dict[str, Any]:
    headers = dict(tenant)
    if collector.token_variable:
        headers["Authorization"] = f"Bearer ${{env:{collector.token_variable}}}"
    return {
        "endpoint": collector.endpoint.rstrip("/"),
        **({"headers": headers} if headers else {}),
    }


def _session(cookie: str) -> str:
    """Return what the session's cookie looks like, whole or in parts, and those of logins."""
    return rf"""{cookie}(?:_[A-Za-z0-9_-]+)?=[^\s;,"']+"""


def _operators(access: AccessLog | None, cookie: str) -> list[dict[str, Any]]:
    """Return what is done with each line: its origin, no tokens, JSON as fields."""
    lines: list[dict[str, Any]] = [
        {"type": "container", "id": "container"},
        {
            "type": "regex_replace",
            "id": "tokens",
            "field": "body",
            "regex": "|".join((*_CREDENTIALS, _session(cookie))),
            # The header's name and a quote of JSON stay; the collector reads $$ as $.
            "replace_with": "$${1}[token]",
        },
        {
            "type": "json_parser",
            "id": "json",
            "if": 'body startsWith "{"',
            "parse_to": "body",
            "on_error": "send_quiet",
        },
    ]
    if access is not None:
        fields = [*FIELDS, *([USER] if access.users == "named" else [])]
        # Istio may have other providers, whose lines have more fields.
        lines.append(
            {
                "type": "retain",
                "id": "fields",
                "if": f"{_STRUCTURED} and {_PROXY}",
                "fields": [f"body.{each}" for each in fields],
            }
        )
    if access is None or access.users == "omitted":
        lines.append(
            {
                "type": "regex_replace",
                "id": "user",
                "if": f'{_LOGIN} and type(body) == "string"',
                "field": "body",
                "regex": _USER,
                "replace_with": "$${1}[user]",
            }
        )
    # A query may hold a code of the login, also in the lines of Istio's own access log.
    return [
        *lines,
        _without_query("query", f'({_PROXY} or {_LOGIN}) and type(body) == "string"', "body"),
        _without_query(
            "field",
            f'{_PROXY} and {_STRUCTURED} and type(body.path) == "string"',
            "body.path",
        ),
    ]


def _without_query(name: str, where: str, field: str) -> dict[str, Any]:
    return {
        "type": "regex_replace",
        "id": name,
        "if": where,
        "field": field,
        "regex": r"""\?[^\s"]*""",
        "replace_with": "",
    }
