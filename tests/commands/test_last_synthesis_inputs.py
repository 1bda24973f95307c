"""A synthesis reads what the record of the last one compares, and nothing else."""

import ast
from pathlib import Path

import pytest

from tests.packages import python

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "constructs_lib"

# Prints what is read: files, folders, the network, other programs, variables.
WATCHED = """
import os, sys
from constructs_lib.platform import synthesize
from tests.environments import CONFIGS, EVERYTHING
from constructs_lib import Environment, Platform
from dataclasses import replace

configs = {"all": replace(EVERYTHING, own=()), "ahead": CONFIGS["ahead"]}
platform = Platform(environments=tuple(Environment(*each) for each in configs.items()))
modules = {*sys.modules}
READS = ("open", "os.listdir", "os.scandir", "subprocess.Popen", "socket.connect")
found = []
sys.addaudithook(lambda event, what: event in READS and found.append((event, what[0])))

class Watched(type(os.environ)):
    def __getitem__(self, name):
        found.append(("variable", name))
        return super().__getitem__(name)

os.environ.__class__ = Watched
synthesize(platform)
found += [("import", name) for name in sys.modules if name not in modules]
for event, what in found:
    print(event, what)
"""
# jsii keeps a stack for errors of Node's where it is set.
OF_JSII = "variable JSII_HOST_STACK_TRACES"


@pytest.mark.slow
def test_a_synthesis_reads_nothing_but_the_librarys_files():
    read = python("-O", "-c", WATCHED, cwd=ROOT).splitlines()
    others = {line for line in read if not line.startswith(f"open {LIBRARY}/")} - {OF_JSII}

    assert read
    assert others == set()


# What a platform is synthesized by; commands and programs in the cluster are not.
PURE = (
    *("access", "auth", "base", "catalog", "components", "config", "egress", "gateway"),
    *("hooks", "kube", "mesh", "platform", "releases", "schemas", "secrets", "tenants"),
    *("workloads",),
)
OWNERS = {"os", "time", "datetime", "date", "uuid", "random"}
IMPURE = {
    *("environ", "getenv", "urandom", "uuid1", "uuid4", "random", "now", "today"),
    *("time", "time_ns", "monotonic", "perf_counter"),
}


def test_a_synthesis_reads_no_clock_no_chance_and_no_variable():
    """The audit above cannot see a clock."""
    read = []
    modules = [
        *(path for layer in PURE for path in (LIBRARY / layer).rglob("*.py")),
        *(LIBRARY / f"{layer}.py" for layer in PURE if (LIBRARY / f"{layer}.py").exists()),
        *(LIBRARY / "delivery").glob("*.py"),
    ]
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text())):
            names = (
                [node.attr]
                if isinstance(node, ast.Attribute)
                and ast.unparse(node.value).rpartition(".")[2] in OWNERS
                else [alias.name for alias in node.names]
                if isinstance(node, ast.Import | ast.ImportFrom)
                else []
            )
            read += [f"{module.name}: {name}" for name in names if name in IMPURE]

    assert len(modules) > 300
    assert read == []
