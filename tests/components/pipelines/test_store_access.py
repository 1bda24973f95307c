import pytest

from constructs_lib import Ambient, Sidecars
from constructs_lib.components.pipelines.store_access import admit_everyone
from constructs_lib.kube import objects_of

ACCOUNTS = "cluster.local/ns/kubeflow/sa"


@pytest.mark.parametrize(
    ("mesh", "rules"),
    [
        (
            Ambient(),
            [
                {
                    "from": [{"source": {"principals": ["*"]}}],
                    "to": [{"operation": {"ports": ["9000"]}}],
                }
            ],
        ),
        (
            Sidecars(),
            [
                {"from": [{"source": {"principals": [f"{ACCOUNTS}/ml-pipeline"]}}]},
                {"from": [{"source": {"principals": [f"{ACCOUNTS}/ml-pipeline-ui"]}}]},
                {},
            ],
        ),
    ],
    ids=["ambient", "sidecars"],
)
def test_steps_of_every_profile_come_in(chart, mesh, rules):
    admit_everyone(chart, name="store", pods={"app": "store"}, port=9000, mesh=mesh)
    [policy] = objects_of(chart)

    assert policy["spec"]["rules"] == rules
