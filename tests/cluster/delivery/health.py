"""Argo CD's word on how healthy objects are, by settings of ours; no server is needed."""

import json
import subprocess
from typing import Any, Final

from constructs_lib.delivery import health_settings

from ..binaries import build

SETTINGS: Final = health_settings("argocd")
# As Argo CD is installed.
SILENT: Final = {**SETTINGS, "data": {}}


def health(obj: dict[str, Any], settings: dict[str, Any] = SETTINGS) -> dict[str, str] | None:
    """Return what Argo CD says of an object: status and message; None where it has no word."""
    done = subprocess.run(
        [build("argocd") / "argocd", "health"],
        input=json.dumps(settings) + json.dumps(obj),
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    found: dict[str, str] | None = json.loads(done.stdout)
    return found
