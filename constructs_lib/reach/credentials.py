"""What the ingress proxy's own script keeps from apps: session cookies, spellings of headers.

The same as scripts/keep_credentials.lua, with the names that the EnvoyFilter's text begins
with.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from ..kube import Object, selects
from .request import COOKIE, Request

FILTER: Final = "kubeflow.credentials"
_OF_LOGIN: Final = "x-auth-request-"


@dataclass(frozen=True)
class _Facts:
    cookie: str
    identity: frozenset[str]
    verified: str


def kept(
    filters: Iterable[Object],
    labels: Mapping[str, str],
    request: Request,
    off: Collection[str] = (),
) -> Request:
    """Return a request without what the script of a proxy removes.

    labels: of the proxy's pods. off: filters that the route turns off.
    """
    facts = None if FILTER in off else _facts(filters, labels)
    if facts is None:
        return request
    request = replace(request, session=None)
    dropped = [name for name in request.headers if _is_dropped(name, facts)]
    request = request.without_headers(dropped)
    cookie = request.headers.get(COOKIE)
    if cookie is None:
        return request
    rest = _without_session(cookie, facts.cookie)
    return request.with_headers({COOKIE: rest}) if rest else request.without_headers([COOKIE])


def _facts(filters: Iterable[Object], labels: Mapping[str, str]) -> _Facts | None:
    for each in filters:
        spec = each["spec"]
        wanted = spec.get("workloadSelector", {}).get("labels", {})
        if not selects({"matchLabels": wanted}, labels):
            continue
        for patch in spec.get("configPatches") or ():
            value = patch["patch"].get("value") or {}
            if value.get("name") == FILTER and "typed_config" in value:
                return _read(value["typed_config"]["default_source_code"]["inline_string"])
    return None


def _read(text: str) -> _Facts:
    cookie = re.search(r'^local COOKIE = "([^"]*)"', text, re.MULTILINE)
    identity = re.search(r"^local IDENTITY = \{(.*)\}", text, re.MULTILINE)
    verified = re.search(r'^local VERIFIED = "([^"]*)"', text, re.MULTILINE)
    if not (cookie and identity and verified):
        raise ValueError(f"the script of filter {FILTER} does not begin with its three names")
    names = frozenset(re.findall(r'\["([^"]*)"\]', identity[1]))
    return _Facts(cookie[1], names, verified[1])


def _is_dropped(name: str, facts: _Facts) -> bool:
    spelt = name.replace("_", "-")
    return (
        name == facts.verified
        or (spelt != name and spelt in facts.identity)
        or spelt.startswith(_OF_LOGIN)
    )


def _without_session(cookies: str, session: str) -> str:
    pairs = cookies.split(";")
    rest = [pair for pair in pairs if not _is_session(pair, session)]
    return cookies if len(rest) == len(pairs) else ";".join(rest).lstrip()


def _is_session(pair: str, session: str) -> bool:
    found = re.match(r"[\s=]*([^\s=]+)", pair)
    part = re.escape(session) + r"(_(csrf|csrf_.*|[0-9]+))?"
    return found is not None and re.fullmatch(part, found[1]) is not None
