"""The wheel works where users install it: beside their own cdk8s imports, and without Node.

tests/foreign/ holds what `cdk8s import` makes, without a prefix, of HTTPRoute as Gateway API
v1.0.0 has it: the project of somebody who writes routes themselves, and knows no timeouts.
"""

import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from constructs_lib.kube import Object

ROOT = Path(__file__).parents[1]
FOREIGN = ROOT / "tests" / "foreign" / "gateway-api-v1.0.0.zip"

THEIRS_FIRST = """\
from imports.io.k8s.networking import gateway
from constructs_lib import Endpoint, KgatewayRoute, KubeflowCore
"""
OURS_FIRST = """\
from constructs_lib import Endpoint, KgatewayRoute, KubeflowCore
from imports.io.k8s.networking import gateway
"""
PROGRAM = """\
from cdk8s import ApiObjectMetadata, App, Chart

app = App(output_file_extension=".yaml")
chart = Chart(app, "kubeflow", namespace="kubeflow")
KubeflowCore(chart, "core")
ingress = Endpoint(service="istio-ingressgateway", namespace="kubeflow", port=80)
KgatewayRoute(chart, "route", name="ours", hosts=["a.example.com"], paths={"/": ingress})
own = gateway.HttpRouteSpec(hostnames=["b.example.com"])
gateway.HttpRoute(chart, "own", metadata=ApiObjectMetadata(name="theirs"), spec=own)
app.synth()
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    python("-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=ROOT)
    [found] = folder.iterdir()
    return found


@pytest.fixture(scope="module")
def names(wheel) -> list[str]:
    return zipfile.ZipFile(wheel).namelist()


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """Return a folder with the wheel and nothing else; what it needs is in the environment."""
    folder = tmp_path_factory.mktemp("installed")
    options = ("--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")
    python("-m", "pip", "install", *options, "--target", folder, wheel, cwd=folder)
    return folder


@pytest.fixture(
    scope="module",
    params=[(True, THEIRS_FIRST), (False, OURS_FIRST)],
    ids=["a package, imported before ours", "no package, imported after ours"],
)
def routes(request, installed, tmp_path_factory) -> dict[str, Object]:
    """Return the objects of a project with `imports/` of its own, routes by their name."""
    is_package, first_lines = request.param
    project = tmp_path_factory.mktemp("project")
    with zipfile.ZipFile(FOREIGN) as archive:
        archive.extractall(project)
    if is_package:
        (project / "imports" / "__init__.py").touch()
    (project / "main.py").write_text(first_lines + PROGRAM)
    python("main.py", cwd=project, settings={"PYTHONPATH": str(installed)})
    text = (project / "dist" / "kubeflow.yaml").read_text()
    objects = list(yaml.load_all(text, yaml.CSafeLoader))
    return {obj["metadata"]["name"]: obj for obj in objects}


def python(
    *arguments: str | Path, cwd: Path, settings: Mapping[str, str] | None = None
) -> str:
    """Run Python and return what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=os.environ | (settings or {}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_brings_bindings_that_can_be_loaded(names):
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "constructs_lib" / "imports").rglob("*.tgz")
    }

    assert {name for name in names if name.endswith(".tgz")} == wanted


def test_the_wheel_brings_its_types(names):
    assert "constructs_lib/py.typed" in names


def test_the_wheel_brings_its_drawings(names):
    wanted = {
        path.relative_to(ROOT).as_posix() for path in ROOT.glob("constructs_lib/assets/*")
    }

    assert {name for name in names if name.endswith(".svg")} == wanted


def test_the_wheel_brings_nothing_else_at_the_top(names):
    tops = {name.split("/")[0] for name in names}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"constructs_lib"}


def test_what_is_installed_is_what_is_used(installed, tmp_path):
    program = "import constructs_lib; print(constructs_lib.__file__)"
    file = python("-c", program, cwd=tmp_path, settings={"PYTHONPATH": str(installed)})

    assert Path(file.strip()) == installed / "constructs_lib" / "__init__.py"


def test_no_node_is_needed_on_the_machine(installed, tmp_path):
    settings = {"PYTHONPATH": str(installed), "PATH": str(tmp_path)}
    program = "from constructs_lib import KubeflowCore; print(KubeflowCore.__name__)"

    assert python("-c", program, cwd=tmp_path, settings=settings) == "KubeflowCore\n"


def test_our_route_has_our_version_of_the_gateway_api(routes):
    [rule] = routes["ours"]["spec"]["rules"]

    assert rule["timeouts"] == {"request": "0s"}


def test_their_route_has_theirs(routes):
    assert routes["theirs"]["spec"] == {"hostnames": ["b.example.com"]}


def test_kubeflows_core_stands_beside_them(routes):
    assert "centraldashboard" in routes


@pytest.fixture(scope="module")
def foreign(installed, tmp_path_factory) -> Path:
    """Return a repository that has the package alone, synthesized."""
    project = tmp_path_factory.mktemp("foreign")
    (project / "main.py").write_text((ROOT / "tests" / "foreign" / "platform.py").read_text())
    python(
        "main.py",
        cwd=project,
        settings={"PYTHONPATH": str(installed), "HOME": str(project), "PATH": ""},
    )
    return project


def documents(file: Path) -> list[Object]:
    return list(yaml.load_all(file.read_text(), yaml.CSafeLoader))


def test_a_foreign_repository_has_a_component_of_its_own(foreign):
    overlay = foreign / "dist" / "kubeflow" / "overlays" / "production"
    [policy] = [o for o in documents(overlay / "hello.yaml") if "rules" in o.get("spec", {})]

    assert policy["spec"]["rules"][0]["from"] == [
        {
            "source": {
                "principals": [
                    "corp.example/ns/kubeflow/sa/istio-ingressgateway-service-account"
                ]
            }
        }
    ]


def test_a_foreign_repository_patches_and_labels(foreign):
    overlay = foreign / "dist" / "kubeflow" / "overlays" / "production"
    [kustomization] = documents(overlay / "kustomization.yaml")
    patches = (overlay / "patches" / "training-operator.yaml").read_text()

    assert kustomization["labels"][0]["pairs"] == {"corp.example/cost-centre": "42"}
    assert "revisionHistoryLimit: 3" in patches


def test_a_foreign_repository_is_for_the_argo_cd_that_it_names(foreign):
    objects = documents(foreign / "dist" / "apps" / "kubeflow.yaml")

    assert {obj["metadata"]["namespace"] for obj in objects} == {"gitops"}


def test_a_foreign_repository_is_typed(foreign, installed):
    strict = ("-m", "mypy", "--strict", "--follow-imports=silent", "--no-incremental")

    assert "Success" in python(
        *strict, "main.py", cwd=foreign, settings={"MYPYPATH": str(installed)}
    )
