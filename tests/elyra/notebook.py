"""A notebook with the PodDefault of Elyra: the files and variables that the pod has."""

import base64
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

PACKAGES: Final = Path(__file__).parents[2] / "build" / "elyra" / "bin"
METADATA: Final = "/usr/local/share/jupyter/metadata"


@dataclass(frozen=True)
class Notebook:
    """A folder in the place of the pod's root, and the variables of its container."""

    root: Path
    environment: Mapping[str, str]

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a program of Elyra's packages where users keep their files."""
        work = self.root / "work"
        return subprocess.run(
            [PACKAGES / program, *arguments],
            cwd=work,
            env={
                **self.environment,
                "HOME": str(work),
                "PATH": f"{PACKAGES}:/usr/bin:/bin",
                "ELYRA_METADATA_PATH": str(self.path(METADATA).parent),
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def path(self, path: str) -> Path:
        """Return where a path of the pod is."""
        return self.root / path.removeprefix("/")


def notebook(
    root: Path, objects: Sequence[Mapping[str, Any]], token: str, pod_default: str = "elyra"
) -> Notebook:
    """Write what the kubelet would mount, of the objects of a profile."""
    known = {(obj["kind"], obj["metadata"]["name"]): obj for obj in objects}
    spec = known["PodDefault", pod_default]["spec"]
    mounts = {each["name"]: each["mountPath"] for each in spec["volumeMounts"]}
    made = Notebook(root, {})
    # JupyterLab makes it when it starts, and Elyra watches it.
    (root / "work/.local/share/jupyter/runtime").mkdir(parents=True)
    for volume in spec["volumes"]:
        folder = made.path(mounts[volume["name"]])
        folder.mkdir(parents=True)
        for name, text in _files(volume, known, token):
            (folder / name).write_text(text)
    variables = {
        each["name"]: str(made.path(value)) if value.startswith("/") else value
        for each in spec["env"]
        if (value := each["value"])
    }
    return Notebook(root, variables)


def _files(
    volume: Mapping[str, Any], known: Mapping[tuple[str, str], Mapping[str, Any]], token: str
) -> Sequence[tuple[str, str]]:
    if "projected" in volume:
        [source] = volume["projected"]["sources"]
        return [(source["serviceAccountToken"]["path"], token)]
    if "secret" in volume:
        data = known["Secret", volume["secret"]["secretName"]]["data"]
        items = volume["secret"]["items"]
        return [(i["path"], base64.b64decode(data[i["key"]]).decode()) for i in items]
    data = known["ConfigMap", volume["configMap"]["name"]]["data"]
    return [(item["path"], data[item["key"]]) for item in volume["configMap"]["items"]]
