"""The base is Kubeflow v1.9.1, and an overlay over either of the two is the same platform.

Upstream's own render is no part of this repository; without it there is nothing to compare.
"""

import fnmatch
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from constructs_lib.kube import Object
from tests.kustomize import build, write
from tests.schemas.closed import validators
from tests.upstream import CORE, FOLDER, SHARED, text

ROOT = Path(__file__).parents[1]
DIFFERENCES = ROOT / "docs" / "differences.yaml"
PARITY = SHARED / "parity" / "parity.py"
# What we ship, and what differs from upstream the most.
ENVIRONMENTS = ("default", "everything")
# kustomize's alphabet for the hash at the end of a generated name.
HASH = "-[2456789bcdfghkmt]{10}"

Leaves = dict[str, object]

pytestmark = pytest.mark.skipif(
    not (FOLDER.is_dir() and PARITY.is_file()), reason=f"there is no {FOLDER}"
)


@pytest.fixture(scope="module")
def differences() -> list[dict[str, str]]:
    return list(yaml.safe_load(DIFFERENCES.read_text()))


@pytest.fixture(scope="module")
def parity() -> ModuleType:
    spec = importlib.util.spec_from_file_location("parity", PARITY)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def base(built, tmp_path_factory) -> Path:
    """Return a file with what kustomize makes of the base."""
    file = tmp_path_factory.mktemp("base") / "base.yaml"
    file.write_text(yaml.dump_all(built["base"], Dumper=yaml.CSafeDumper))
    return file


@pytest.fixture(scope="module")
def report(base) -> dict[str, dict[str, dict[str, int]]]:
    done = compare(base, "--only", ",".join(CORE), "--json")
    assert done.returncode == 0, done.stderr + done.stdout
    return dict(json.loads(done.stdout))


@pytest.fixture(scope="module")
def over_upstream(synthesis, tmp_path_factory) -> Mapping[str, list[Object]]:
    """Return what kustomize makes of each overlay over upstream's files."""
    base = "kubeflow/base"
    files = {f"{name}.yaml": plain(name) for name in CORE if name != "kubeflow-namespace"}
    files["namespace.yaml"] = synthesis.files[f"{base}/namespace.yaml"]
    files["kustomization.yaml"] = yaml.safe_dump({"resources": sorted(files)})
    root = write(
        {f"{base}/{name}": text for name, text in files.items()}
        | {path: text for path, text in synthesis.files.items() if "/overlays/" in path},
        tmp_path_factory.mktemp("upstream"),
    )
    folders = [root / "kubeflow" / "overlays" / name for name in ENVIRONMENTS]
    with ThreadPoolExecutor() as pool:
        return dict(zip(ENVIRONMENTS, pool.map(build, folders), strict=True))


def compare(rendered: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, PARITY, rendered, "--differences", DIFFERENCES, *options],
        capture_output=True,
        text=True,
        check=False,
    )


def plain(component: str) -> str:
    """Return upstream's file with generated names as they were before their hash."""
    found = text(component)
    generated = [
        obj["metadata"]["name"]
        for obj in yaml.load_all(found, yaml.CSafeLoader)
        if obj["kind"] in ("ConfigMap", "Secret")
    ]
    for name in generated:
        found = re.sub(rf"\b{name}\b", re.sub(f"{HASH}$", "", name), found)
    return found


def test_every_field_of_upstreams_is_ours(report):
    findings = [line for row in report["components"].values() for line in row["findings"]]

    assert findings == []


def test_nothing_is_unexplained(report):
    assert report["unexplained"] == 0


@pytest.mark.parametrize("component", CORE)
def test_schemas_are_upstreams(report, component):
    row = report["components"][component]

    assert row.get("schema_same", 0) >= 0.95 * row.get("schema", 0)


def test_every_difference_explains_something(base):
    assert "explains nothing" not in compare(base).stdout


def test_every_difference_names_one_field_of_one_object(differences):
    assert [entry["match"] for entry in differences if "*" in entry["match"]] == []


def test_every_difference_gives_a_reason_of_its_own(differences):
    reasons = [entry["reason"] for entry in differences]

    assert len(set(reasons)) == len(reasons)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_an_overlay_makes_the_same_objects_of_either_base(
    synthesis, over_upstream, parity, environment
):
    units = synthesis.environments[environment].values()
    ours = {parity.identity(obj) for unit in units for obj in unit}

    assert {parity.identity(obj) for obj in over_upstream[environment]} == ours


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_an_overlay_makes_the_same_behaviour_of_either_base(
    synthesis, over_upstream, parity, differences, environment
):
    units = synthesis.environments[environment].values()
    ours = dict(leaves(parity, [obj for unit in units for obj in unit]))
    theirs = dict(leaves(parity, over_upstream[environment]))
    explained = [entry["match"].replace("[", "[[]") for entry in differences]
    unlike = [
        (field, theirs.get(field), ours.get(field))
        for field in sorted(ours.keys() | theirs.keys())
        if ours.get(field) != theirs.get(field)
        if not any(fnmatch.fnmatchcase(field, match) for match in explained)
    ]

    assert unlike == []


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_an_overlay_over_upstreams_base_selects_pods(over_upstream, parity, environment):
    assert list(parity.selectors(over_upstream[environment])) == []


def leaves(parity: ModuleType, objects: list[Object]) -> Iterator[tuple[str, object]]:
    """Yield what makes objects behave as they do, but no drawings: those are our own."""
    for obj in objects:
        identity = parity.identity(obj)
        found, _ = parity.facts(json.loads(json.dumps(obj)))
        for field, value in found.items():
            if ".svg" not in field:
                yield f"{identity}:{field}", value


@pytest.mark.parametrize("environment", ["default", "staging"])
def test_certificates_are_what_cert_manager_takes(built, environment):
    check = validators(
        obj
        for obj in yaml.load_all(text("cert-manager"), yaml.CSafeLoader)
        if obj["kind"] == "CustomResourceDefinition"
        and obj["spec"]["names"]["kind"] in ("Certificate", "Issuer")
    )
    problems = [
        error.message
        for obj in built[environment]
        if obj["apiVersion"] == "cert-manager.io/v1"
        for error in check["cert-manager.io/v1", obj["kind"]].iter_errors(obj)
    ]

    assert problems == []
