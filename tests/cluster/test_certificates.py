"""cert-manager's definitions accept the Certificates and Issuers of every environment."""

from copy import deepcopy

import pytest

from tests.environments import CONFIGS
from tests.schemas.closed import validators

from .definitions import PLATFORM


@pytest.fixture(scope="module")
def checks():
    return validators(PLATFORM["cert-manager"].definitions())


@pytest.fixture
def problems(checks):
    """Return what is wrong with an environment's objects of cert-manager's kinds."""

    def _problems(objects):
        return [
            f"{obj['kind']} {obj['metadata']['name']}: {error.message}"
            for obj in objects
            if obj["apiVersion"] == "cert-manager.io/v1"
            for error in checks[obj["apiVersion"], obj["kind"]].iter_errors(obj)
        ]

    return _problems


def made(synthesis, environment):
    return [obj for unit in synthesis.environments[environment].values() for obj in unit]


@pytest.mark.parametrize("environment", CONFIGS)
def test_every_certificate_and_issuer_is_valid(synthesis, problems, environment):
    assert problems(made(synthesis, environment)) == []


def test_a_misspelt_field_is_a_problem(synthesis, problems):
    objects = deepcopy(made(synthesis, "default"))
    certificate = next(obj for obj in objects if obj["kind"] == "Certificate")
    certificate["spec"]["misspelt"] = "x"
    [problem] = problems(objects)

    assert "misspelt" in problem
