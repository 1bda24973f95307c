"""What people made is copied with the rights of the account that the platform gives it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from constructs_lib import BackupVolume, Config, Environment, Platform
from constructs_lib.platform import synthesize
from constructs_lib.recovery import Recovery
from constructs_lib.recovery.kept_set import open_set

from .api_server import ApiServer
from .output import named
from .processes import settled
from .recovery.exporting import Exporting
from .recovery.people import OWN, SECRET, made_by_people, notebook
from .turned_off import turned_off

RIGHTS = ("ServiceAccount", "ClusterRole", "ClusterRoleBinding")
RECOVERY = Recovery(
    destination=BackupVolume(claim="copies"),
    kinds=("profiles", "contributors", "notebooks"),
    secrets=(SECRET,),
)
OBJECTS = synthesize(
    Platform(environments=(Environment("default", Config(recovery=RECOVERY)),))
).environments["default"]["recovery"]


@pytest.fixture(scope="module")
def server(cluster, deployed) -> Iterator[ApiServer]:
    """Provide the environment with two registered profiles, one of which has a notebook."""
    namespaces = [
        {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}} for name in OWN
    ]
    made = [*made_by_people(), *namespaces, notebook(OWN[0], "jupyter")]
    rights = [obj for obj in OBJECTS if obj["kind"] in RIGHTS]
    cluster.apply([*rights, *made])
    yield cluster
    for obj in reversed([*rights, *made_by_people(), *namespaces]):
        cluster.delete(obj)


@pytest.fixture
def exporting(server: ApiServer, tmp_path: Path) -> Exporting:
    return Exporting(OBJECTS, server, tmp_path, "")


def test_a_set_holds_what_people_made(exporting):
    kept = open_set(exporting.set())

    assert {str(each) for each in kept.of("profiles")} >= {f"Profile {name}" for name in OWN}
    assert [str(each) for each in kept.of("notebooks")] == [f"Notebook {OWN[0]}/jupyter"]


@pytest.mark.parametrize(
    "obj", [obj for obj in OBJECTS if obj["kind"] in RIGHTS[1:]], ids=named
)
def test_without_its_rights_nothing_is_kept(exporting, obj):
    def works() -> bool:
        return exporting.run().returncode == 0

    with turned_off(exporting.server, obj, works):
        done = exporting.run()
    (said,) = done.stderr.splitlines()

    assert said == "no set is made: /apis/kubeflow.org/v1/profiles answered 403 Forbidden"
    assert settled(works, wanted=True)
