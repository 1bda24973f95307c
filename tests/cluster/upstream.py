"""Upstream's own objects, where its render lies beside the project."""

from pathlib import Path
from typing import Any, Final

import pytest
import yaml

FOLDER: Final = Path(__file__).parents[3] / "shared" / "reference" / "kubeflow-v1.9.1"
CORE: Final = (
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
    "dex",
    "oauth2-proxy",
)

needed = pytest.mark.skipif(
    not FOLDER.exists(), reason="upstream's render does not lie beside the project"
)


def objects(*kinds: str) -> list[dict[str, Any]]:
    """Return upstream's objects of some kinds, of every component of the core."""
    found = (
        obj
        for name in CORE
        for obj in yaml.load_all((FOLDER / f"{name}.yaml").read_text(), yaml.CSafeLoader)
    )
    return [obj for obj in found if obj["kind"] in kinds]
