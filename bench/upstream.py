"""Kubeflow's own manifests, in a folder that kustomize can read."""

import subprocess
from pathlib import Path

TAG = "v1.9.1"


def manifests(given: str, folder: Path) -> Path:
    """Return a folder with upstream's manifests.

    given: a folder with them, or a clone with the tag, bare or not, which is unpacked into
    `folder`. Raises SystemExit for any other.
    """
    if (Path(given) / "example" / "kustomization.yaml").exists():
        return Path(given)
    found = subprocess.run(
        ["git", "-C", given, "archive", TAG], capture_output=True, check=False
    )
    if found.returncode:
        raise SystemExit(
            f"UPSTREAM must be Kubeflow's manifests, or a clone with the tag {TAG}; "
            f"of {given!r} git says: {found.stderr.decode().strip()}"
        )
    subprocess.run(["tar", "-x", "-C", folder], input=found.stdout, check=True)
    return folder
