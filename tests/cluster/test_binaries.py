"""Servers are built once, and a failed build has a clear message."""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.cluster import binaries

MODULE = """\
module tests/tiny

go 1.24

tool tests/tiny
"""

# What several are made of is compiled once, if it is the same: Kubernetes' packages of 1.34 in
# some of them, of 1.36 in others, and all that these need. Kubernetes itself is as released.
SHARING = (
    ("argocd", "kgateway-2.2"),
    ("dex", "hbone", "helm", "istio", "kgateway", "kwok", "xds"),
)
# What a project builds against no other version of, or what no one else compiles.
OWN = {
    "github.com/cyphar/filepath-securejoin",
    "github.com/planetscale/vtprotobuf",
    "istio.io/api",
    "istio.io/client-go",
    "istio.io/istio",
    "sigs.k8s.io/controller-runtime",
    "sigs.k8s.io/gateway-api",
}


@pytest.fixture
def commands(monkeypatch):
    """Return what Go is asked to do, in order, while the test runs."""
    asked, real = [], binaries.go

    def go(*arguments, cwd):
        asked.append(arguments[0])
        return real(*arguments, cwd=cwd)

    monkeypatch.setattr(binaries, "go", go)
    return asked


@pytest.fixture
def tiny(monkeypatch, tmp_path):
    """Return the only family there is, a program that does nothing, and its empty cache."""
    source = tmp_path / "go" / "tiny"
    source.mkdir(parents=True)
    (source / "go.mod").write_text(MODULE)
    (source / "go.sum").write_text("")
    (source / "main.go").write_text("package main\n\nfunc main() {}\n")
    monkeypatch.setattr(binaries, "SOURCES", source.parent)
    monkeypatch.setenv(binaries.CACHE_VARIABLE, str(tmp_path / "cache"))
    return source


def test_what_is_built_is_found_again(tiny, commands):
    folder = binaries.build("tiny")

    assert binaries.build("tiny") == folder
    assert commands.count("build") == 1


def test_who_asks_at_once_shares_one_build(tiny, commands):
    with ThreadPoolExecutor() as pool:
        folders = set(pool.map(binaries.build, ["tiny"] * 4))

    assert [sorted(path.name for path in folder.iterdir()) for folder in folders] == [["tiny"]]
    assert commands.count("build") == 1


def test_another_source_is_built_anew(tiny):
    before = binaries.build("tiny")
    (tiny / "go.mod").write_text(f"{MODULE}// changed\n")

    assert binaries.build("tiny") != before


def test_a_family_is_built_with_the_tags_that_it_names(tiny):
    (tiny / "main.go").write_text("//go:build chosen\n\npackage main\n\nfunc main() {}\n")
    (tiny / "tags").write_text("chosen\n")

    assert (binaries.build("tiny") / "tiny").exists()


def test_a_failed_build_leaves_nothing_behind(tiny):
    (tiny / "main.go").write_text("package main\n")

    with pytest.raises(binaries.BuildError, match="function main is undeclared"):
        binaries.build("tiny")

    assert not binaries.folder_of("tiny").exists()


def test_without_go_one_sentence_says_so(tiny, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _: None)

    with pytest.raises(binaries.BuildError, match=r"^The tests in .* need .* Go 1\.26 .*\.$"):
        binaries.build("tiny")


def test_two_families_are_built_side_by_side(monkeypatch, tmp_path, capsys):
    both = Barrier(2, timeout=30)

    def build(_):
        both.wait()
        return tmp_path

    monkeypatch.setattr(binaries, "build", build)
    monkeypatch.setattr("sys.argv", ["binaries", "one", "other"])

    binaries.main()

    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == [
        "one",
        "other",
    ]


def test_an_unknown_family_is_answered_with_the_known_ones(tiny):
    with pytest.raises(binaries.BuildError, match=r"no server 'istiod'; there are tiny\."):
        binaries.build("istiod")


@pytest.mark.parametrize("families", SHARING, ids=", ".join)
def test_what_families_share_is_of_one_version(families):
    versions = defaultdict(set)
    for family in families:
        for module, version in binaries.pinned(family).items():
            versions[module].add(version)

    assert {module for module, found in versions.items() if len(found) > 1} <= OWN
