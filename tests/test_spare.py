"""Arguments of cdk8s' classes are checked in one test, since each check takes its time."""

import subprocess
import sys
from pathlib import Path

import pytest
from cdk8s import Chart

ROOT = Path(__file__).parents[1]
PROGRAM = """
from constructs_lib.platform import synthesize
from cdk8s import App, Chart
from tests.environments import PLATFORM

synthesize(PLATFORM)
try:
    Chart(App(), 1)
except TypeError:
    print("checked")
"""


@pytest.mark.slow
def test_cdk8s_takes_every_argument_of_every_environment():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr, done.stdout) == (0, "", "checked\n")


def test_other_tests_do_without(chart):
    assert Chart(chart, "another", labels=3)
