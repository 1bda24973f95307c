"""CONTRIBUTING.md's steps lead to a component, and no other file has to be changed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
VALUE = '''"""Says hello."""

from typing import Final

from ..links import Link, Links
from .component import Component, IngressRule

HELLO: Final = Component(
    name="hello",
    group="Pages",
    images=("hello",),
    links=Links(menu=(Link("Hello", "/hello/"),)),
    reached_by=(IngressRule(name="hello", pods={"app": "hello"}, callers=("gateway",)),),%s
)
'''
CLASS = '''"""Says hello."""

from constructs import Construct

from ..access import ServiceAccount
from ..config import WorkloadDefaults
from ..config.components import HELLO
from ..gateway import KubeflowGateway
from ..workloads import Container, Workload
from .context import Context, Part


class Hello(Construct):
    """Serves a page that says hello."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        gateway: KubeflowGateway,
        defaults: WorkloadDefaults,
    ) -> None:
        super().__init__(scope, id)
        labels = HELLO.rule("hello").pods
        account = ServiceAccount(self, "Account", name="hello", labels=labels, token=False)
        page = Workload(
            self,
            "Workload",
            name="hello",
            account=account,
            defaults=defaults,
            selector=labels,
            containers=[Container(name="hello", image=defaults.images.named("hello"))],
        )
        to = page.expose(service="hello", port=80, target=8080)
        gateway.route(self, name="hello", prefix="/hello/", to=to)
        gateway.allow_from_gateway(self, name="hello", selector=labels)


def build(scope: Construct, context: Context) -> Part:
    """Make it as an environment has it."""
    defaults = context.workload_defaults(HELLO)
    return Part(Hello(scope, HELLO.name, gateway=context.gateway, defaults=defaults))
'''
EXTENSIONS = "components/kubeflow_extensions.py"
# The lines that the steps add: in a file, instead of what.
LINES = (
    ("catalog.py", '        "busybox":', '        "hello": "registry.example.com/hello:1",\n'),
    ("config/components/__init__.py", "from .jupyter_web_app", "from .hello import HELLO\n"),
    ("config/components/__init__.py", "    PIPELINES,\n    KSERVE,", "    HELLO,\n"),
    (EXTENSIONS, "    KATIB,\n    KSERVE", "    HELLO,\n"),
    (EXTENSIONS, "    kserve_models_web_app,\n", "    hello,\n"),
    ("releases/v1_9_1.py", '        "dex": "common/dex', '        "hello": "apps/hello",\n'),
    (EXTENSIONS, "    (TRAINING_OPERATOR,", "    (HELLO, hello.build),\n"),
)


@pytest.fixture
def library(tmp_path):
    """Return a copy of the library, and what puts `hello` into it."""
    copy = tmp_path / "constructs_lib"
    # What is compiled comes along: a file that is written anew is compiled anew.
    shutil.copytree(ROOT / "constructs_lib", copy)

    def _add(more: str = "") -> Path:
        (copy / "config/components/hello.py").write_text(VALUE % more)
        (copy / "components/hello.py").write_text(CLASS)
        for path, before, line in LINES:
            text = (copy / path).read_text()
            assert before in text, path
            (copy / path).write_text(text.replace(before, f"{line}{before}", 1))
        return tmp_path

    return _add


def synthesized(folder: Path, components: str = "") -> Path:
    """Return dist/ of an environment, with `hello` where it is named or a default."""
    (folder / "main.py").write_text(
        "from constructs_lib import Config, Environment, Platform, run\n"
        "from constructs_lib.config import COMPONENTS\n"
        f"config = Config(components=(*COMPONENTS, {components}))\n"
        'raise SystemExit(run(lambda: Platform(environments=(Environment("one", config),))))\n'
    )
    subprocess.run([sys.executable, "main.py"], cwd=folder, check=True, capture_output=True)
    return folder / "dist" / "kubeflow"


def names(file: Path) -> set[tuple[str, str]]:
    objects = yaml.load_all(file.read_text(), yaml.CSafeLoader)
    return {(obj["kind"], obj["metadata"]["name"]) for obj in objects}


def test_a_component_of_ours_is_in_the_overlay_alone(library):
    made = synthesized(library())

    assert ("Deployment", "hello") in names(made / "overlays/one/hello.yaml")
    assert ("NetworkPolicy", "hello") in names(made / "overlays/one/networkpolicies.yaml")
    assert "hello" not in " ".join(str(path) for path in (made / "base").rglob("*"))


def test_what_is_opt_in_is_nowhere_until_it_is_named(library):
    made = synthesized(library("\n    upstream=True,\n    opt_in=True,"))

    assert [path for path in made.rglob("*") if "hello" in path.name] == []


def test_what_is_opt_in_has_a_base_of_its_own(library):
    folder = library("\n    upstream=True,\n    opt_in=True,")
    made = synthesized(folder, '"hello"')
    kustomization = yaml.load(
        (made / "overlays/one/kustomization.yaml").read_text(), yaml.CSafeLoader
    )

    assert ("Deployment", "hello") in names(made / "base/hello/hello.yaml")
    assert kustomization["resources"][:2] == ["../../base", "../../base/hello"]
    assert "hello" not in (made / "base/kustomization.yaml").read_text()
