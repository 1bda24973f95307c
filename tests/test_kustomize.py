"""What kustomize made in an earlier run is taken for the same bytes alone."""

from pathlib import Path

import pytest
import yaml

from tests import kustomize

RESOURCE = "kind: ConfigMap\n"
PATCH = "kind: ConfigMap\ndata: {}\n"


@pytest.fixture(autouse=True)
def _version(monkeypatch):
    monkeypatch.setattr(kustomize, "_version", lambda: b"v5")


def folder(root: Path, resource: str = RESOURCE, patch: str = PATCH) -> Path:
    """Return an overlay with a base."""
    base = {"resources": ["it.yaml"]}
    overlay = {"resources": ["../base"], "patches": [{"path": "patch.yaml"}]}
    files = {
        "base/kustomization.yaml": yaml.safe_dump(base),
        "base/it.yaml": resource,
        "overlay/kustomization.yaml": yaml.safe_dump(overlay),
        "overlay/patch.yaml": patch,
    }
    return kustomize.write(files, root) / "overlay"


def test_it_does_not_matter_where_the_files_lie(tmp_path):
    one, other = (folder(tmp_path / name) for name in "ab")

    assert kustomize._digest(one) == kustomize._digest(other)


@pytest.mark.parametrize("changed", ["resource", "patch"])
def test_another_byte_is_built_anew(tmp_path, changed):
    one = folder(tmp_path / "a")
    other = folder(tmp_path / "b", **{changed: "kind: ConfigMap\ndata: {a: b}\n"})

    assert kustomize._digest(one) != kustomize._digest(other)


def test_another_kustomize_builds_anew(tmp_path, monkeypatch):
    before = kustomize._digest(folder(tmp_path))
    monkeypatch.setattr(kustomize, "_version", lambda: b"v6")

    assert kustomize._digest(folder(tmp_path)) != before
