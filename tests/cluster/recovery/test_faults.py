"""What ends an export or a restore ends it with a sentence, and the next run finishes."""

import base64
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.recovery.cluster import ClusterError, cluster_of
from constructs_lib.recovery.lease import NAME, PATH, held

from ..api_server import ApiServer, api_server
from ..definitions import platform_kinds
from ..processes import wait_for
from ..profiles import profile
from ..servers import controllers
from .cutting import line
from .exporting import Exporting
from .people import acting, controller_of, notebook
from .pipelines import Pipelines, pipelines
from .restoring import ROOT, found, install, kubeflow_gitops, objects_of_recovery, recover

TEAM = "faulty"
MANY = 60


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """Provide a cluster in which a person has notebooks."""
    with api_server(tmp_path_factory.mktemp("faults")) as running, controllers(running):
        running.define(platform_kinds(without="argocd"))
        install(running, objects_of_recovery())
        with acting(controller_of(running)):
            running.apply([profile(TEAM, "faulty@example.com")])
            wait_for(lambda: TEAM in found(running, "namespaces"), "the namespace")
        running.apply(notebook(TEAM, f"nb-{number}") for number in range(MANY))
        yield running


@pytest.fixture(scope="module")
def played(server) -> Iterator[Pipelines]:
    with pipelines(server) as running:
        yield running


@pytest.fixture
def exporting(server, played, tmp_path) -> Exporting:
    return Exporting(objects_of_recovery(), server, tmp_path / "pod", played.url)


@pytest.fixture(scope="module")
def kept(server, played, tmp_path_factory) -> Path:
    """Return a whole set."""
    folder = tmp_path_factory.mktemp("kept")
    return Exporting(objects_of_recovery(), server, folder, played.url).set()


def complete(exporting: Exporting) -> list[Path]:
    return list(exporting.sets.glob("*/complete")) if exporting.sets.exists() else []


def said(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one sentence of a program that has ended."""
    (line,) = done.stderr.splitlines()
    return line


def test_the_destination_is_away_while_a_set_is_copied(exporting):
    exporting.folder.mkdir(parents=True)
    (exporting.folder / "backups").mkdir()
    (exporting.folder / "backups/recovery").write_text("no folder")
    done = exporting.run()

    assert done.returncode != 0
    assert done.stderr.splitlines()[-1] == (
        "no set is kept: the destination did not take it; the next run makes another"
    )
    (exporting.folder / "backups/recovery").unlink()
    assert exporting.run().returncode == 0
    assert len(complete(exporting)) == 1


def test_sets_of_the_future_do_not_cost_the_one_just_made(exporting):
    for name in ("29990101T000000Z", "29990102T000000Z"):
        (exporting.sets / name).mkdir(parents=True)
        (exporting.sets / name / "complete").write_text(name)
    done = exporting.run()

    assert done.returncode == 0, done.stderr
    assert min(each.parent.name for each in complete(exporting)) < "2999"


def test_a_store_that_does_not_answer_has_no_complete(exporting):
    store = {
        "RCLONE_CONFIG_KEPT_TYPE": "s3",
        "RCLONE_CONFIG_KEPT_PROVIDER": "Other",
        "RCLONE_CONFIG_KEPT_ENDPOINT": "http://127.0.0.1:9",
        "KEPT": "kept:copies",
    }
    exporting.environment.update(store)
    done = exporting.run()

    assert done.returncode != 0
    assert "no set is kept: the destination did not take it" in done.stderr.splitlines()[-1]


def test_the_disk_is_full(exporting):
    done = exporting.run(scratch_limit=4096)

    assert (done.returncode, said(done)) == (1, "no set is made: [Errno 27] File too large")
    assert complete(exporting) == []
    assert not (exporting.folder / "scratch/complete").exists()


def test_the_token_is_not_valid(exporting):
    exporting.token = "expired"
    done = exporting.run()

    assert done.returncode == 1
    assert said(done).startswith("no set is made: /apis/kubeflow.org/v1/profiles refuses this")
    assert complete(exporting) == []


def test_the_token_has_expired(exporting, server):
    exporting.token = expired(server)
    done = exporting.run()

    assert done.returncode == 1
    assert "it has expired, or is no longer valid" in said(done)


def expired(server: ApiServer) -> str:
    """Return a token of the account that the API server's own key has signed an hour ago."""

    def encoded(data: bytes) -> str:
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

    valid = server.kubectl("create", "token", "recovery", "-n", "kubeflow").stdout
    head, body, _ = valid.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    past = int(time.time()) - 3600
    claims.update(exp=past, iat=past - 3600, nbf=past - 3600)
    text = f"{head}.{encoded(json.dumps(claims).encode())}"
    command = ["openssl", "dgst", "-sha256", "-sign", server.key]
    signed = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    return f"{text}.{encoded(signed.stdout)}"


def test_pipelines_is_away_while_a_set_is_made(exporting):
    exporting = replace(exporting, pipelines="http://127.0.0.1:9")
    done = exporting.run()

    assert done.returncode == 1
    assert said(done).startswith("no set is made: the API server or Pipelines does not answer")


def test_the_api_server_is_away_while_a_set_is_made(exporting, server):
    exporting.token = "any"
    away = replace(server, url="https://127.0.0.1:9")
    gone = replace(exporting, server=Away(away, server))
    done = gone.run()

    assert done.returncode == 1
    assert said(done).startswith("no set is made: the API server or Pipelines does not answer")


class Away:
    """The address of a server that is away, and kubectl of the one that is there."""

    def __init__(self, away: ApiServer, there: ApiServer) -> None:
        self.url, self.certificate, self.kubectl = away.url, there.certificate, there.kubectl


def test_older_sets_are_deleted_and_broken_ones_with_them(exporting):
    for name in ("20200101T000000Z", "20200103T000000Z"):
        (exporting.sets / name).mkdir(parents=True)
        (exporting.sets / name / "complete").write_text(name)
    (exporting.sets / "20200102T000000Z").mkdir()
    exporting.set()
    first, second = sorted(each.name for each in exporting.sets.iterdir())

    assert first == "20200103T000000Z"
    assert second > "2026"


def test_an_altered_set_is_refused(kept, server, tmp_path):
    altered = shutil.copytree(kept, tmp_path / kept.name)
    file = altered / "objects/notebooks.jsonl"
    file.write_text(file.read_text().replace("jupyter", "evil"))
    done = recover(server, altered, "work")

    assert done.returncode == 1
    assert "objects/notebooks.jsonl is not as it was written" in said(done)


def test_a_set_that_is_cut_short_is_refused(kept, server, tmp_path):
    short = shutil.copytree(kept, tmp_path / kept.name)
    (short / "complete").unlink()

    assert "is not a complete set: `complete` is missing" in said(
        recover(server, short, "work")
    )


def test_a_second_restore_is_refused_while_one_writes(kept, server):
    with cluster_of(server.kubeconfig) as cluster, held(cluster):
        done = recover(server, kept, "work")

    assert done.returncode == 1
    assert "another restore is writing (" in said(done)
    assert recover(server, kept, "work").returncode == 0


def test_a_restore_that_was_killed_stops_others_for_two_minutes_only(kept, server):
    with cluster_of(server.kubeconfig) as cluster:
        past = datetime.now(UTC) - timedelta(minutes=3)
        with held(cluster):
            lease: Any = cluster.read(f"{PATH}/{NAME}")
            lease["spec"]["renewTime"] = past.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            lease["spec"]["holderIdentity"] = "killed"
            assert cluster.replace(f"{PATH}/{NAME}", lease)
        # Its own word is no longer in it, so it was left there.
        assert cluster.read(f"{PATH}/{NAME}")

    assert recover(server, kept, "work").returncode == 0


def test_a_restore_whose_lease_was_taken_over_writes_nothing_more(server, monkeypatch):
    monkeypatch.setattr("constructs_lib.recovery.lease._RENEWED_AFTER", timedelta(0))
    with cluster_of(server.kubeconfig) as cluster, held(cluster) as lease:
        taken: Any = cluster.read(f"{PATH}/{NAME}")
        taken["spec"]["holderIdentity"] = "another"
        assert cluster.replace(f"{PATH}/{NAME}", taken)
        with pytest.raises(ClusterError, match="another restore has taken over"):
            lease.renew()
        cluster.delete(f"{PATH}/{NAME}")


def test_the_api_server_goes_away_in_the_middle_and_the_next_run_finishes(
    kept, server, tmp_path
):
    server.kubectl("delete", "notebooks", "--all", "-n", TEAM)
    with line(server, tmp_path) as opened:
        where = ("--from", kept, "--kubeconfig", opened.kubeconfig)
        restoring = subprocess.Popen(
            [sys.executable, "-m", "constructs_lib", "recover", "work", *where],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        first = restoring.stdout.readline()  # type: ignore[union-attr]
        opened.cut()
        _, told = restoring.communicate(timeout=300)
    there = len(found(server, "notebooks", TEAM))
    # Its lease is still there, as after any restore that could not give it back.
    server.kubectl("delete", "lease", NAME)
    again = recover(server, kept, "work")

    assert first.startswith("created: Notebook")
    assert restoring.returncode == 1
    assert told.splitlines()[-1].endswith("the API server does not answer; run it again")
    assert 0 < there < MANY
    assert again.returncode == 0, again.stderr
    assert len(found(server, "notebooks", TEAM)) == MANY


def test_a_kubeconfig_that_is_not_there_is_named(kept, tmp_path):
    done = kubeflow_gitops(
        "recover", "work", "--from", kept, "--kubeconfig", tmp_path / "none"
    )

    assert said(done) == f"error: --kubeconfig: {tmp_path / 'none'} is not a file"
