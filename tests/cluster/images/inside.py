"""Install Kubeflow where nothing but a mirror can be reached; say each step.

`python -m tests.cluster.images.inside <folder> <mirror's port> [<socket>]`: the folder has
site/ with main.py, images.lock and dist/, and wheels/ with what pip needs. The socket leads to
the mirror, where it is outside of the network namespace that this runs in.
"""

import os
import re
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Final

import yaml

from tests.cluster.api_server import api_server, new_namespace
from tests.cluster.definitions import platform_kinds
from tests.cluster.images.registry import crane
from tests.cluster.pipes import join
from tests.cluster.processes import LOOPBACK
from tests.kustomize import build

ROOT: Final = Path(__file__).parents[3]
ELSEWHERE: Final = ("https://github.com", "https://registry-1.docker.io/v2/")


def say(text: str) -> None:
    """Write a line of the log at once."""
    print(text, flush=True)


def run(*command: object, cwd: Path | None = None) -> str:
    """Return what a program writes; its failure ends the rehearsal, with what it wrote."""
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, capture_output=True, check=False, text=True
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}:\n{done.stdout}{done.stderr}")
    return done.stdout


def bridge(port: int, way: str) -> None:
    """Lead a port of loopback to a socket, as long as the process runs."""
    listening = socket.create_server((LOOPBACK, port))

    def lead(came: socket.socket) -> None:
        with came, socket.socket(socket.AF_UNIX) as there, suppress(OSError):
            there.connect(way)
            join(came, there)

    def accept() -> None:
        while True:
            threading.Thread(target=lead, args=(listening.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()


def reached() -> list[str]:
    """Return what is reached of the Internet."""
    return [
        url
        for url in ELSEWHERE
        if subprocess.run(
            ["curl", "--silent", "--output", os.devnull, "--max-time", "10", url], check=False
        ).returncode
        == 0
    ]


def install(folder: Path) -> Path:
    """Install the library of wheels alone; return the folder of its programs."""
    programs = folder / "venv" / "bin"
    run(sys.executable, "-m", "venv", folder / "venv")
    offline = ("install", "--quiet", "--no-index", "--find-links", folder / "wheels")
    locked = ("--require-hashes", "-r", ROOT / "requirements-supply.txt")
    run(programs / "pip", *offline, *locked)
    run(programs / "pip", *offline, "--no-deps", *(folder / "wheels").glob("kubeflow_*.whl"))
    return programs


def pulled(rendered: str, mirror: str) -> int:
    """Pull every image of the cluster's objects with all its layers; return their number."""
    images = set(re.findall(r"[\w./:-]+@sha256:[0-9a-f]{64}", rendered))
    for each in sorted(images):
        assert each.startswith(f"{mirror}/"), each
        name, _, digest = each.partition("@")
        run(crane(), "validate", "--remote", f"{name.rpartition(':')[0]}@{digest}")
    return len(images)


def main(folder: Path, port: int, way: str | None) -> None:
    """Rehearse."""
    site, mirror = folder / "site", f"{LOOPBACK}:{port}"
    if way:
        run("ip", "link", "set", "lo", "up")
        bridge(port, way)
    say(f"reached of the Internet: {', '.join(reached()) or 'nothing'}")
    programs = install(folder)
    version = run(programs / "kubeflow-gitops", "--version").strip()
    say(f"installed from {len(list((folder / 'wheels').iterdir()))} wheels by hash: {version}")
    checked = ("images", "--check-lock", "--from-mirrors", "--plain-http", mirror)
    say(run(programs / "kubeflow-gitops", *checked, cwd=site).strip())
    say(run(programs / "kubeflow-gitops", "synth", cwd=site).splitlines()[0])
    overlay = build(site / "dist" / "kubeflow" / "overlays" / "default")
    with api_server(folder / "api-server") as server:
        server.define(platform_kinds())
        server.apply(map(new_namespace, ("istio-system", "argocd")))
        server.define(o for o in overlay if o["kind"] == "CustomResourceDefinition")
        warnings = server.apply(overlay)
    say(f"applied {len(overlay)} objects to the API server, {len(warnings)} warnings")
    count = pulled(yaml.safe_dump_all(overlay, width=4096), mirror)
    say(f"pulled {count} images by their digest from the mirror")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else None)
