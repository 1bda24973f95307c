import pytest

from constructs_lib import (
    Environment,
    Platform,
    PlatformPrerequisites,
    PlatformProduct,
)
from constructs_lib.delivery.layout import is_read_by

CANARY, STAGING = Environment("canary"), Environment("staging")
PRODUCTS = (PlatformProduct(name="cert-manager"),)
PLATFORM = Platform(
    environments=(CANARY, STAGING), prerequisites=PlatformPrerequisites(products=PRODUCTS)
)


@pytest.mark.parametrize(
    ("path", "readers"),
    [
        ("kubeflow/base/app.yaml", {"canary", "staging"}),
        ("kubeflow/profiles/team.yaml", {"canary", "staging"}),
        ("kubeflow/overlays/canary/patches/app.yaml", {"canary"}),
        ("kubeflow/overlays/staging/app.yaml", {"staging"}),
        ("kubeflow/overlays/staging-2/app.yaml", set()),
        ("apps/kubeflow.yaml", {"canary"}),
        ("apps/kubeflow-staging.yaml", {"staging"}),
        ("apps/prerequisites.yaml", {"canary"}),
        ("apps/prerequisites-staging.yaml", {"staging"}),
        ("apps/nginx.yaml", set()),
    ],
)
def test_an_environment_reads_what_is_its_own_and_what_is_shared(path, readers):
    found = {e.name for e in PLATFORM.environments if is_read_by(PLATFORM, e, path)}

    assert found == readers


def test_what_is_read_is_what_is_written(default):
    paths = [path for path in default if not path.startswith("kubeflow/prerequisites/")]
    environment = Environment("default")
    platform = Platform(environments=(environment,))

    assert all(is_read_by(platform, environment, path) for path in paths)
