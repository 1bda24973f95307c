"""Rehearsals restore the newest set; copies of a MinIO in another store come back."""

import gzip
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from constructs_lib import Rehearsal
from tests.cluster import keys, seaweedfs
from tests.cluster.copies import (
    BUCKET,
    DESTINATIONS,
    SECRETS,
    Site,
    StepError,
    fill,
    jobs,
    rows,
    write,
)
from tests.cluster.data import Database, Store, installed, store

pytestmark = pytest.mark.skipif(
    not installed(),
    reason="no mariadbd on the PATH, so nothing is restored: `apt install mariadb-server` "
    "brings one",
)

KEY = ("copies-of-the-platform", "a key of that bucket")
OTHER = "others"
# What docs/backup.md gives the key of the bucket.
RIGHTS = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": ["s3:ListBucket", "s3:GetBucketLocation"],
            "Resource": [f"arn:aws:s3:::{BUCKET}"],
        },
        {
            "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
            "Resource": [f"arn:aws:s3:::{BUCKET}/*"],
        },
    ],
}
# What a dump of a dump must not change: types, orders, programs, what is computed.
KINDS = """
SET NAMES utf8mb4;
CREATE TABLE metadb.types (
  id BIGINT AUTO_INCREMENT PRIMARY KEY, small FLOAT, large DOUBLE, exact DECIMAL(20, 6),
  at TIMESTAMP(6) NULL, day DATE, word VARCHAR(191) CHARACTER SET latin1,
  any_text TEXT CHARACTER SET utf8mb4,
  flag BIT(3), sort ENUM('a', 'b'), doc JSON, twice BIGINT AS (exact * 2) STORED,
  UNIQUE KEY (word), KEY (small)
) AUTO_INCREMENT = 77;
INSERT INTO metadb.types (small, large, exact, at, day, word, any_text, flag, sort, doc) VALUES
  (0.1, 1e300, 1.000001, '2026-01-02 03:04:05.678901', '2026-01-02', 'é', '😀\n-- no comment',
   b'101', 'b', '{"a": [1, null]}'),
  (1.17549e-38, 0.1, NULL, NULL, NULL, NULL, '''\\\\', NULL, 'a', NULL);
CREATE TABLE metadb.keyless (word VARCHAR(9));
INSERT INTO metadb.keyless VALUES ('b'), ('a'), ('b');
CREATE TABLE metadb.child (parent BIGINT, FOREIGN KEY (parent) REFERENCES metadb.types (id));
INSERT INTO metadb.child VALUES (77);
CREATE VIEW metadb.seen AS SELECT word FROM metadb.keyless;
CREATE FUNCTION metadb.one() RETURNS INT DETERMINISTIC RETURN 1;
CREATE TRIGGER metadb.lower BEFORE INSERT ON metadb.keyless FOR EACH ROW
  SET NEW.word = LOWER(NEW.word);
"""


@pytest.fixture
def objects(tmp_path: Path) -> Iterator[Store]:
    with store(tmp_path / "s3", keys.BUCKET) as started:
        yield started


@pytest.fixture
def short_path() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="pod") as folder:
        yield Path(folder)


@pytest.fixture
def site(running_database: Database, objects: Store, short_path: Path) -> Site:
    """Give a backup on a volume, which is to be rehearsed."""
    made, texts = jobs(DESTINATIONS["a volume"], Rehearsal())
    fill(running_database)
    running_database.ask(KINDS)
    write(objects.buckets / keys.BUCKET / "v2/artifacts/team/model", b"model")
    played = Site(
        jobs=made,
        texts=texts,
        database=running_database,
        source=objects.port,
        destination=objects.port,
        folder=short_path,
    )
    played.run("backup")
    return played


@dataclass(frozen=True)
class Kept:
    """The newest set on the volume."""

    folder: Path

    def forge(self, dump: str, change: Callable[[bytes], bytes]) -> None:
        """Change a dump with all that says what it should be."""
        file = self.folder / f"{dump}.sql.gz"
        file.write_bytes(gzip.compress(change(gzip.decompress(file.read_bytes()))))
        digests = "".join(
            f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}\n"
            for each in sorted(self.folder.glob("*.gz"))
        )
        (self.folder / "sha256sums").write_text(digests)
        digest = hashlib.sha256(digests.encode()).hexdigest()
        (self.folder / "complete").write_text(f"{self.folder.name}\n{digest}\n")


@pytest.fixture
def kept(site: Site) -> Kept:
    [folder] = (site.folder / "backups/sets").iterdir()
    return Kept(folder)


def test_a_rehearsal_restores_the_newest_set_and_compares_it(site, kept):
    said = site.run("backup-rehearsal")

    assert f"set {kept.folder.name} is as it was kept" in said
    assert "are in the copy: 1" in said
    assert "metadb: 4 tables, 8 rows" in said
    assert "katib: 1 tables, 2 rows" in said


def test_a_rehearsal_touches_nothing_and_prints_no_content(site):
    site.database.ask("UPDATE mlpipeline.runs SET text = 'later'")
    before = rows(site.database)
    said = site.run("backup-rehearsal")

    assert rows(site.database) == before
    assert "größe" not in said


def test_a_rehearsal_leaves_no_server_and_no_data(site):
    site.run("backup-rehearsal")

    assert {each.name for each in (site.folder / "dumps").iterdir()} <= {
        "sha256sums",
        "objects.gz",
        "there",
        "listed",
    }


# What a rehearsal may find, and the sentence with which it ends.
FINDINGS: dict[str, tuple[Callable[[Kept], object], str]] = {
    "a dump that is cut short": (
        lambda kept: (kept.folder / "katib.sql.gz").write_bytes(
            (kept.folder / "katib.sql.gz").read_bytes()[:-20]
        ),
        r"fetch: (.*\n)*set \d{8}T\d{6}Z is refused: katib.sql.gz is cut short or altered",
    ),
    "no set that is complete": (
        lambda kept: (kept.folder / "complete").unlink(),
        "fetch: there is no complete set",
    ),
    "no set that is new": (
        lambda kept: kept.folder.rename(kept.folder.with_name("20200101T000000Z")),
        "fetch: the newest complete set is 20200101T000000Z, and there should be one since 20",
    ),
    "a set of the future": (
        lambda kept: (
            kept.folder.rename(kept.folder.with_name("29990101T000000Z")) / "complete"
        ).write_text("29990101T000000Z\n"),
        "fetch: the newest complete set is 29990101T000000Z, which is to come",
    ),
    "an object that is gone from the copy": (
        lambda kept: (kept.folder.parents[1] / "artifacts/v2/artifacts/team/model").unlink(),
        r"are gone from the copy: 1, such as\nv2/artifacts/team/model",
    ),
    "a dump that no server loads": (
        lambda kept: kept.forge("pipelines", lambda text: b"SELECTED 1;\n" + text),
        r"rehearse-pipelines: (.*\n)*.*You have an error in your SQL syntax",
    ),
    "a dump that makes something else than it says": (
        lambda kept: kept.forge(
            "katib", lambda text: text + b"DELETE FROM katib.runs WHERE id = 1;\n"
        ),
        r"rehearse-katib: (.*\n)*what was loaded from .*: dumped again, it differs",
    ),
    "a dump without a database": (
        lambda kept: kept.forge("katib", lambda text: text.replace(b"`katib`", b"`other`")),
        r"rehearse-katib: (.*\n)*.*Unknown database 'katib'",
    ),
}


@pytest.mark.parametrize("finding", FINDINGS)
def test_a_rehearsal_fails_for(site, kept, finding):
    change, sentence = FINDINGS[finding]
    change(kept)
    with pytest.raises(StepError, match=sentence):
        site.run("backup-rehearsal")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Iterator[keys.Store]:
    with keys.store(tmp_path_factory.mktemp("source")) as started:
        started.ask(keys.ROOT, "mb", "store/elyra-team")
        yield started


@contextmanager
def minio(folder: Path) -> Iterator[keys.Store]:
    """Run a MinIO with a key for one bucket only."""
    with keys.store(folder) as started:
        rights = folder / "rights.json"
        rights.write_text(json.dumps(RIGHTS))
        for words in (
            ("admin", "user", "add", "store", *KEY),
            ("admin", "policy", "create", "store", "copies", str(rights)),
            ("admin", "policy", "attach", "store", "copies", "--user", KEY[0]),
        ):
            done = started.ask(keys.ROOT, *words)
            assert done.returncode == 0, done.stdout + done.stderr
        yield started


TARGETS = {
    "minio": minio,
    "seaweedfs": lambda folder: seaweedfs.store(folder, key=KEY, bucket=BUCKET),
}


@pytest.fixture(scope="module", params=TARGETS)
def target(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[keys.Store]:
    """A store elsewhere, with a key for one of its two buckets only."""
    with TARGETS[request.param](tmp_path_factory.mktemp("target")) as started:
        for bucket in (BUCKET, OTHER):
            done = started.ask(keys.ROOT, "mb", f"store/{bucket}")
            assert done.returncode == 0, done.stdout + done.stderr
        yield started


@pytest.fixture
def beside(
    running_database: Database, source: keys.Store, target: keys.Store, short_path: Path
) -> Site:
    """Give a backup from a MinIO to another store."""
    made, texts = jobs(DESTINATIONS["a bucket"], Rehearsal())
    fill(running_database)
    access = zip(("accesskey", "secretkey"), zip(keys.ROOT, KEY, strict=True), strict=True)
    secrets = dict(SECRETS)
    for key, (root, own) in access:
        secrets["mlpipeline-minio-artifact", key] = root
        secrets["copies-login", key] = own
    return Site(
        jobs=made,
        texts=texts,
        database=running_database,
        source=source.port,
        destination=target.port,
        folder=short_path,
        secrets=secrets,
    )


def sets(target: keys.Store) -> list[str]:
    """Return the names of the complete sets, with the key of the bucket."""
    listed = target.ask(KEY, "ls", "--recursive", f"store/{BUCKET}/kubeflow/sets").stdout
    names = (json.loads(line)["key"] for line in listed.splitlines())
    return sorted(name.split("/")[0] for name in names if name.endswith("/complete"))


def test_the_key_of_the_copies_is_for_their_bucket_only(target):
    there, elsewhere = (f"store/{bucket}/probe" for bucket in (BUCKET, OTHER))

    assert target.ask(KEY, "pipe", there, told="own").returncode == 0
    assert target.ask(KEY, "rm", there).returncode == 0
    target.ask(keys.ROOT, "pipe", elsewhere, told="not its own")
    for word in ("pipe", "cat", "ls", "rm"):
        assert '"status":"error"' in target.ask(KEY, word, elsewhere, told="x").stdout
    assert target.ask(keys.ROOT, "cat", elsewhere).stdout == "not its own"


def test_what_a_minio_held_comes_back_from_another_store(beside, source, target):
    before = rows(beside.database)
    for path in ("artifacts/team/run-1/main.log", "v2/artifacts/team/a model.bin"):
        assert source.put(keys.ROOT, path, f"content of {path}") == ""
    source.ask(keys.ROOT, "pipe", "store/elyra-team/train.tar.gz", told="sources")
    beside.run("backup")
    assert "metadb: 1 tables, 2 rows" in beside.run("backup-rehearsal")
    beside.database.ask("DROP DATABASE mlpipeline; DROP DATABASE katib")
    source.ask(keys.ROOT, "rm", "--recursive", "--force", f"store/{keys.BUCKET}")
    source.ask(keys.ROOT, "mb", f"store/{keys.BUCKET}")
    source.ask(keys.ROOT, "rb", "--force", "store/elyra-team")
    beside.run("restore", BACKUP=sets(target)[-1], OVERWRITE="yes")

    assert rows(beside.database) == before
    for path in ("artifacts/team/run-1/main.log", "v2/artifacts/team/a model.bin"):
        assert source.get(keys.ROOT, path) == f"content of {path}"
    assert source.ask(keys.ROOT, "cat", "store/elyra-team/train.tar.gz").stdout == "sources"


def test_what_a_minio_held_is_in_a_seaweedfs_that_a_set_is_restored_into(
    beside, source, target, tmp_path_factory
):
    path = "v2/artifacts/team/a model.bin"
    assert source.put(keys.ROOT, path, "of the old store") == ""
    source.ask(keys.ROOT, "pipe", "store/elyra-team/train.tar.gz", told="sources")
    beside.run("backup")
    folder = tmp_path_factory.mktemp("new")
    with seaweedfs.store(folder, key=("profile", "a key"), bucket=keys.BUCKET) as new:
        new.ask(keys.ROOT, "mb", f"store/{keys.BUCKET}")
        changed = replace(beside, source=new.port)
        changed.run("restore", BACKUP=sets(target)[-1], OVERWRITE="yes")

        assert new.get(keys.ROOT, path) == "of the old store"
        assert new.ask(keys.ROOT, "cat", "store/elyra-team/train.tar.gz").stdout == "sources"


def test_a_set_in_a_store_that_was_altered_is_refused(beside, target):
    beside.run("backup")
    name = sets(target)[-1]
    target.ask(KEY, "pipe", f"store/{BUCKET}/kubeflow/sets/{name}/katib.sql.gz", told="other")
    with pytest.raises(StepError, match=r"is refused: katib\.sql\.gz is cut short or altered"):
        beside.run("restore", BACKUP=name, OVERWRITE="yes")


def test_a_store_that_is_away_ends_a_rehearsal_with_a_sentence(beside):
    away = {"RCLONE_CONFIG_KEPT_ENDPOINT": "http://127.0.0.1:9", "RCLONE_RETRIES": "1"}
    with pytest.raises(StepError, match="the sets cannot be listed"):
        beside.run("backup-rehearsal", RCLONE_LOW_LEVEL_RETRIES="1", **away)
