import pytest

from constructs_lib import Config, Environment, Platform
from constructs_lib.commands.check_tenants import _KINDS
from constructs_lib.config import COMPONENTS, optional_in
from constructs_lib.platform import synthesize
from constructs_lib.releases.v1_11_0 import V1_11_0
from constructs_lib.tenants import PREFIX

pytestmark = pytest.mark.slow

# Policies that check an object's author, and those of tokens, which it looks for itself.
BY_AUTHOR = ("waypoint", "endpoints", "routes", "model-routes", "token-")
# No supported Kubernetes, and no current training operator, serves these.
NO_LONGER_SERVED = {"ingresses.extensions", "mxjobs.kubeflow.org"}


def test_it_asks_about_every_kind_whose_content_a_policy_checks():
    every = (*COMPONENTS, *(each.name for each in optional_in(V1_11_0)))
    config = Config(release=V1_11_0, components=every)
    platform = Platform(environments=(Environment("default", config),))
    objects = synthesize(platform).environments["default"]["tenant-guard"]
    checked = {
        f"{resource}.{group}".rstrip(".")
        for obj in objects
        if obj["kind"] == "ValidatingAdmissionPolicy"
        if not obj["metadata"]["name"].removeprefix(PREFIX).startswith(BY_AUTHOR)
        for rule in obj["spec"]["matchConstraints"]["resourceRules"]
        for group in rule["apiGroups"]
        for resource in rule["resources"]
    }

    assert checked - NO_LONGER_SERVED == set(_KINDS)
