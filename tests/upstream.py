"""Upstream's own objects, where its render lies beside the project."""

from pathlib import Path
from typing import Any, Final

import pytest
import yaml

SHARED: Final = Path(__file__).parents[2] / "shared"
FOLDER: Final = SHARED / "reference" / "kubeflow-v1.9.1"
CORE: Final = (
    "kubeflow-namespace",
    "kubeflow-roles",
    "kubeflow-istio-resources",
    "centraldashboard",
    "notebook-controller",
    "jupyter-web-app",
    "profiles",
    "volumes-web-app",
    "pvcviewer-controller",
    "tensorboard-controller",
    "tensorboards-web-app",
    "admission-webhook",
    "training-operator",
    "katib",
    "pipelines",
    "user-namespace",
    "networkpolicies",
    "dex",
    "oauth2-proxy",
)

needed = pytest.mark.skipif(
    not FOLDER.exists(), reason="upstream's render does not lie beside the project"
)


def text(component: str) -> str:
    """Return a component as upstream renders it."""
    return (FOLDER / f"{component}.yaml").read_text(encoding="utf-8")


def objects(*kinds: str) -> list[dict[str, Any]]:
    """Return upstream's objects of some kinds, of every component that is installed."""
    found = (obj for name in CORE for obj in yaml.load_all(text(name), yaml.CSafeLoader))
    return [obj for obj in found if obj["kind"] in kinds]
