"""Write sets, as the program in the cluster and rclone do."""

import shutil
from pathlib import Path
from typing import Any

from constructs_lib.scripts import keep_objects

NAME = "20260102T030405Z"


def obj(kind: str, name: str, namespace: str = "", **fields: Any) -> dict[str, Any]:
    """Return an object of one of the kinds that a set holds."""
    version = next(v for v, _, k in keep_objects.KINDS.values() if k == kind)
    within = {"namespace": namespace} if namespace else {}
    return {
        "apiVersion": version,
        "kind": kind,
        "metadata": {"name": name, **within},
        **fields,
    }


NOTEBOOK = obj("Notebook", "a", "team")


def written(folder: Path, name: str = NAME, **kept: list[dict[str, Any]]) -> Path:
    """Return a whole set, of a notebook if nothing is named; `_` in names is for `-`."""
    files = {file.replace("_", "-"): lines for file, lines in kept.items()}
    keep_objects.write(folder, name, files or {"notebooks": [{"object": NOTEBOOK}]})
    shutil.move(folder / "complete", folder / "set/complete")
    return folder / "set"
