"""What dist/ holds, as objects."""

import subprocess
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).parents[2]


@cache
def built(folder: str) -> list[dict[str, Any]]:
    """Return the objects that kustomize makes of a folder of dist/."""
    text = subprocess.run(
        ["kubectl", "kustomize", f"dist/{folder}"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return list(yaml.load_all(text, yaml.CSafeLoader))


def overlay() -> list[dict[str, Any]]:
    """Return everything of the default environment."""
    return built("kubeflow/overlays/default")


def shipped(kind: str, name: str) -> dict[str, Any]:
    """Return the one object of the default environment with this kind and name."""
    (found,) = (
        obj for obj in overlay() if (obj["kind"], obj["metadata"]["name"]) == (kind, name)
    )
    return found
