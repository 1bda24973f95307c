from pathlib import Path

import pytest

from constructs_lib.review.migration import MigrationPlan, plan_migration, read_live


@pytest.fixture(scope="session")
def parts(synthesis):
    return synthesis.environments["default"]


@pytest.fixture(scope="session")
def plan(units) -> MigrationPlan:
    """Return the plan from the prepared state to the default environment."""
    live = read_live(Path(__file__).parent / "standalone")
    return plan_migration(live, units, namespace="kubeflow")
