"""Upstream's manifests: clones at the tags that a base stands for, and what they render."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import yaml

from constructs_lib.config import optional_in, upstream_paths
from constructs_lib.kube import Object
from constructs_lib.releases import Release

REPOSITORY: Final = "https://github.com/kubeflow/manifests"
# The commits of the tags that releases take components of later ones from.
LATER: Final = {"v1.10.2": "d8d643f1a736b28c525bd9b8ee5c9b2f4a661b39"}
# Kinds without a namespace to which kustomize adds one.
_OF_THE_CLUSTER: Final = ("ClusterRole", "ClusterRoleBinding", "ClusterTrainingRuntime")
# Where a component's path ends and the way within it begins.
_WITHIN: Final = ("base", "env", "installs", "overlays", "pss")
# The copy of a component's own repository, in its path or before it.
_COPY: Final = "upstream"


class UpstreamError(Exception):
    """Upstream's manifests cannot be had or rendered; the message says why."""


def paths(release: Release) -> tuple[str, ...]:
    """Return the folders of a release that its bases stand for, without later ones'.

    The base has a namespace.yaml of its own; it is compared with upstream's all the same.
    """
    optional = (each.name for each in optional_in(release) if each.name not in release.later)
    return (
        # It may have folders of the base.
        release.folders["kubeflow-namespace"],
        *(path for path in upstream_paths(release) if not release.has_namespace(path)),
        *(release.folders[name] for name in optional),
    )


@contextmanager
def manifests(release: Release, source: str = REPOSITORY) -> Iterator[Path]:
    """Give a folder with kubeflow/manifests at a release's tag.

    source: a clone's folder, which is read as it lies, or what git can clone: a URL, a bare
    repository. Of that the tag alone is fetched, into a folder that goes with the context.
    Raises UpstreamError for what is neither, and for another commit or changed files.
    """
    for program in ("git", "kubectl"):
        if not shutil.which(program):
            raise UpstreamError(f"Upstream is read by {program}, which is not on the PATH.")
    with tempfile.TemporaryDirectory(prefix="kubeflow-manifests-") as fetched:
        if Path(source, ".git").exists():
            folder = Path(source).resolve()
        else:
            folder = Path(fetched).resolve()
            _clone(source, folder, release.name)
        head = _git("-C", str(folder), "rev-parse", "HEAD")
        if head != release.commit:
            raise UpstreamError(
                f"{source} is at commit {head or 'none'}, "
                f"but the base stands for {release.name}, {release.commit}: check that out."
            )
        if changed := _git("-C", str(folder), "status", "--porcelain"):
            count = len(changed.splitlines())
            raise UpstreamError(
                f"{source} has {count} file{'s' * (count > 1)} that its commit has not: "
                f"`git status` lists them."
            )
        yield folder


@contextmanager
def later_manifests(
    release: Release, source: str = REPOSITORY
) -> Iterator[Mapping[str, Path]]:
    """Give a folder for each later tag of which a base has a component, always a clone.

    source: as in `manifests`; a clone's folder must have the tags.
    Raises UpstreamError for one that has not, and for a tag of another commit.
    """
    with tempfile.TemporaryDirectory(prefix="kubeflow-manifests-") as fetched:
        folders = {tag: Path(fetched).resolve() / tag for tag in release.later.values()}
        for tag, folder in folders.items():
            _clone(source, folder, tag)
            head = _git("-C", str(folder), "rev-parse", "HEAD")
            if head != LATER[tag]:
                raise UpstreamError(
                    f"Tag {tag} of {source} is commit {head}, but the base stands for "
                    f"{LATER[tag]}: fetch upstream's."
                )
        yield folders


def _clone(source: str, folder: Path, tag: str) -> None:
    options = (
        "--quiet",
        "--depth",
        "1",
        "--branch",
        tag,
        "-c",
        "advice.detachedHead=false",
    )
    # A local path is fetched as a URL is, the tag alone.
    url = Path(source).resolve().as_uri() if Path(source).exists() else source
    done = _run("git", "clone", *options, "--", url, str(folder))
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["git says nothing"])[-1]
        raise UpstreamError(
            f"{source!r} is neither a folder with a clone of kubeflow/manifests "
            f"nor a repository with a tag {tag}: {reason}"
        )


def component(path: str) -> str:
    """Return what a component is called, of its path in upstream's repository."""
    steps = [step for step in path.split("/") if step != _COPY]
    end = next((n for n, step in enumerate(steps) if step in _WITHIN), len(steps))
    return steps[end - 1]


def components(
    release: Release, folder: Path, later: Mapping[str, Path]
) -> dict[str, list[Object]]:
    """Return what the real kustomize makes of each component of a release of upstream's.

    later: the folders of `later_manifests`, by tag.
    """
    folders = {component(path): folder / path for path in paths(release)}
    for name, tag in release.later.items():
        path = release.folders[name]
        folders[component(path)] = later[tag] / path
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        rendered = pool.map(render, folders.values())
        made = dict(zip(folders, rendered, strict=True))
    return {name: [*objects, *_of_the_cluster(objects)] for name, objects in made.items()}


def _of_the_cluster(objects: list[Object]) -> Iterator[Object]:
    """Yield again, without a namespace, objects of the cluster that have one."""
    for obj in filter(misplaced, objects):
        metadata = {key: value for key, value in obj["metadata"].items() if key != "namespace"}
        yield obj | {"metadata": metadata}


def misplaced(obj: Object) -> bool:
    """Return whether an object of the cluster has a namespace, which Kubernetes ignores."""
    return obj["kind"] in _OF_THE_CLUSTER and "namespace" in obj["metadata"]


def render(folder: Path) -> list[Object]:
    """Return what `kubectl kustomize` makes of a folder.

    Raises UpstreamError for one that it cannot build.
    """
    done = _run("kubectl", "kustomize", str(folder))
    if done.returncode:
        raise UpstreamError(f"kustomize cannot build {folder}: {done.stderr.strip()}")
    return list(yaml.load_all(done.stdout, yaml.CSafeLoader))


def _git(*arguments: str) -> str:
    return _run("git", *arguments).stdout.strip()


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    # Git is to fail, not to ask for a password, where a URL is wrong.
    environment = os.environ | {"GIT_TERMINAL_PROMPT": "0"}
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False
    )
