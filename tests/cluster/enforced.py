"""Describe the policies that decide on traffic to a destination, in order.

Derived from istiod's configuration of the proxies: what is enforced, not what was intended.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from constructs_lib.reach.ztunnel import Policy, policies_of

_NAME: Final = re.compile(r"ns\[(?P<namespace>[^]]*)]-policy\[(?P<name>[^]]*)]")

# They change or count requests, and refuse none.
_SILENT: Final = {
    "cors",
    "fault",
    "grpc_stats",
    "http_connection_manager",
    "router",
    "tcp_proxy",
}


def by_filters(filters: Iterable[Mapping[str, Any]]) -> list[str]:
    """Describe the rules of each filter that can deny: of a chain, or of HTTP in it."""
    said = []
    for each in filters:
        name, config = each["name"].rpartition(".")[2], each["typed_config"]
        if name == "rbac":
            rules = config.get("rules") or config["shadow_rules"]
            action = rules.get("action", "ALLOW") if "rules" in config else "CUSTOM"
            said.append(f"{action} by {_policies(rules['policies'])}")
        elif name == "ext_authz":
            said.append(f"ask {config['http_service']['server_uri']['cluster']}")
        elif name == "jwt_authn":
            issuers = sorted(each["issuer"] for each in config["providers"].values())
            said.append(f"check tokens of {', '.join(issuers)}")
        elif "http_filters" in config:
            said += by_filters(config["http_filters"])
        elif name not in _SILENT:
            said.append(name)
    return said


def by_ztunnel(dump: Mapping[str, Sequence[Policy]], workload: Mapping[str, Any]) -> list[str]:
    """Describe the policies of ztunnel for a workload: denials first, in its order."""
    said = [
        f"{policy.get('action', 'ALLOW')} by {policy['namespace']}/{policy['name']}"
        for policy in policies_of(dump, workload)
    ]
    return sorted(said, key=lambda words: (not words.startswith("DENY"), words))


def at_pods(
    dump: Mapping[str, Sequence[Any]], namespace: str, pods: Collection[str]
) -> dict[str, list[str]]:
    """Describe ztunnel's policies for each pod of a namespace that is named.

    Other pods may come and go while a test compares: a Job's, or one that istiod makes.
    """
    return {
        workload["name"]: by_ztunnel(dump, workload)
        for workload in dump["workloads"]
        if workload["namespace"] == namespace and workload["name"] in pods
    }


def _policies(names: Iterable[str]) -> str:
    found = {
        f"{match['namespace']}/{match['name']}" if (match := _NAME.search(name)) else name
        for name in names
    }
    return ", ".join(sorted(found))
