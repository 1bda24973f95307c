import pytest
from cdk8s import App, Chart

from constructs_lib import Config, KubeflowCore
from constructs_lib.components.jupyter_web_app import JupyterWebApp
from constructs_lib.components.profiles import Profiles
from constructs_lib.config.components import JUPYTER_WEB_APP, KATIB, PROFILES


@pytest.fixture
def context():
    core = KubeflowCore(
        Chart(App(), "test", namespace="kubeflow"),
        "core",
        config=Config(components=("profiles",)),
    )
    return core.context


def test_what_was_made_before_can_be_led_to(context):
    assert context.made(PROFILES, Profiles).endpoint.service == "profiles-kfam"


def test_fails_for_what_was_not_made(context):
    message = "JupyterWebApp 'jupyter-web-app' is requested but not built; built"
    with pytest.raises(ValueError, match=message):
        context.made(JUPYTER_WEB_APP, JupyterWebApp)


def test_nobody_copies_a_database_without_a_backup(context):
    assert context.copiers(KATIB.name, "kubeflow") == ()
