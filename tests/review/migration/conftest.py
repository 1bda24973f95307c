from pathlib import Path

import pytest

from constructs_lib.review.migration import MigrationPlan, plan_migration, read_live


@pytest.fixture(scope="session")
def by_component(synthesis):
    return synthesis.environments["default"]


@pytest.fixture(scope="session")
def plan(by_component) -> MigrationPlan:
    """Return the plan from the prepared state to the default environment."""
    live = read_live(Path(__file__).parent / "standalone")
    return plan_migration(live, by_component, namespace="kubeflow")
