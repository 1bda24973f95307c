import pytest

PARTS = ["controller", "webhook"]


@pytest.fixture
def pod(find):
    return lambda part: find("Deployment", f"spark-operator-{part}")["spec"]["template"]


@pytest.mark.parametrize("part", PARTS)
def test_the_command_is_that_of_the_part(make, pod, part):
    make()
    [container] = pod(part)["spec"]["containers"]

    assert container["args"][:2] == [part, "start"]


@pytest.mark.parametrize("part", PARTS)
def test_beside_sidecars_it_has_none(make, pod, part):
    make()

    assert pod(part)["metadata"]["labels"]["sidecar.istio.io/inject"] == "false"


@pytest.mark.parametrize("part", PARTS)
def test_in_an_ambient_mesh_no_label_speaks_of_sidecars(make, pod, part, ambient):
    make(defaults=ambient)

    assert "sidecar.istio.io/inject" not in pod(part)["metadata"]["labels"]
