"""Adds what Elyra needs in a profile to what the hook of Pipelines answers.

Ships below the text of pipelines_hook.py, without these first lines, and only where Elyra is
wanted. Needs Python 3.7 too.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .pipelines_hook import POD_DEFAULTS, READY, child, encoded, is_there, mapping, named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


# From here on it ships.
LONGEST_BUCKET = 63


def with_elyra(
    asked: Callable[[dict[str, Any], Mapping[str, str], dict[str, Any]], dict[str, Any]],
) -> Callable[[dict[str, Any], Mapping[str, str], dict[str, Any]], dict[str, Any]]:
    """Return a function that answers as `asked` does, with Elyra's objects for a profile."""

    def both(
        settings: dict[str, Any], environment: Mapping[str, str], request: dict[str, Any]
    ) -> dict[str, Any]:
        answer = asked(settings, environment, request)
        if not answer["children"]:
            return answer
        namespace = request["parent"]["metadata"]["name"]
        more = list(editor(settings["elyra"], environment, namespace, request))
        there = all(is_there(each, request["children"]) for each in more)
        ready = answer["status"][READY] == "True" and there
        return {
            "status": {READY: str(ready)},
            "children": [*answer["children"], *more],
        }

    return both


def editor(
    told: dict[str, Any],
    environment: Mapping[str, str],
    namespace: str,
    request: dict[str, Any],
) -> Iterator[dict[str, Any]]:
    """Yield the objects of a profile; none where its bucket could not have its name."""
    bucket = told["runtime"]["metadata"]["cos_bucket"].replace("{namespace}", namespace)
    if len(bucket) > LONGEST_BUCKET:
        return
    files = dict(told["files"])
    if told["role"]:
        files[told["file"]] = runtime_of(told["runtime"], namespace, {})
    yield child("v1", "ConfigMap", told["configMap"], namespace, data=files)
    if told["key"]:
        access, secret = environment["MINIO_ACCESS_KEY"], environment["MINIO_SECRET_KEY"]
        key = {"cos_username": access, "cos_password": secret}
        data = {
            told["file"]: runtime_of(told["runtime"], namespace, key),
            "AWS_ACCESS_KEY_ID": access,
            "AWS_SECRET_ACCESS_KEY": secret,
        }
        yield child(
            "v1",
            "Secret",
            told["secret"],
            namespace,
            data={name: encoded(text) for name, text in data.items()},
        )
    for name, spec in told["podDefaults"].items():
        if not taken(name, spec, request):
            yield child(POD_DEFAULTS["apiVersion"], "PodDefault", name, namespace, spec=spec)


def runtime_of(runtime: dict[str, Any], namespace: str, key: dict[str, str]) -> str:
    """Return a runtime configuration for a profile, with the key if there is one."""
    metadata = {
        name: value.replace("{namespace}", namespace)
        for name, value in runtime["metadata"].items()
    }
    return json.dumps({**runtime, "metadata": {**metadata, **key}}, indent=1, sort_keys=True)


def taken(name: str, spec: dict[str, Any], request: dict[str, Any]) -> bool:
    """Return whether someone else wrote a PodDefault of this name, or for the same pods."""
    own = named(request["children"], "children")
    others = named(request.get("related") or {}, "related")
    return any(
        each not in own
        and (
            each.rpartition("/")[2] == name
            or mapping(other, "a PodDefault").get("spec", {}).get("selector")
            == spec["selector"]
        )
        for each, other in others.items()
    )
