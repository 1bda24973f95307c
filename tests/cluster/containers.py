"""Run a Deployment's container as a local process with its command, variables and files.

Two things differ from a pod: files lie in a folder, and it listens on ports of loopback,
unless a test asks for every address.
"""

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .processes import LOOPBACK, free_ports

Object = Mapping[str, Any]
Held = Callable[[str, str], dict[str, str]]

# How a server is told to listen on every address of its pod.
EVERYWHERE: Final = re.compile(r"\b0\.0\.0\.0:(\d+)\b")


@dataclass(frozen=True)
class Container:
    """What runs in a pod: a command, variables, and files by their paths."""

    command: tuple[str, ...]
    variables: Mapping[str, str]
    files: Mapping[str, str]


@dataclass(frozen=True)
class Process:
    """The same as a local process; each port of the pod is mapped to one of loopback."""

    command: tuple[str, ...]
    variables: Mapping[str, str]
    ports: Mapping[int, int]


def named(objects: Iterable[Object], kind: str, name: str, namespace: str) -> Object:
    """Return the object of a kind and name."""
    (found,) = (
        obj
        for obj in objects
        if (obj["kind"], obj["metadata"]["name"], obj["metadata"].get("namespace"))
        == (kind, name, namespace)
    )
    return found


def container(objects: Iterable[Object], deployment: str, namespace: str) -> Container:
    """Return a Deployment's only container, with what ConfigMaps and Secrets give it."""
    objects = list(objects)
    pod = named(objects, "Deployment", deployment, namespace)["spec"]["template"]["spec"]
    (found,) = pod["containers"]

    def held(kind: str, name: str) -> dict[str, str]:
        obj = named(objects, kind, name, namespace)
        if kind == "ConfigMap":
            return dict(obj["data"])
        return {key: base64.b64decode(text).decode() for key, text in obj["data"].items()}

    return Container(
        command=(*found.get("command", ()), *found.get("args", ())),
        variables=dict(_variables(found, namespace, held)),
        files=dict(_files(found, pod.get("volumes", ()), held)),
    )


def _variables(found: Object, namespace: str, held: Held) -> Iterator[tuple[str, str]]:
    for source in found.get("envFrom", ()):
        match source:
            case {"secretRef": {"name": name}}:
                yield from held("Secret", name).items()
            case {"configMapRef": {"name": name}}:
                yield from held("ConfigMap", name).items()
    for variable in found.get("env", ()):
        match variable:
            case {"value": str(value)}:
                yield variable["name"], value
            case {"valueFrom": {"secretKeyRef": {"name": name, "key": key}}}:
                yield variable["name"], held("Secret", name)[key]
            case {"valueFrom": {"configMapKeyRef": {"name": name, "key": key}}}:
                yield variable["name"], held("ConfigMap", name)[key]
            case {"valueFrom": {"fieldRef": {"fieldPath": "metadata.namespace"}}}:
                yield variable["name"], namespace
            case _:
                raise AssertionError(f"nobody here knows the value of {variable}")


def _files(found: Object, volumes: Iterable[Object], held: Held) -> Iterator[tuple[str, str]]:
    kept = {volume["name"]: volume for volume in volumes}
    for mount in found.get("volumeMounts", ()):
        match kept[mount["name"]]:
            case {"configMap": {"name": name, **rest}}:
                texts = held("ConfigMap", name)
            case {"secret": {"secretName": name, **rest}}:
                texts = held("Secret", name)
            case _:
                continue
        items: Any = rest.get("items") or [{"key": key, "path": key} for key in texts]
        for item in items:
            if "subPath" not in mount:
                yield f"{mount['mountPath']}/{item['path']}", texts[item["key"]]
            elif mount["subPath"] == item["path"]:
                yield mount["mountPath"], texts[item["key"]]


def on_loopback(
    pod: Container, folder: Path, *, at: str = LOOPBACK, moved: bool = True
) -> Process:
    """Write a container's files in a folder, and give each of its ports a free one.

    at: where it listens. moved: whether at other ports than in its pod.
    """
    everything = [*pod.command, *pod.variables.values(), *pod.files.values()]
    asked = sorted({int(port) for text in everything for port in EVERYWHERE.findall(text)})
    ports = dict(zip(asked, free_ports(len(asked)) if moved else asked, strict=True))

    def here(text: str) -> str:
        text = EVERYWHERE.sub(lambda found: f"{at}:{ports[int(found[1])]}", text)
        for path in pod.files:
            text = text.replace(path, f"{folder}{path}")
        return text

    folders = {str(Path(path).parent) for path in pod.files}

    def found(value: str) -> str:
        """Return a variable with its folders mapped to local ones."""
        listed = here(value).split(":")
        return ":".join(f"{folder}{part}" if part in folders else part for part in listed)

    for path, text in pod.files.items():
        file = Path(f"{folder}{path}")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(here(text), encoding="utf-8")
    return Process(
        command=tuple(here(part) for part in pod.command),
        variables={name: found(value) for name, value in pod.variables.items()},
        ports=ports,
    )
