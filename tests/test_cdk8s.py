"""cdk8s' own command in a clone of the library; tests/test_wheel.py has it in a user's.

`make check-imports` fetches the command, and runs its `import`.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
CDK8S = ROOT / "crds" / "node_modules" / ".bin" / "cdk8s"


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.skipif(not CDK8S.exists(), reason="no cdk8s; `make check-imports` fetches it")
def test_cdk8s_synth_writes_the_dist_of_this_checkout(tmp_path):
    node = Path(shutil.which("node", path=Path(sys.executable).parent)).parent
    done = subprocess.run(
        [CDK8S, "synth", "--check-upgrade=false", "--output", tmp_path / "dist"],
        cwd=ROOT,
        env={**os.environ, "PATH": f"{node}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert texts(tmp_path / "dist") == texts(ROOT / "dist")
