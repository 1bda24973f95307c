"""The list of licenses names each package once, in the words of SPDX where it can.

NOTICE names what the library restates.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from constructs_lib.releases import RELEASES

ROOT = Path(__file__).parents[1]
PROGRAM = ROOT / ".ci" / "licenses.py"
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


def test_the_notice_names_every_release_that_a_base_restates():
    words = re.split(r"[,\s]+", (ROOT / "NOTICE").read_text())

    assert [each.name for each in RELEASES if each.name not in words] == []


def test_the_notice_names_every_project_with_a_base_of_its_own():
    text = (ROOT / "NOTICE").read_text().lower()
    own = {"katib", "kserve", "pipelines", "spark-operator", "trainer", "training-operator"}
    folders = {name for release in RELEASES for name in release.folders}

    assert own <= folders
    assert [name for name in own if name.replace("-", " ") not in text] == []
