"""Backups can be restored: the steps of the CronJobs run unchanged."""

import hashlib
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from constructs_lib import BackupBucket, BackupVolume

from .copies import (
    BUCKET,
    DATABASES,
    DESTINATIONS,
    Site,
    StepError,
    files,
    fill,
    jobs,
    rows,
    write,
)
from .data import Database, Store, installed, store

pytestmark = pytest.mark.skipif(
    not installed(),
    reason="no mariadbd on the PATH, so nothing is backed up and restored: `apt install "
    "mariadb-server` brings one",
)


@pytest.fixture
def objects(tmp_path: Path) -> Iterator[Store]:
    with store(tmp_path / "s3", "mlpipeline", BUCKET) as started:
        yield started


@dataclass(frozen=True, kw_only=True)
class Seen(Site):
    """A site whose store and copies are folders here."""

    artifacts: Path
    editor: Path
    kept: Path

    def sets(self) -> list[str]:
        """Return the names of the sets that are kept."""
        folder = self.kept / "sets"
        return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


@pytest.fixture(params=DESTINATIONS)
def destination(request: pytest.FixtureRequest) -> BackupBucket | BackupVolume:
    return DESTINATIONS[request.param]


@pytest.fixture
def site(
    running_database: Database,
    objects: Store,
    tmp_path: Path,
    destination: BackupBucket | BackupVolume,
) -> Seen:
    """Give databases and a bucket with something in them, and the jobs."""
    made, texts = jobs(destination)
    fill(running_database)
    pod, in_bucket = tmp_path / "pod", objects.buckets / BUCKET / "kubeflow"
    played = Seen(
        jobs=made,
        texts=texts,
        database=running_database,
        source=objects.port,
        destination=objects.port,
        folder=pod,
        artifacts=objects.buckets / "mlpipeline",
        # The bucket of Elyra of a profile.
        editor=objects.buckets / "elyra-team",
        kept=in_bucket if isinstance(destination, BackupBucket) else pod / "backups",
    )
    write(played.artifacts / "artifacts/team/run-1/main.log", b"first\n")
    write(played.artifacts / "v2/artifacts/team/a model.bin", bytes(range(256)) * 50_000)
    write(played.editor / "run-1/train.tar.gz", b"sources\n")
    write(objects.buckets / "strangers/file", b"theirs\n")
    return played


def test_what_was_destroyed_is_as_it_was(site):
    before = rows(site.database), files(site.artifacts)
    site.run("backup")
    for name in DATABASES:
        site.database.ask(f"DROP DATABASE {name}")
    shutil.rmtree(site.artifacts)
    site.artifacts.mkdir()
    site.run("restore", BACKUP=site.sets()[0], OVERWRITE="yes")

    assert (rows(site.database), files(site.artifacts)) == before


def test_what_came_later_is_gone_from_the_databases_and_stays_in_the_store(site):
    before = rows(site.database)
    site.run("backup")
    site.database.ask("CREATE TABLE katib.later (id INT); DELETE FROM mlpipeline.runs")
    write(site.artifacts / "later", b"later")
    site.run("restore", BACKUP=site.sets()[0], OVERWRITE="yes")

    assert rows(site.database) == before
    assert site.database.ask("SHOW TABLES IN katib") == "runs\n"
    assert files(site.artifacts)["later"] == b"later"


def test_the_buckets_of_elyra_come_back_and_no_others_are_copied(site):
    site.run("backup")
    before = files(site.editor)
    shutil.rmtree(site.editor)
    [kept] = site.sets()
    site.run("restore", BACKUP=kept, OVERWRITE="yes")

    assert files(site.editor) == before
    assert [each.name for each in (site.kept / "buckets").iterdir()] == ["elyra-team"]


def test_without_a_name_it_tells_the_names_and_changes_nothing(site):
    site.run("backup")
    site.database.ask("DELETE FROM mlpipeline.runs")
    with pytest.raises(StepError, match=rf"fetch: BACKUP says .*:\n{site.sets()[0]}\n"):
        site.run("restore", OVERWRITE="yes")

    assert site.database.ask("SELECT * FROM mlpipeline.runs") == ""


def test_without_the_word_it_overwrites_nothing(site):
    site.run("backup")
    site.database.ask("DELETE FROM mlpipeline.runs")
    write(site.artifacts / "artifacts/team/run-1/main.log", b"another\n")
    with pytest.raises(StepError, match="loses what is there now; say OVERWRITE=yes"):
        site.run("restore", BACKUP=site.sets()[0])

    assert site.database.ask("SELECT * FROM mlpipeline.runs") == ""
    assert files(site.artifacts)["artifacts/team/run-1/main.log"] == b"another\n"


def test_a_set_that_is_not_there_is_not_restored(site):
    with pytest.raises(StepError, match="there is no complete set 20200101T000000Z"):
        site.run("restore", BACKUP="20200101T000000Z", OVERWRITE="yes")


def test_a_database_that_is_missing_ends_the_backup(site):
    site.database.ask("DROP DATABASE metadb")
    with pytest.raises(StepError, match="dump-pipelines: "):
        site.run("backup")

    assert site.sets() == []


def test_the_newest_complete_sets_are_kept_and_older_ones_deleted(site):
    for name in ("20200101T000000Z", "20200103T000000Z"):
        write(site.kept / "sets" / name / "complete", name.encode())
    write(site.kept / "sets/20200102T000000Z/katib.sql.gz", b"it broke off")
    site.run("backup")
    first, second = site.sets()

    assert first == "20200103T000000Z"
    assert second > "2026"


def test_sets_of_the_future_do_not_cost_the_one_just_made(site):
    for name in ("29990101T000000Z", "29990102T000000Z"):
        write(site.kept / "sets" / name / "complete", name.encode())
    site.run("backup")

    assert site.sets()[0] < "2999"


def test_an_object_that_was_overwritten_is_kept_with_the_set_that_found_it_so(site):
    site.run("backup")
    [first] = site.sets()
    # Servers tell times to the second.
    time.sleep(1.1)
    write(site.artifacts / "artifacts/team/run-1/main.log", b"other\n")
    site.run("backup")
    second = next(name for name in site.sets() if name != first)
    log = "artifacts/team/run-1/main.log"

    assert (site.kept / "sets" / second / "replaced" / log).read_bytes() == b"first\n"
    assert (site.kept / "artifacts" / log).read_bytes() == b"other\n"


def change(file: Path, changed: Callable[[bytes], bytes]) -> None:
    file.write_bytes(changed(file.read_bytes()))


def change_with_digest(file: Path, content: bytes) -> None:
    """Write another dump, and its digest in place of the old one."""
    old = hashlib.sha256(file.read_bytes()).hexdigest()
    file.write_bytes(content)
    digests = file.parent / "sha256sums"
    digests.write_text(digests.read_text().replace(old, hashlib.sha256(content).hexdigest()))


# What happens to a set after it was kept, and the sentence that refuses it.
HARMS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a dump is cut short": (
        lambda kept: change(kept / "katib.sql.gz", lambda content: content[:-20]),
        "katib.sql.gz is cut short or altered",
    ),
    "a byte is altered": (
        lambda kept: change(
            kept / "katib.sql.gz", lambda content: content[:-9] + b"\x55" + content[-8:]
        ),
        "katib.sql.gz is cut short or altered",
    ),
    "a dump is missing": (
        lambda kept: (kept / "pipelines.sql.gz").unlink(),
        "it has no pipelines.sql.gz",
    ),
    "the list of objects is missing": (
        lambda kept: (kept / "objects.gz").unlink(),
        "objects.gz is missing",
    ),
    "the digests are missing": (
        lambda kept: (kept / "sha256sums").unlink(),
        "its list of digests is missing",
    ),
    "a dump is altered with its digest": (
        lambda kept: change_with_digest(kept / "katib.sql.gz", b"other"),
        "its list of digests was altered",
    ),
}


@pytest.mark.parametrize("destination", ["a volume"], indirect=True)
@pytest.mark.parametrize("harm", HARMS)
def test_a_set_that_is_not_as_it_was_kept_is_refused(site, harm):
    site.run("backup")
    [kept] = site.sets()
    harmed, sentence = HARMS[harm]
    harmed(site.kept / "sets" / kept)
    site.database.ask("DELETE FROM mlpipeline.runs")
    write(site.artifacts / "artifacts/team/run-1/main.log", b"another\n")
    with pytest.raises(StepError, match=f"set {kept} is refused: {sentence}"):
        site.run("restore", BACKUP=kept, OVERWRITE="yes", UNVERIFIED="yes")

    assert site.database.ask("SELECT * FROM mlpipeline.runs") == ""
    assert files(site.artifacts)["artifacts/team/run-1/main.log"] == b"another\n"


def made_older(site: Seen) -> str:
    """Keep a set as versions did that knew no digests, and return its name."""
    site.run("backup")
    [kept] = site.sets()
    folder = site.kept / "sets" / kept
    (folder / "complete").write_text(f"{kept}\n")
    (folder / "sha256sums").unlink()
    (folder / "objects.gz").unlink()
    return kept


@pytest.mark.parametrize("destination", ["a volume"], indirect=True)
def test_a_set_of_an_older_version_is_refused_without_the_word(site):
    kept = made_older(site)
    with pytest.raises(StepError, match=r"it has no digests, .* say UNVERIFIED=yes"):
        site.run("restore", BACKUP=kept, OVERWRITE="yes")


@pytest.mark.parametrize("destination", ["a volume"], indirect=True)
def test_a_set_of_an_older_version_is_restored_with_the_word(site):
    before = rows(site.database)
    kept = made_older(site)
    site.database.ask("DELETE FROM mlpipeline.runs")
    site.run("restore", BACKUP=kept, OVERWRITE="yes", UNVERIFIED="yes")

    assert rows(site.database) == before


@pytest.mark.parametrize("destination", ["a volume"], indirect=True)
def test_a_set_of_an_older_version_that_is_cut_short_is_refused_all_the_same(site):
    kept = made_older(site)
    HARMS["a dump is cut short"][0](site.kept / "sets" / kept)
    with pytest.raises(StepError, match="is refused: a file is cut short or altered"):
        site.run("restore", BACKUP=kept, OVERWRITE="yes", UNVERIFIED="yes")


@pytest.mark.parametrize("destination", ["a volume"], indirect=True)
def test_a_set_without_a_dump_that_is_to_be_loaded_changes_nothing(site):
    site.run("backup")
    [kept] = site.sets()
    write(site.artifacts / "artifacts/team/run-1/main.log", b"another\n")
    site.steps("restore")[0]["command"].append("later")
    with pytest.raises(StepError, match=rf"set {kept} is refused: it has no later\.sql\.gz"):
        site.run("restore", BACKUP=kept, OVERWRITE="yes")

    assert files(site.artifacts)["artifacts/team/run-1/main.log"] == b"another\n"


def test_an_incomplete_set_is_removed_with_the_complete_ones_before_and_after_it(site):
    write(site.kept / "sets/20200101T000000Z/complete", b"20200101T000000Z\n")
    write(site.kept / "sets/20200102T000000Z/katib.sql.gz", b"it broke off")
    site.run("backup")
    while_it_is_newer_than_a_kept_one = site.sets()
    # Sets are named by the second.
    time.sleep(1.1)
    site.run("backup")

    assert while_it_is_newer_than_a_kept_one[:2] == ["20200101T000000Z", "20200102T000000Z"]
    assert len(site.sets()) == 2
    assert min(site.sets()) > "2026"
