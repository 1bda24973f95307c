import pytest

from constructs_lib.config import SparkOperator

NAME = "spark-operator-controller"


@pytest.fixture
def pod(find):
    return lambda: find("Deployment", NAME)["spec"]["template"]


@pytest.mark.parametrize(
    ("settings", "flag"),
    [
        (SparkOperator(threads=2), "--controller-threads=2"),
        (SparkOperator(executors=50), "--max-tracked-executor-per-app=50"),
    ],
)
def test_a_setting_is_a_flag(make, pod, settings, flag):
    make(spark=settings)

    assert flag in pod()["spec"]["containers"][0]["args"]


def test_it_writes_below_tmp_alone(make, pod, ambient):
    make(defaults=ambient)
    [container] = pod()["spec"]["containers"]

    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert [mount["mountPath"] for mount in container["volumeMounts"]] == ["/tmp"]
