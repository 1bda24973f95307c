"""The wheel works where users install it: beside their own cdk8s imports, and without Node.

tests/foreign/ holds what `cdk8s import` makes, without a prefix, of HTTPRoute as Gateway API
v1.0.0 has it: the project of somebody who writes routes themselves, and knows no timeouts.
"""

import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest
import yaml

from constructs_lib import __version__
from constructs_lib.kube import Object
from tests.forks import forks
from tests.packages import build, install, python, variables

pytestmark = pytest.mark.slow

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
def packages(tmp_path_factory) -> Path:
    """Return a folder with the sdist, and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("packages")
    build(folder)
    return folder


@pytest.fixture(scope="module")
def wheel(packages) -> Path:
    [found] = packages.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def sdist(packages) -> dict[str, tarfile.TarInfo]:
    """Return the members of the sdist by their names, without the folder of all."""
    [found] = packages.glob("*.tar.gz")
    with tarfile.open(found) as archive:
        return {each.name.partition("/")[2]: each for each in archive.getmembers()}


@pytest.fixture(scope="module")
def names(wheel) -> list[str]:
    return zipfile.ZipFile(wheel).namelist()


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory) -> Path:
    """Return a fresh environment, in which the wheel was installed."""
    return install(wheel, tmp_path_factory.mktemp("venv")).parent


@pytest.fixture(scope="module")
def installed(environment) -> Path:
    """Return the folder with the wheel and nothing else."""
    [packages] = environment.glob("lib/python*/site-packages")
    return packages


@pytest.fixture(scope="module")
def commands(environment) -> Path:
    return environment / "bin"


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


def bindings() -> dict[str, bytes]:
    """Return what imports/ holds, under the names that packages have for it."""
    return {
        f"constructs_lib/{path.relative_to(ROOT).as_posix()}": path.read_bytes()
        for path in (ROOT / "imports").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_library_reads_the_bindings_at_the_top_of_the_checkout():
    assert (ROOT / "constructs_lib" / "imports").readlink() == Path("../imports")


def test_the_wheel_brings_the_bindings(wheel):
    with zipfile.ZipFile(wheel) as archive:
        brought = {
            name: archive.read(name)
            for name in archive.namelist()
            if name.startswith("constructs_lib/imports/")
        }

    assert brought == bindings()


def test_the_sdist_brings_the_bindings_and_no_link(packages, sdist):
    [file] = packages.glob("*.tar.gz")
    with tarfile.open(file) as archive:
        brought = {
            name: archive.extractfile(member).read()  # type: ignore[union-attr]
            for name, member in sdist.items()
            if name.startswith("constructs_lib/imports/")
        }

    assert brought == bindings()
    assert [name for name, member in sdist.items() if not member.isreg()] == []


def test_a_wheel_of_the_checkout_is_the_one_of_the_sdist(wheel, tmp_path):
    python("-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT, cwd=ROOT)
    [other] = tmp_path.iterdir()

    assert zipfile.ZipFile(other).namelist() == zipfile.ZipFile(wheel).namelist()


def test_the_wheel_brings_its_types(names):
    assert "constructs_lib/py.typed" in names


@pytest.fixture(scope="module")
def metadata(wheel, names) -> Message:
    [name] = [name for name in names if name.endswith(".dist-info/METADATA")]
    with zipfile.ZipFile(wheel) as archive:
        return message_from_bytes(archive.read(name))


def test_the_version_of_the_wheel_is_the_librarys(metadata):
    assert metadata["Version"] == __version__


def test_the_metadata_say_whose_it_is_and_on_what_terms(metadata):
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata.get_all("License-File") == ["LICENSE", "NOTICE"]
    assert metadata["Author"] == "The contributors of kubeflow-gitops"
    assert metadata.get_all("Project-URL")
    assert "Typing :: Typed" in metadata.get_all("Classifier")


def test_snapshots_are_an_extra(metadata):
    needed = [each for each in metadata.get_all("Requires-Dist") if "syrupy" in each]

    assert [each.partition("; ")[2] for each in needed] == ["extra == 'testing'"]


@pytest.mark.parametrize(
    ("package", "extra"),
    [("python-dxf", "images"), ("docker", "images"), ("cyclonedx-python-lib", "sbom")],
)
def test_what_asks_registries_and_lists_materials_is_an_extra(metadata, package, extra):
    needed = [each for each in metadata.get_all("Requires-Dist") if each.startswith(package)]

    assert [each.partition("; ")[2] for each in needed] == [f"extra == '{extra}'"]


@pytest.mark.parametrize("file", ["LICENSE", "NOTICE"])
def test_the_packages_bring_the_licence(wheel, names, sdist, file):
    [name] = [name for name in names if name.endswith(f"/licenses/{file}")]
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read(name) == (ROOT / file).read_bytes()
    assert file in sdist


def test_the_wheel_brings_what_init_writes(names):
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "constructs_lib" / "starter").rglob("*")
        if path.is_file()
    }

    assert {name for name in names if "/starter/" in name} == wanted


def test_the_wheel_brings_its_drawings(names):
    wanted = {
        path.relative_to(ROOT).as_posix() for path in ROOT.glob("constructs_lib/assets/*")
    }

    assert {name for name in names if name.endswith(".svg")} == wanted


def test_the_wheel_brings_nothing_else_at_the_top(names):
    tops = {name.split("/")[0] for name in names}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"constructs_lib"}


@pytest.fixture(scope="module")
def imported(installed, tmp_path_factory) -> list[str]:
    """Return what a program says that imports the library on a machine without a Node."""
    folder = tmp_path_factory.mktemp("imported")
    settings = {"PYTHONPATH": str(installed), "PATH": str(folder)}
    program = (
        "import constructs_lib; print(constructs_lib.__file__); "
        "from constructs_lib import KubeflowCore; print(KubeflowCore.__name__)"
    )
    return python("-c", program, cwd=folder, settings=settings).splitlines()


def test_what_is_installed_is_what_is_used(imported, installed):
    assert Path(imported[0]) == installed / "constructs_lib" / "__init__.py"


def test_no_node_is_needed_on_the_machine(imported):
    assert imported[1] == "KubeflowCore"


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


def test_the_wheel_has_the_dashboards_and_not_what_writes_them(names):
    folder = ROOT / "constructs_lib" / "dashboards"
    packed = {name for name in names if "dashboards" in name and not name.endswith(".py")}

    assert packed == {f"constructs_lib/dashboards/{file.name}" for file in folder.iterdir()}
    assert [name for name in names if name.startswith("dashboards/")] == []


def test_a_foreign_repository_is_typed(foreign, installed):
    # What mypy read of cdk8s is kept: it looks itself at whether it is the same.
    kept = f"--cache-dir={ROOT / 'build' / 'mypy'}"
    strict = ("-m", "mypy", "--strict", "--follow-imports=silent", kept)

    assert "Success" in python(
        *strict, "main.py", cwd=foreign, settings={"MYPYPATH": str(installed)}
    )


def test_a_foreign_repository_is_typed_for_pyright_too(foreign, installed):
    settings = {"include": ["main.py"], "extraPaths": [str(installed)]}
    config = foreign / "pyrightconfig.json"
    config.write_text(json.dumps({**settings, "typeCheckingMode": "strict"}))
    try:
        found = python("-m", "basedpyright", "--pythonpath", sys.executable, cwd=foreign)
    finally:
        config.unlink()

    assert "0 errors, 0 warnings" in found


CDK8S = ROOT / "crds" / "node_modules" / ".bin" / "cdk8s"


@pytest.fixture(scope="module")
def strangers(commands, tmp_path_factory) -> dict[str, str]:
    """Return the environment of somebody who has an empty HOME, git and the wheel."""
    return variables(commands, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def stranger(strangers):
    """Return what runs a command for somebody who has these."""

    def _run(*command: str | Path, cwd: Path, **more: str) -> str:
        done = subprocess.run(
            command,
            cwd=cwd,
            env=strangers | more,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return _run


@pytest.fixture(scope="module")
def again(begun, commands, strangers, tmp_path_factory):
    """Return what runs Python programs for the same; `begun` has shown that they start."""
    folder = tmp_path_factory.mktemp("again")
    with forks(commands / "python", folder, strangers) as started:

        def _run(*command: str | Path, cwd: Path, code: int = 0, **more: str) -> str:
            done = started.run(*command, cwd=cwd, **more)
            assert done.returncode == code, done.stdout + done.stderr
            return done.stdout

        yield _run


@pytest.fixture(scope="module")
def kubeflow_gitops(commands) -> Path:
    return commands / "kubeflow-gitops"


@pytest.fixture(scope="module")
def begun(stranger, tmp_path_factory) -> Path:
    """Return a repository that `init` and `synth` have made."""
    folder = tmp_path_factory.mktemp("begun") / "platform"
    stranger("kubeflow-gitops", "init", folder, "--host=ml.corp.example", cwd=folder.parent)
    stranger("kubeflow-gitops", "synth", cwd=folder)
    return folder


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_init_writes_synthesizes_for_the_host_that_it_was_told(begun):
    routes = (begun / "dist/kubeflow/overlays/default/gateway-config.yaml").read_text()

    assert "ml.corp.example" in routes


@pytest.fixture(scope="module")
def told(begun, again, kubeflow_gitops) -> str:
    """Return what `check` says of it."""
    return again(kubeflow_gitops, "check", cwd=begun)


def test_what_init_writes_passes_its_own_check(told):
    assert told.startswith("dist is up to date\n")
    assert "1 snapshot passed" in told


def test_a_change_by_accident_is_found(begun, again, kubeflow_gitops, tmp_path):
    folder = shutil.copytree(begun, tmp_path / "platform")
    program = (folder / "main.py").read_text()
    (folder / "main.py").write_text(program.replace("ml.corp.example", "ml.corp.test"))
    stale = again(kubeflow_gitops, "check", "--no-tests", cwd=folder, code=1)
    # Without the folder on its path, as the command `pytest` is.
    failed = again("-P", "-m", "pytest", cwd=folder, code=1)

    assert "~ kubeflow/overlays/default/gateway-config.yaml" in stale
    assert "1 snapshot failed" in failed


def test_the_next_steps_lead_to_a_published_commit(
    begun, stranger, again, kubeflow_gitops, tmp_path
):
    folder = shutil.copytree(begun, tmp_path / "platform")
    stranger("git", "init", "--quiet", "--initial-branch=main", ".", cwd=folder)
    stranger("git", "add", ".", cwd=folder)
    stranger("git", "commit", "--quiet", "--message", "Our platform", cwd=folder)
    stranger(
        "git", "init", "--quiet", "--bare", "--initial-branch=main", "a.git", cwd=tmp_path
    )
    again(kubeflow_gitops, "publish", tmp_path / "a.git", cwd=folder)
    published = stranger("git", "ls-tree", "-r", "--name-only", "main", cwd=tmp_path / "a.git")

    assert set(published.split()) == {*texts(begun / "dist"), ".kubeflow-gitops/owned.sha256"}


@pytest.mark.skipif(".dev" not in __version__, reason="a release is on a package index")
def test_what_init_pins_between_releases_is_installed_from_the_wheel(begun, wheel, tmp_path):
    folder = shutil.copytree(begun, tmp_path / "platform")
    (folder / "wheels").mkdir()
    shutil.copy(wheel, folder / "wheels")
    options = ("--no-deps", "--no-index", "--quiet", "--disable-pip-version-check")
    wanted = ("--requirement", folder / "requirements.txt", "--dest", tmp_path / "found")
    python("-m", "pip", "download", *options, *wanted, cwd=tmp_path)

    assert [each.name for each in (tmp_path / "found").iterdir()] == [wheel.name]


@pytest.mark.usefixtures("told")
def test_nothing_but_what_is_meant_is_committed(begun, stranger, tmp_path):
    folder = shutil.copytree(begun, tmp_path / "platform")
    stranger("git", "init", "--quiet", ".", cwd=folder)
    stranger("git", "add", ".", cwd=folder)
    files = stranger("git", "ls-files", cwd=folder).splitlines()

    assert {name.split("/")[0] for name in files} == {
        ".gitattributes",
        ".github",
        ".gitignore",
        "README.md",
        "cdk8s.yaml",
        "dist",
        "main.py",
        "pytest.ini",
        "requirements.txt",
        "tests",
    }
    assert "pyc" not in " ".join(files)


def test_its_program_has_the_commands_itself(begun, again):
    told = again("main.py", cwd=begun)

    assert told.splitlines()[-1] == "nothing changed"


def test_what_cdk8s_calls_writes_where_cdk8s_wants_it(begun, again, commands, tmp_path):
    app = yaml.safe_load((begun / "cdk8s.yaml").read_text())["app"]
    command, *arguments = app.split()
    again(commands / command, *arguments, cwd=begun, CDK8S_OUTDIR=str(tmp_path / "out"))

    assert texts(tmp_path / "out") == texts(begun / "dist")


needs_cdk8s = pytest.mark.skipif(
    not CDK8S.exists(), reason="no cdk8s; `make check-imports` fetches it"
)


@pytest.fixture
def cdk8s(begun, stranger, commands, tmp_path):
    """Return what runs cdk8s in a copy of the repository, and the copy."""
    folder = shutil.copytree(begun, tmp_path / "platform")
    node = Path(shutil.which("node", path=Path(sys.executable).parent)).parent
    path = f"{commands}:{node}:/usr/bin:/bin"

    def _run(*arguments: str) -> Path:
        stranger(CDK8S, *arguments, "--check-upgrade=false", cwd=folder, PATH=path)
        return folder

    return _run


@needs_cdk8s
def test_cdk8s_synth_writes_the_same(begun, cdk8s, tmp_path):
    shutil.rmtree(tmp_path / "platform" / "dist")

    assert texts(cdk8s("synth") / "dist") == texts(begun / "dist")


THEIR_KIND = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.corp.example}
spec:
  group: corp.example
  names: {kind: Widget, plural: widgets}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object}}}}
"""


@needs_cdk8s
def test_cdk8s_import_adds_kinds_beside_the_librarys(cdk8s, again, kubeflow_gitops, tmp_path):
    program = tmp_path / "platform" / "main.py"
    program.write_text(f"from imports.example.corp import Widget\n{program.read_text()}")
    (tmp_path / "platform" / "widget.yaml").write_text(THEIR_KIND)
    folder = cdk8s("import", "widget.yaml", "--language=python")

    assert again(kubeflow_gitops, "synth", cwd=folder).splitlines()[-1] == "nothing changed"
