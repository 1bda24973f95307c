import pytest

from constructs_lib import Config, Environment, Platform
from constructs_lib.commands.check_tenants import _KINDS
from constructs_lib.config import COMPONENTS, optional_in
from constructs_lib.platform import synthesize
from constructs_lib.releases import V1_9_1, V26_03_1
from constructs_lib.tenants import PREFIX

pytestmark = pytest.mark.slow

# Policies that check an object's author, and those of tokens, which it looks for itself.
BY_AUTHOR = ("waypoint", "endpoints", "routes", "model-routes", "schedules", "token-")
# No supported Kubernetes serves it.
NO_LONGER_SERVED = {"ingresses.extensions"}


def test_it_asks_about_every_kind_whose_content_a_policy_checks():
    environments = tuple(
        Environment(
            each.name.replace(".", "-"),
            Config(
                release=each,
                components=(*COMPONENTS, *(one.name for one in optional_in(each))),
            ),
        )
        for each in (V1_9_1, V26_03_1)
    )
    made = synthesize(Platform(environments=environments)).environments.values()
    checked = {
        f"{resource}.{group}".rstrip(".")
        for environment in made
        for obj in environment["tenant-guard"]
        if obj["kind"] == "ValidatingAdmissionPolicy"
        if not obj["metadata"]["name"].removeprefix(PREFIX).startswith(BY_AUTHOR)
        for rule in obj["spec"]["matchConstraints"]["resourceRules"]
        for group in rule["apiGroups"]
        for resource in rule["resources"]
    }

    assert checked - NO_LONGER_SERVED == set(_KINDS)
