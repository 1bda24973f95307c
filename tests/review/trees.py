"""Small trees of dist/, as quick to build as they are to read."""

from collections.abc import Iterable
from pathlib import Path

from constructs_lib.delivery import rendered
from constructs_lib.kube import Object
from tests.kustomize import write


def kustomization(*resources: str) -> list[Object]:
    return [{"kind": "Kustomization", "resources": [*resources]}]


def application(name: str, folder: str, *, prune: bool, below: str = "") -> Object:
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Application",
        "metadata": {"name": name, "namespace": "argocd"},
        "spec": {
            "source": {"path": f"{below}kubeflow/{folder}"},
            "syncPolicy": {"automated": {"prune": prune}},
        },
    }


def tree(
    root: Path,
    *,
    base: Iterable[Object] = (),
    profiles: Iterable[Object] | None = None,
    apps: Iterable[Object] = (),
    **overlays: Iterable[Object],
) -> Path:
    """Write a dist/ with one component of each place: `app`, `<overlay>-only`, `team`."""
    files = {
        "base/app.yaml": base,
        "base/kustomization.yaml": kustomization("app.yaml"),
    }
    for name, objects in overlays.items():
        only = [f"{name}-only.yaml"] if objects else []
        files[f"overlays/{name}/kustomization.yaml"] = kustomization("../../base", *only)
        files |= {f"overlays/{name}/{file}": objects for file in only}
    if profiles is not None:
        files["profiles/team.yaml"] = profiles
        files["profiles/kustomization.yaml"] = kustomization("team.yaml")
    texts = {f"kubeflow/{path}": rendered(objects) for path, objects in files.items()}
    if apps:
        texts["apps/kubeflow.yaml"] = rendered(apps)
    return write(texts, root)
