import re

import pytest

from constructs_lib import Config, Environment, Patch, Platform, Target
from constructs_lib.delivery import refuse_lost_definitions
from constructs_lib.platform import synthesize

NAME = "mxjobs.kubeflow.org"


def definition(**metadata):
    return {"kind": "CustomResourceDefinition", "metadata": {"name": NAME, **metadata}}


@pytest.mark.parametrize(
    ("metadata", "told"),
    [
        ({"annotations": {"argocd.argoproj.io/tracking-id": "kubeflow:x"}}, "tracking-id"),
        ({"labels": {"app.kubernetes.io/instance": "kubeflow"}}, "instance"),
        ({"annotations": {"argocd.argoproj.io/hook": "PreSync"}}, "hook"),
        (
            {"annotations": {"argocd.argoproj.io/sync-options": "Replace=true,Force=true"}},
            "Force=true",
        ),
    ],
    ids=["tracked by annotation", "tracked by label", "hook", "force"],
)
def test_fails_for_a_definition_that_argo_cd_may_delete(metadata, told):
    message = rf"'{NAME}' has '.*{told}', by which Argo CD may delete it, and every object"
    with pytest.raises(ValueError, match=message):
        refuse_lost_definitions([definition(**metadata)])


def test_a_definition_may_have_a_wave_and_other_options():
    options = {"argocd.argoproj.io/sync-options": "ServerSideApply=true"}

    refuse_lost_definitions([definition(), definition(annotations=options)])


def test_other_objects_may_be_replaced():
    options = {"argocd.argoproj.io/sync-options": "Force=true"}

    refuse_lost_definitions([{"kind": "Job", "metadata": {"annotations": options}}])


@pytest.mark.slow
def test_fails_for_a_patch_of_a_definition_before_anything_is_written():
    metadata = {"annotations": {"argocd.argoproj.io/sync-options": "Force=true"}}
    patch = Patch(
        target=Target(kind="CustomResourceDefinition", name="notebooks.kubeflow.org"),
        merge={"metadata": metadata},
    )
    platform = Platform(environments=(Environment("default", Config(patches=(patch,))),))

    with pytest.raises(ValueError, match=re.escape("'notebooks.kubeflow.org' has")):
        synthesize(platform)
