"""The bundled SeaweedFS starts by its script, keeps its data, and gets what a MinIO had."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from constructs_lib.releases import V1_11_0, V26_03_1
from tests.cluster.binaries import build
from tests.cluster.bundled_seaweedfs import bundled
from tests.cluster.keys import BUCKET, ROOT, Key, Store, store
from tests.cluster.processes import LOOPBACK

OTHERS: Key = ("somebody-else", "a key that nobody gave")
# What each part of Pipelines stores, by the layouts of all releases.
OBJECTS = {
    "artifacts/team/run-1/2026/01/02/run-1-a/main.log": "a log of Argo's",
    "private-artifacts/team/run-2/2026/01/02/run-2-a/main.log": "a log of a later release",
    "v2/artifacts/team/pipeline/run 3/model.bin": "an artifact of the launcher's",
    "pipelines/0b9c": "a definition",
    "v2/artifacts/team/empty": "",
}


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="weed") as made:
        yield Path(made)


@pytest.fixture(params=[V1_11_0, V26_03_1], ids=lambda each: each.name)
def release(request):
    return request.param


def rclone(*words: str, **stores: Store) -> subprocess.CompletedProcess[str]:
    """Run rclone with stores by name, both with root's key, as docs/pipelines.md says."""
    access, secret = ROOT
    environment = {"HOME": "/nonexistent", "RCLONE_CONFIG": "/notfound"}
    for name, each in stores.items():
        told = {
            "TYPE": "s3",
            "PROVIDER": "Other",
            "ENDPOINT": f"http://{LOOPBACK}:{each.port}",
            "ACCESS_KEY_ID": access,
            "SECRET_ACCESS_KEY": secret,
        }
        of_it = f"RCLONE_CONFIG_{name.upper()}"
        environment |= {f"{of_it}_{key}": value for key, value in told.items()}
    return subprocess.run(
        [build("rclone") / "rclone", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_once_it_has_started_it_asks_for_the_key_of_the_secret(folder, release):
    with bundled(folder, release, bucket=BUCKET) as seaweedfs:
        assert not seaweedfs.started
        done = seaweedfs.prepare(ROOT)
        assert done.returncode == 0, done.stdout + done.stderr
        assert seaweedfs.started
        assert seaweedfs.store.put(ROOT, "pipelines/a", "a definition") == ""

        assert seaweedfs.store.get(ROOT, "pipelines/a") == "a definition"
        for stranger in (OTHERS, (ROOT[0], "a wrong secret")):
            assert "a definition" not in seaweedfs.store.get(stranger, "pipelines/a")
            assert seaweedfs.store.put(stranger, "pipelines/b", "b") != ""


def test_it_starts_again_on_its_data(folder, release):
    with bundled(folder, release, bucket=BUCKET) as first:
        assert first.prepare(ROOT).returncode == 0
        assert first.store.put(ROOT, "pipelines/a", "a definition") == ""
    with bundled(folder, release, bucket=BUCKET) as again:
        # The key is in its data: it asks for it from the first moment.
        assert "a definition" not in again.store.get(OTHERS, "pipelines/a")
        done = again.prepare(ROOT)
        assert done.returncode == 0, done.stdout + done.stderr

        assert again.started
        assert again.store.get(ROOT, "pipelines/a") == "a definition"


def test_a_key_that_was_replaced_works_until_it_is_removed(folder):
    new = ("another-root", "another secret of it")
    removal = f"s3.configure -user kubeflow-admin -access_key {ROOT[0]} -delete -apply"
    with bundled(folder, V26_03_1, bucket=BUCKET) as seaweedfs:
        assert [seaweedfs.prepare(key).returncode for key in (ROOT, new)] == [0, 0]
        assert seaweedfs.store.put(new, "pipelines/a", "a definition") == ""
        # docs/pipelines.md says so.
        assert seaweedfs.store.get(ROOT, "pipelines/a") == "a definition"
        seaweedfs.shell(removal)

        assert "a definition" not in seaweedfs.store.get(ROOT, "pipelines/a")
        assert seaweedfs.store.get(new, "pipelines/a") == "a definition"


def test_its_start_fails_where_it_does_not_answer(folder):
    with bundled(folder, V26_03_1, bucket=BUCKET) as seaweedfs:
        away = {f":{seaweedfs.store.port}/": ":9/", "left=120": "left=1"}
        done = seaweedfs.with_script(away).prepare(ROOT)

        assert done.returncode != 0
        assert not seaweedfs.started


def test_its_start_fails_where_its_key_cannot_be_set(folder):
    with bundled(folder, V26_03_1, bucket=BUCKET) as seaweedfs:
        broken = {"-apply": "", "left=30": "left=2"}
        done = seaweedfs.with_script(broken).prepare(ROOT)

        assert (done.returncode != 0, done.stderr) == (True, "the store asks for no key\n")
        assert not seaweedfs.started


def test_its_start_tells_nobody_the_key(folder):
    with bundled(folder, V26_03_1, bucket=BUCKET) as seaweedfs:
        done = seaweedfs.prepare(ROOT)

    assert [part for part in ROOT if part in done.stdout + done.stderr] == []


def test_rclone_copies_what_a_minio_had(folder, tmp_path):
    with (
        store(tmp_path / "minio") as minio,
        bundled(folder, V26_03_1, bucket=BUCKET) as seaweedfs,
    ):
        assert seaweedfs.prepare(ROOT).returncode == 0
        for path, text in OBJECTS.items():
            assert minio.put(ROOT, path, text) == ""
        both = {"minio": minio, "seaweedfs": seaweedfs.store}
        names = (f"minio:{BUCKET}", f"seaweedfs:{BUCKET}")
        copied = rclone("copy", *names, **both)
        again = rclone("copy", "--checksum", "--verbose", *names, **both)

        assert (copied.returncode, again.returncode) == (0, 0), copied.stderr + again.stderr
        assert "There was nothing to transfer" in again.stderr
        assert {path: seaweedfs.store.get(ROOT, path) for path in OBJECTS} == OBJECTS
