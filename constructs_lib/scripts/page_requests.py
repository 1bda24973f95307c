"""What may be asked of the server of the page of Pipelines, and by whom.

Each request that the page makes is written anew of the parts that were checked; every other
is refused, however it is spelled.

Source: frontend/server/app.ts and frontend/src/lib/Apis.ts of kubeflow/pipelines 2.3.0.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import parse_qsl, quote, unquote, urlencode

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

BASE = "/pipeline"
# In a prefix of artifacts, in the place of the profile's name.
NAMESPACE = "{namespace}"
PIPELINES = "pipelines.kubeflow.org"
VIEWERS = "kubeflow.org"

LABEL = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")
POD = re.compile(r"[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?")
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})?", re.ASCII)
RUN = re.compile(r"[-\w]{0,64}", re.ASCII)
NUMBER = re.compile(r"\d{1,12}", re.ASCII)
# What an URL's path may hold, each `%` with its two digits.
PATH = re.compile(r"/([\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*", re.ASCII)
QUERY = re.compile(r"[!-~]*")
VIEWER = re.compile(
    r"(?P<name>viewer-[0-9a-f]{40})-service\.(?P<namespace>[a-z0-9-]+)\.svc\.cluster\.local:80"
    r"/tensorboard/(?P=name)/.*"
)
# Characters by which a key could be read as another one further on.
DOUBTFUL = re.compile(r"[\x00-\x1f\x7f\\%*]")

# What everybody gets alike.
PAGES = ("/", "/index.html", "/visualizations/allowed")
# Verb, resource and subresource: what a user must be allowed for what is told of a pod.
RIGHTS = {
    "/k8s/pod": ("get", "pods", ""),
    "/k8s/pod/events": ("list", "events", ""),
    "/k8s/pod/logs": ("get", "pods", "log"),
}

READING = ("GET", "HEAD")
CALLING = (*READING, "POST", "PUT", "PATCH", "DELETE")
VERBS = {"GET": "get", "HEAD": "get", "POST": "create", "DELETE": "delete"}


class RefusedError(Exception):
    """A request that is not passed on; the message tells the caller why."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True)
class Right:
    """Something that a user may or may not do in a namespace, as the API server is asked."""

    namespace: str
    verb: str
    resource: str
    group: str = ""
    subresource: str = ""
    name: str = ""

    def __str__(self) -> str:
        """Read as in a refusal."""
        resource = "/".join(filter(None, (self.resource, self.subresource)))
        return f"{self.verb} {resource} in namespace {self.namespace}"

    def to_json(self) -> dict[str, str]:
        """Return it as a SubjectAccessReview has it."""
        return {name: value for name, value in vars(self).items() if value}


@dataclass(frozen=True)
class Passage:
    """What is asked of the page instead of what came, and who may.

    right: what the user must be allowed; None where the page's server asks by itself.
    sandboxed: whether the answer is somebody's file, which must not run as the page's own.
    """

    target: str
    right: Right | None = None
    sandboxed: bool = False


@dataclass(frozen=True)
class Settings:
    """What the platform has decided: where the page is, its users' header, its artifacts."""

    page: str
    header: str
    prefix: str
    artifacts: list[dict[str, str]]

    @classmethod
    def read(cls, path: str) -> Settings:
        """Return the settings that a file holds."""
        return cls(**json.loads(Path(path).read_text("utf-8")))


def passage(settings: Settings, method: str, target: str) -> Passage:
    """Return what a request becomes; raise RefusedError for one that the page does not make.

    target: path and query as they came.
    """
    raw, _, query = target.partition("?")
    if not QUERY.fullmatch(query):
        refuse(HTTPStatus.BAD_REQUEST, "the query cannot be read")
    path = clean(raw)
    if path == BASE or path.startswith(f"{BASE}/"):
        path = path[len(BASE) :] or "/"
    first = path.split("/")[1]
    if first == "apis":
        return called(method, path, query)
    if path in RIGHTS:
        demand(method, READING)
        return pod(path, parameters(query))
    if path == "/apps/tensorboard":
        demand(method, VERBS)
        return tensorboard(method, path, parameters(query))
    demand(method, READING)
    if first == "artifacts":
        return artifact(settings, path, parameters(query))
    if path not in PAGES and first != "static":
        refuse(HTTPStatus.NOT_FOUND, "the page of Pipelines has nothing here")
    # Its own script reads the query, not its server.
    return Passage(f"{BASE}{path}")


def clean(raw: str) -> str:
    """Return a path of which there is one reading; refuse any other."""
    if not PATH.fullmatch(raw):
        refuse(HTTPStatus.BAD_REQUEST, "the path holds what a path must not hold")
    parts = raw.split("/")[1:]
    for part in parts:
        text = decoded(part)
        if text in (".", "..") or "/" in text or DOUBTFUL.search(text):
            refuse(HTTPStatus.BAD_REQUEST, "the path could be read as another one")
    if "" in parts[:-1]:
        refuse(HTTPStatus.BAD_REQUEST, "the path has an empty part")
    return raw


def decoded(text: str) -> str:
    """Return a part of a path without its escapes."""
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        refuse(HTTPStatus.BAD_REQUEST, "the path is not UTF-8")


def called(method: str, path: str, query: str) -> Passage:
    """Pass a call on to Pipelines' API, which asks for its users' rights by itself.

    Below `_proxy/` the page's server goes to whatever address follows: no further than to
    the TensorBoards that it makes.
    """
    demand(method, CALLING)
    parts = path.split("/")
    if len(parts) < 4 or parts[2] not in ("v1beta1", "v2beta1"):  # noqa: PLR2004
        refuse(HTTPStatus.NOT_FOUND, "Pipelines has no such API")
    asked = f"?{query}" if query else ""
    if not any(decoded(part).lower() == "_proxy" for part in parts):
        return Passage(f"{path}{asked}")
    viewer = VIEWER.fullmatch("/".join(parts[4:]))
    if parts[3] != "_proxy" or viewer is None:
        refuse(HTTPStatus.FORBIDDEN, "only TensorBoards that the page made are passed on to")
    right = Right(label(viewer["namespace"]), "get", "viewers", VIEWERS, name=viewer["name"])
    return Passage(f"{path}{asked}", right)


def pod(path: str, query: dict[str, str]) -> Passage:
    """Pass on a question about a pod, its log or its events."""
    known(query, "podname", "podnamespace", "runid", "createdat")
    namespace = label(required(query, "podnamespace"))
    name = shaped(required(query, "podname"), POD, "podname")
    told = {"podname": name, "podnamespace": namespace}
    shaped(query.get("runid", ""), RUN, "runid")
    if day := shaped(query.get("createdat", ""), DAY, "createdat"):
        told["createdat"] = day
    verb, resource, subresource = RIGHTS[path]
    right = Right(namespace, verb, resource, subresource=subresource, name=name)
    if verb == "list":
        right = Right(namespace, verb, resource)
    return Passage(f"{path}?{urlencode(told)}", right, sandboxed=True)


def tensorboard(method: str, path: str, query: dict[str, str]) -> Passage:
    """Pass on what is asked of a TensorBoard of runs."""
    known(query, "logdir", "namespace", "image", "tfversion", "podtemplatespec")
    namespace = label(required(query, "namespace"))
    required(query, "logdir")
    return Passage(
        f"{path}?{urlencode(query)}", Right(namespace, VERBS[method], "viewers", VIEWERS)
    )


def artifact(settings: Settings, path: str, query: dict[str, str]) -> Passage:
    """Pass on a question for an artifact to the server of the profile that it belongs to.

    What the page tells of the store is left out: that server knows its own.
    """
    source, *rest = [decoded(part) for part in f"{path}/".split("/")[2:-1]] or [""]
    if (source, rest) == ("get", []):
        known(query, "source", "bucket", "key", "namespace", "peek", "providerInfo")
        source, bucket, key = (required(query, name) for name in ("source", "bucket", "key"))
    else:
        known(query, "namespace", "peek", "providerInfo")
        bucket, key = (rest or [""])[0], "/".join(rest[1:])
    namespace = label(required(query, "namespace"))
    within(settings, namespace, source, bucket, key)
    told = {"namespace": namespace}
    if "peek" in query:
        told["peek"] = shaped(query["peek"], NUMBER, "peek")
    if path == "/artifacts/get":
        told |= {"source": source, "bucket": bucket, "key": key}
        target = path
    else:
        target = f"/artifacts/{quote(source)}/{quote(bucket)}/{quote(key)}"
    right = Right(namespace, "readArtifact", "runs", PIPELINES)
    return Passage(f"{target}?{urlencode(told)}", right, sandboxed=True)


def within(settings: Settings, namespace: str, source: str, bucket: str, key: str) -> None:
    """Refuse an artifact that does not lie where a namespace keeps its own."""
    parts = key.split("/")
    if DOUBTFUL.search(key) or {"", ".", ".."} & set(parts):
        refuse(HTTPStatus.BAD_REQUEST, "the key could be read as another one")
    for place in settings.artifacts:
        below = place["prefix"].replace(NAMESPACE, namespace)
        if (place["source"], place["bucket"]) == (source, bucket) and key.startswith(below):
            return
    refuse(
        HTTPStatus.FORBIDDEN, f"this is not where namespace {namespace} keeps its artifacts"
    )


def parameters(query: str) -> dict[str, str]:
    """Return a query's parameters, each of which may be given once."""
    if not query:
        return {}
    try:
        pairs = parse_qsl(
            query,
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=16,
        )
    except ValueError:
        refuse(HTTPStatus.BAD_REQUEST, "the query cannot be read")
    found = dict(pairs)
    if len(found) != len(pairs):
        refuse(HTTPStatus.BAD_REQUEST, "a parameter is given more than once")
    return found


def known(query: Mapping[str, str], *names: str) -> None:
    """Refuse parameters that nobody here knows."""
    for name in query:
        if name not in names:
            refuse(HTTPStatus.BAD_REQUEST, f"parameter {name!r:.60} is not known here")


def required(query: Mapping[str, str], name: str) -> str:
    """Return a parameter that must be there."""
    value = query.get(name)
    if not value:
        refuse(HTTPStatus.BAD_REQUEST, f"parameter {name!r} is missing")
    return value


def shaped(value: str, pattern: re.Pattern[str], name: str) -> str:
    """Return a parameter that looks as it must."""
    if not pattern.fullmatch(value):
        refuse(HTTPStatus.BAD_REQUEST, f"parameter {name!r} cannot be {value!r:.60}")
    return value


def label(namespace: str) -> str:
    """Return what can be a namespace's name."""
    if not LABEL.fullmatch(namespace):
        refuse(HTTPStatus.BAD_REQUEST, f"no namespace is called {namespace!r:.60}")
    return namespace


def demand(method: str, methods: Collection[str]) -> None:
    """Refuse a method that is not among some."""
    if method not in methods:
        refuse(HTTPStatus.METHOD_NOT_ALLOWED, f"this answers to {', '.join(methods)}")


def refuse(status: HTTPStatus, reason: str) -> NoReturn:
    """Refuse a request."""
    raise RefusedError(status, reason)
