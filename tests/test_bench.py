"""What `make bench` says of its figures."""

from pathlib import Path
from subprocess import run as start

import pytest

from bench.measure import Case, Run, run
from bench.ratios import AGAIN, SYNTH, UPSTREAM, ratios, record
from bench.upstream import manifests

SIZES = (
    "100 profiles",
    "1000 profiles",
    "1 environments",
    "5 environments",
    "1 releases",
    "5 releases",
)


def figures(**seconds) -> dict[str, list[Run]]:
    taken = {SYNTH: 1, AGAIN: 1, UPSTREAM: 4, **dict.fromkeys(SIZES, 1)} | seconds
    return {name: [Run(each, each, 100, "")] for name, each in taken.items()}


def test_each_ratio_says_whether_it_is_as_wanted():
    found = {each.name: str(each).split()[-1] for each in ratios(figures(**{AGAIN: 0.5}))}

    assert found["make synth / kustomize, by the clock"] == "ok"
    assert found["make synth, nothing changed / kustomize, by the clock"] == "ok"
    # A quarter is as much as is wanted.
    assert found["make synth / kustomize, CPU"] == "ok"


def test_a_ratio_that_is_too_much_is_told_of():
    found = {each.name: str(each) for each in ratios(figures(**{"1000 profiles": 12}))}

    assert found["1,000 profiles / 100"].endswith("12.00    11.00  TOO MUCH")


def test_without_upstream_the_others_are_told():
    runs = figures()
    del runs[UPSTREAM]

    assert len(ratios(runs)) == 4


def test_the_history_grows_by_a_line(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("| What |\n| --- |\n")
    record("0.2.0", figures(), page)

    assert page.read_text().splitlines()[2:] == [
        "| 0.2.0 | 1.00 s, 1.00 s | 4.00 s, 4.00 s | 0.25 | 0.25 | 0.25 | 100 | 1 | 1 | 1 |"
    ]


def test_a_bare_clone_is_unpacked(tmp_path):
    source, bare, made = (tmp_path / name for name in ("source", "bare", "made"))
    (source / "example").mkdir(parents=True)
    (source / "example" / "kustomization.yaml").write_text("resources: []\n")
    made.mkdir()
    for command in (
        "git init -q",
        "git add .",
        "git -c user.name=a -c user.email=a@example.com commit -qm a",
        "git tag v1.9.1",
        f"git clone -q --bare . {bare}",
    ):
        start(command.split(), cwd=source, check=True)

    assert manifests(str(source), made) == source
    assert manifests(str(bare), made) == made
    assert (made / "example" / "kustomization.yaml").exists()


def test_what_is_no_clone_is_told_of(tmp_path):
    with pytest.raises(SystemExit, match=r"UPSTREAM must be Kubeflow's manifests, or a clone"):
        manifests(str(tmp_path), tmp_path)


def test_a_command_that_fails_says_why():
    with pytest.raises(SystemExit, match="exited with 3:\nwhy"):
        run(Case(command=["sh", "-c", "echo why >&2; exit 3"], folder=Path.cwd()))
