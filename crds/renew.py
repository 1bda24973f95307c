"""Make crds/ and imports/ anew: `make imports`.

With --check it writes nothing, and fails if the committed files are not what it makes. Where
there is no Go, a check takes crds/ as committed and looks at the bindings alone.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
IMPORTS = "imports"


@dataclass(frozen=True)
class Source:
    """A Go module with definitions of custom resources, and the kinds we write."""

    module: str
    files: str
    kinds: dict[str, tuple[str, ...]]


# What cdk8s.yaml does not name has no bindings: an EnvoyFilter patches what has no types here.
SOURCES = {
    "crds/argocd.yaml": Source(
        module="github.com/argoproj/argo-cd/v3@v3.2.1",
        files="manifests/crds/*-crd.yaml",
        kinds={"argoproj.io/v1alpha1": ("AppProject", "Application")},
    ),
    "crds/gateway-api.yaml": Source(
        module="sigs.k8s.io/gateway-api@v1.2.1",
        files="config/crd/standard/*.yaml",
        kinds={
            "gateway.networking.k8s.io/v1": ("Gateway", "HTTPRoute"),
            "gateway.networking.k8s.io/v1beta1": ("ReferenceGrant",),
        },
    ),
    "crds/istio-untyped.yaml": Source(
        module="istio.io/api@v1.24.2",
        files="kubernetes/customresourcedefinitions.gen.yaml",
        kinds={"networking.istio.io/v1alpha3": ("EnvoyFilter",)},
    ),
    # The versions Kubeflow v1.9.1 ships: a patch finds its object by version too.
    "crds/istio.yaml": Source(
        module="istio.io/api@v1.24.2",
        files="kubernetes/customresourcedefinitions.gen.yaml",
        kinds={
            "networking.istio.io/v1alpha3": ("DestinationRule", "Gateway", "VirtualService"),
            "security.istio.io/v1beta1": (
                "AuthorizationPolicy",
                "PeerAuthentication",
                "RequestAuthentication",
            ),
        },
    ),
}

# What nobody writes: an object's state, and Argo CD's order to sync right now.
UNWRITTEN = {"operation", "status"}

# What bindings do not carry and a validator does not read; of x-kubernetes-*, all but MEANT.
NOISE = {"default", "description", "format", "title"}
MEANT = {"x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields"}


def run(*command: str, cwd: Path) -> str:
    """Return a command's output; node and npm are those of the virtual environment."""
    environment = {
        **os.environ,
        "CDK8S_CHECK_UPGRADE": "false",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, check=False, text=True
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def slim(node: Any) -> Any:
    """Return a schema, or whatever stands in one, without its noise."""
    if isinstance(node, list):
        return [slim(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        # Below `properties` the keys are names, and "description" is one of them.
        key: {name: slim(field) for name, field in value.items()}
        if key == "properties"
        else slim(value)
        for key, value in node.items()
        if key not in NOISE and (key in MEANT or not key.startswith("x-kubernetes-"))
    }


def slim_definition(crd: dict[str, Any], version: dict[str, Any]) -> dict[str, Any]:
    """Return a definition of one version, with what can be written in it and no more."""
    schema = version["schema"]["openAPIV3Schema"]
    written = {k: v for k, v in schema["properties"].items() if k not in UNWRITTEN}
    only = {
        "name": version["name"],
        "served": True,
        "storage": True,
        "schema": {"openAPIV3Schema": slim({**schema, "properties": written})},
    }
    names = {key: crd["spec"]["names"][key] for key in ("kind", "plural")}
    return {
        **{key: crd[key] for key in ("apiVersion", "kind")},
        "metadata": {"name": crd["metadata"]["name"]},
        "spec": {**crd["spec"], "names": names, "versions": [only]},
    }


def definitions(source: Source) -> str:
    """Return one file of crds/."""
    module = json.loads(run("go", "mod", "download", "-json", source.module, cwd=ROOT))
    published = {}
    for path in sorted(Path(module["Dir"]).glob(source.files)):
        for crd in filter(None, yaml.load_all(path.read_text("utf-8"), yaml.CSafeLoader)):
            for version in crd["spec"]["versions"]:
                api_version = f"{crd['spec']['group']}/{version['name']}"
                published[api_version, crd["spec"]["names"]["kind"]] = crd, version
    chosen = [
        slim_definition(*published[api_version, kind])
        for api_version, kinds in source.kinds.items()
        for kind in kinds
    ]
    text = yaml.dump_all(chosen, Dumper=yaml.CSafeDumper, width=95)
    return f"# {source.module}, made slim by crds/renew.py\n{text}"


def make(folder: Path) -> None:
    """Make crds/ and the bindings in a folder; cdk8s.yaml says which and where."""
    shutil.copy(ROOT / "cdk8s.yaml", folder)
    (folder / "crds").mkdir()
    for name, source in SOURCES.items():
        if shutil.which("go"):
            (folder / name).write_text(definitions(source), encoding="utf-8")
        else:
            shutil.copy(ROOT / name, folder / name)
    run("npm", "ci", "--prefer-offline", cwd=ROOT / "crds")
    run(str(ROOT / "crds/node_modules/.bin/cdk8s"), "import", cwd=folder)


def made(folder: Path) -> dict[str, bytes]:
    """Return the content of each file that stands where `make` writes."""
    paths = [*folder.glob("crds/*.yaml"), *(folder / IMPORTS).rglob("*")]
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in paths
        if path.is_file() and path.parent.name != "__pycache__"
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    check = parser.parse_args().check
    if not (check or shutil.which("go")):
        sys.exit("crds/renew.py downloads the definitions with Go, and `go` is not on PATH")

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder)
        new, old = made(folder), made(ROOT)
        if not check:
            for path in old:
                (ROOT / path).unlink()
            shutil.copytree(folder, ROOT, dirs_exist_ok=True)
            return
    wrong = sorted(path for path in new | old if new.get(path) != old.get(path))
    if wrong:
        sys.exit(f"{wrong[0]} is not what crds/renew.py makes: run `make imports`")


if __name__ == "__main__":
    main()
