import pytest

from constructs_lib.components.trainer.names import CONFIG_FILE, HEALTH_PORT


@pytest.mark.parametrize(
    "name", ["jobset-controller-manager", "kubeflow-trainer-controller-manager"]
)
def test_both_controllers_read_their_settings_and_are_probed_alike(make, container, name):
    make()
    manager = container(name, "manager")
    mounted = {mount["mountPath"] for mount in manager["volumeMounts"]}

    assert f"--config=/{CONFIG_FILE}" in manager["args"]
    assert f"/{CONFIG_FILE}" in mounted
    assert manager["livenessProbe"]["httpGet"]["port"] == HEALTH_PORT
