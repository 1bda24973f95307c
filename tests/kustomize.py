"""The real kustomize, as kubectl brings it."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import yaml

from constructs_lib.kube import Object


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


def rendered(folder: Path) -> str:
    """Return the text that `kubectl kustomize` makes of a folder."""
    done = subprocess.run(
        ["kubectl", "kustomize", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout
