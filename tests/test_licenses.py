"""The list of licenses names each package once, in the words of SPDX where it can."""

import json
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).parents[1] / ".ci" / "licenses.py"
COMPONENTS = [
    {"name": "zeta", "version": "2", "licenses": [{"expression": "MIT OR Apache-2.0"}]},
    {
        "name": "Alpha",
        "version": "1",
        "licenses": [{"license": {"id": "MIT"}}, {"license": {"name": "MIT License"}}],
    },
    {"name": "beta", "licenses": [{"license": {"name": "Own terms"}}]},
    {"name": "gamma", "version": "3"},
]


def test_each_package_has_its_licenses(tmp_path):
    file = tmp_path / "materials.cdx.json"
    file.write_text(json.dumps({"components": COMPONENTS}))
    done = subprocess.run(
        [sys.executable, PROGRAM, file], capture_output=True, check=True, text=True
    )

    assert done.stdout.splitlines() == [
        "Alpha 1: MIT",
        "beta : Own terms",
        "gamma 3: none declared",
        "zeta 2: MIT OR Apache-2.0",
    ]
