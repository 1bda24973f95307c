"""Every program in examples/ runs as a reader would run it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("program", sorted(ROOT.glob("examples/*.py")), ids=lambda p: p.stem)
def test_an_example_runs(program, tmp_path):
    variables = {"CDK8S_OUTDIR": str(tmp_path / "dist"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, program],
        cwd=tmp_path,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
