"""The committed dist/ is what main.py makes of the sources, to the byte."""

from pathlib import Path

import main
from constructs_lib import platform

DIST = Path(__file__).parents[1] / "dist"


def test_dist_is_fresh(default):
    committed = {
        file.relative_to(DIST).as_posix(): file.read_bytes()
        for file in DIST.rglob("*")
        if file.is_file()
    }

    assert committed == {path: text.encode() for path, text in default.items()}


def test_another_version_of_the_library_moves_one_file(default, monkeypatch):
    monkeypatch.setattr(platform, "__version__", "9.8.7")
    other = platform.synthesize(main.platform()).files

    assert {path for path in default if default[path] != other[path]} == {
        "kubeflow/version.yaml"
    }
    assert other.keys() == default.keys()
    assert other["kubeflow/version.yaml"] == (
        "# Synthesized from main.py; edit that, not this.\n"
        "kubeflow: v1.9.1\n"
        "kubeflow-gitops: 9.8.7\n"
    )
