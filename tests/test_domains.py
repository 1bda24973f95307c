"""A platform whose mesh and whose cluster have domains of their own names no other."""

import re
from dataclasses import replace

import pytest

from constructs_lib import (
    Ambient,
    ClusterIssuer,
    Config,
    Environment,
    Hooks,
    Login,
    Member,
    Platform,
    PlatformPrerequisites,
    PrerequisiteCheck,
    Profile,
    Sidecars,
    SmokeTest,
)
from constructs_lib.platform import synthesize
from tests.kustomize import rendered_kept, write
from tests.logins import KEYS

pytestmark = pytest.mark.slow

OWN = Config(
    mesh=Ambient(trust_domain="corp.example"),
    cluster_domain="k8s.corp.example",
    login=Login(machines=(ClusterIssuer(audience="kubeflow", keys=KEYS),)),
    hooks=Hooks(before=PrerequisiteCheck(), after=SmokeTest()),
)
MEMBER = Member("b@example.com")
MESHES = {"ambient": OWN, "sidecars": replace(OWN, mesh=Sidecars(trust_domain="corp.example"))}
FOLDERS = ("overlays/own", "profiles", "prerequisites/own")
# The server of the Pipelines page compiles in where a run's TensorBoard is, and the guard
# knows no other: frontend/server/k8s-helper.ts of kubeflow/pipelines 2.3.0.
COMPILED_IN = r"svc\.cluster\.local:80"
# What Istio takes where nobody told it, which the check before a sync has to know.
ISTIOS_OWN = '"trustDomain": "cluster.local"'
FULL_NAME = re.compile(r"\.svc\.([a-z0-9.-]*[a-z0-9])")
IDENTITY = re.compile(r"[a-z0-9.-]+(?=/ns/[a-z0-9-]+/sa/)")


@pytest.fixture(scope="module", params=MESHES)
def texts(request, tmp_path_factory) -> dict[str, str]:
    """What is applied or handed on of such an environment, by the folder that says it."""
    platform = Platform(
        environments=(Environment("own", MESHES[request.param]),),
        profiles=(Profile(name="team", owner="a@example.com", members=(MEMBER,)),),
        prerequisites=PlatformPrerequisites(),
    )
    dist = write(synthesize(platform).files, tmp_path_factory.mktemp("dist")) / "kubeflow"
    # No patch is one of a definition, and kustomize needs half of the time for them.
    base = dist / "base/kustomization.yaml"
    base.write_text(base.read_text().replace("- crds.yaml\n", ""))
    definitions = (dist / "base/crds.yaml").read_text()
    overlay, profiles = (rendered_kept(dist / folder) for folder in FOLDERS[:2])
    values = (dist / FOLDERS[2] / "istiod-values.yaml").read_text()
    return dict(zip(FOLDERS, (overlay + definitions, profiles, values), strict=True))


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_usual_domain_is_nowhere(texts, folder):
    named = [line.strip() for line in texts[folder].splitlines() if "cluster.local" in line]

    assert [line for line in named if COMPILED_IN not in line and ISTIOS_OWN not in line] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_full_name_of_a_service_is_of_the_clusters_domain(texts, folder):
    assert set(FULL_NAME.findall(texts[folder])) <= {"k8s.corp.example"}


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_identity_is_of_the_meshs_trust_domain(texts, folder):
    assert set(IDENTITY.findall(texts[folder])) <= {"corp.example"}


def test_both_domains_are_used(texts):
    overlay = texts["overlays/own"]

    assert FULL_NAME.search(overlay)
    assert IDENTITY.search(overlay)
