"""The real kustomize, as kubectl brings it."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

import yaml

from constructs_lib.kube import Object
from tests import shared


def write(files: Mapping[str, str], root: Path) -> Path:
    """Write files below a folder and return the folder."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


def build(folder: Path) -> list[Object]:
    """Return what `kubectl kustomize` makes of a folder."""
    return list(yaml.load_all(rendered(folder), yaml.CSafeLoader))


def build_kept(folder: Path) -> list[Object]:
    """Return the same, of an earlier run too, wherever its files lay, until a byte changes."""
    return shared.kept(
        f"objects-{_digest(folder)}",
        lambda: list(yaml.load_all(rendered_kept(folder), yaml.CSafeLoader)),
    )


def rendered_kept(folder: Path) -> str:
    """Return the text that `kubectl kustomize` makes of a folder, or of its like before."""
    return shared.kept(f"text-{_digest(folder)}", lambda: rendered(folder))


def _digest(folder: Path) -> str:
    """Return a digest of all that kustomize reads of a folder, and of its version."""
    read = (file.read_bytes() for file in _read(folder))
    digests = (sha256(each).digest() for each in (_version(), *read))
    return sha256(b"".join(digests)).hexdigest()


@cache
def _version() -> bytes:
    told = ["kubectl", "version", "--client"]
    return subprocess.run(told, capture_output=True, check=True).stdout


def _read(folder: Path) -> Iterator[Path]:
    """Yield the files that kustomize reads of a folder."""
    yield (file := folder / "kustomization.yaml")
    kustomization = yaml.load(file.read_text(), yaml.CSafeLoader)
    patches = (patch["path"] for patch in kustomization.get("patches", ()))
    for path in (folder / name for name in (*kustomization["resources"], *patches)):
        yield from _read(path) if path.is_dir() else (path,)


def rendered(folder: Path) -> str:
    """Return the text that `kubectl kustomize` makes of a folder."""
    done = subprocess.run(
        ["kubectl", "kustomize", str(folder)],
        # It ends in seconds: looking for garbage would take a third of them.
        env={"GOGC": "400", **os.environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout
