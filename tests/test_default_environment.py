"""What the default environment is, as kustomize builds it: each object by kind and name.

`dist/` is the text that people review; here a digest tells which object of it changed.
"""

import hashlib
import json

import pytest

from tests.kustomize import build_kept, write

pytestmark = pytest.mark.slow


def test_the_whole_overlay(default, tmp_path, snapshot):
    folder = write(default, tmp_path) / "kubeflow" / "overlays" / "default"
    objects = build_kept(folder)

    assert "\n".join(sorted(map(line, objects))) == snapshot


def line(obj):
    """Return an object's kind, namespace and name, and a digest of all of it."""
    digest = hashlib.sha256(json.dumps(obj, sort_keys=True).encode()).hexdigest()[:12]
    metadata = obj["metadata"]
    return f"{obj['kind']} {metadata.get('namespace', '-')} {metadata['name']} {digest}"
