from importlib.resources import files
from typing import Any

import pytest
import yaml
from cdk8s import App, Chart

from constructs_lib import Config, PipelinesSettings, Spawner
from constructs_lib.catalog import Images
from constructs_lib.components.jupyter_web_app import LOGOS, JupyterWebApp, _spawner
from constructs_lib.config import COMPONENTS, WorkloadDefaults
from constructs_lib.elyra import Elyra
from constructs_lib.gateway import KubeflowGateway
from constructs_lib.kube import objects_of
from constructs_lib.workloads.workload import CHECKSUM

NAME = "jupyter-web-app"
DEPLOYMENT = f"{NAME}-deployment"
ROLE = f"{NAME}-kubeflow-notebook-ui"


@pytest.fixture
def make(chart, gateway):
    def _make(**settings: Any) -> JupyterWebApp:
        return JupyterWebApp(chart, "App", gateway=gateway, **settings)

    return _make


def test_manifests(make, manifests, yaml_snapshot):
    make()

    assert manifests() == yaml_snapshot


def test_is_served_under_its_path(make, find):
    make()
    [rule] = find("VirtualService", f"{NAME}-{NAME}")["spec"]["http"]

    assert rule["match"] == [{"uri": {"prefix": "/jupyter/"}}]


def test_viewers_cannot_create(make, find):
    make()
    rules = find("ClusterRole", f"{ROLE}-view")["rules"]

    assert all("create" not in rule["verbs"] for rule in rules)


def test_editors_start_and_stop_notebooks(make, find):
    make()
    [rule] = find("ClusterRole", f"{ROLE}-edit")["rules"]

    assert {"create", "delete"} <= set(rule["verbs"])


def test_offers_what_the_spawner_says(make, find):
    make(spawner=Spawner(cpu="2"))
    text = find("ConfigMap", "jupyter-web-app-config")["data"]["spawner_ui_config.yaml"]

    assert yaml.load(text, yaml.CSafeLoader)["spawnerFormDefaults"]["cpu"]["value"] == "2"


def test_offers_images_from_the_mirror(make, find):
    make(defaults=WorkloadDefaults(images=Images(registry="mirror.example.com/kubeflow")))
    text = find("ConfigMap", "jupyter-web-app-config")["data"]["spawner_ui_config.yaml"]
    image = yaml.load(text, yaml.CSafeLoader)["spawnerFormDefaults"]["image"]["value"]

    assert image.startswith("mirror.example.com/kubeflow/kubeflownotebookswg/jupyter-scipy:")


@pytest.mark.parametrize("logo", LOGOS)
def test_shows_drawings_of_our_own(make, find, logo):
    make()
    drawing = files("constructs_lib") / "assets" / logo

    assert find("ConfigMap", "jupyter-web-app-logos")["data"][logo] == drawing.read_text()


def test_its_pods_roll_when_the_form_changes(ambient):
    def checksum(spawner: Spawner) -> str:
        chart = Chart(App(), "test", namespace="kubeflow")
        gateway = KubeflowGateway(chart, "Gateway")
        JupyterWebApp(chart, "App", gateway=gateway, defaults=ambient, spawner=spawner)
        [deployment] = [obj for obj in objects_of(chart) if obj["kind"] == "Deployment"]
        return str(deployment["spec"]["template"]["metadata"]["annotations"][CHECKSUM])

    assert checksum(Spawner()) != checksum(Spawner(cpu="2"))


def test_binds_a_role_to_the_account_that_upstream_never_makes(make, find):
    make()
    [subject] = find("RoleBinding", "jupyter-web-app-jupyter-notebook-role-binding")[
        "subjects"
    ]

    assert subject == {"kind": "ServiceAccount", "name": "jupyter-notebook"}


@pytest.mark.parametrize(
    ("components", "offered"),
    [(COMPONENTS, True), (tuple(c for c in COMPONENTS if c != "pipelines"), False)],
)
def test_offers_the_image_of_elyra_where_pipelines_run(components, offered):
    image = "registry.example.com/elyra:1"
    settings = PipelinesSettings(elyra=Elyra(image=image))
    found = _spawner(Config(components=components, pipelines=settings)).jupyter

    assert (image in found.options) is offered
    assert found.options[0] == Spawner().jupyter.options[0]
