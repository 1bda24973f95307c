"""Build the packages, or prepare a release: `make build`, `make release VERSION=1.2.3`.

A release is a commit and a tag in this clone, and a commit that begins the next version, so
that a later dist/ does not claim to be made by this one. Nothing is pushed or uploaded; the
workflow `release` does that, once the tag is pushed. A failure leaves the clone as it was.
"""

import argparse
import datetime as dt
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
_PACKAGES: Final = ROOT / "build" / "packages"
# `make` has put it there.
_TWINE: Final = ROOT / "build" / "twine" / "bin" / "twine"
_CHANGELOG: Final = ROOT / "CHANGELOG.md"
_VERSION: Final = ROOT / "constructs_lib" / "_version.py"
# The one file of dist/ that another version moves.
_MADE_BY: Final = ROOT / "dist" / "kubeflow" / "version.yaml"
_MOVED: Final = (_CHANGELOG, _VERSION, _MADE_BY)
_UNRELEASED: Final = "## Unreleased\n"
_ASSIGNED: Final = re.compile(r'(?<=^__version__ = ")[^"]*(?="$)', re.MULTILINE)
_RELEASED: Final = re.compile(r"^## (\d+)\.(\d+)\.(\d+)\b", re.MULTILINE)
_NUMBER: Final = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build")
    commands.add_parser("release").add_argument("version")
    options = parser.parse_args()
    if options.command == "release":
        release(options.version)
    else:
        build()


def build() -> None:
    """Build the sdist, and the wheel from it, and check what an index would read of them."""
    shutil.rmtree(_PACKAGES, ignore_errors=True)
    python("-m", "build", "--no-isolation", "--outdir", str(_PACKAGES))
    packages = sorted(map(str, _PACKAGES.iterdir()))
    run(str(_TWINE), "check", "--strict", *packages)
    print(*packages, sep="\n")


def release(version: str) -> None:
    """Commit and tag a version, whose packages were built and checked."""
    text = _CHANGELOG.read_text("utf-8")
    refuse(version, text)
    changes = text.partition(_UNRELEASED)[2].partition("\n## ")[0].strip()
    today = dt.datetime.now(dt.UTC).date()
    with as_it_was():
        _CHANGELOG.write_text(
            text.replace(_UNRELEASED, f"{_UNRELEASED}\n## {version} ({today})\n", 1), "utf-8"
        )
        write_version(version)
        python("-O", "main.py")
        moved = git("status", "--porcelain", "--", ".").splitlines()
        wanted = {path.relative_to(ROOT).as_posix() for path in _MOVED}
        if others := sorted({line[3:] for line in moved} - wanted):
            sys.exit(f"{others[0]} changes too: commit a fresh dist/ first, by `make synth`")
        build()
        if not list(_PACKAGES.glob(f"kubeflow_gitops-{version}-*.whl")):
            sys.exit(f"the packages are not of version {version}: {_VERSION} was not read")
        git("commit", "--quiet", "--all", "--message", f"Release {version}")
        begin_next(version)
        message = f"kubeflow-gitops {version}\n\n{changes}\n"
        # Last, since nothing else undoes it. Lines of the changelog that begin with # are no
        # comments.
        tag = ("--annotate", "--cleanup=verbatim", f"v{version}", "HEAD~")
        git("tag", *tag, "--message", message)
    print(f"Nothing is published yet: git push origin HEAD v{version}")


def begin_next(version: str) -> None:
    """Commit the next version, which comes before every release that may follow."""
    *kept, last = version.split(".")
    new = ".".join([*kept, f"{int(last) + 1}.dev0"])
    write_version(new)
    made_by = _MADE_BY.read_text("utf-8")
    _MADE_BY.write_text(made_by.replace(f": {version}\n", f": {new}\n"), "utf-8")
    git("commit", "--quiet", "--all", "--message", f"Begin {new}")


def write_version(version: str) -> None:
    _VERSION.write_text(_ASSIGNED.sub(version, _VERSION.read_text("utf-8")), "utf-8")


def refuse(version: str, changelog: str) -> None:
    """Refuse what could not be released, before anything is changed."""
    if not _NUMBER.fullmatch(version):
        sys.exit(f"a version is three numbers, such as 1.2.3; got {version!r}")
    number = tuple(map(int, version.split(".")))
    before = [tuple(map(int, found)) for found in _RELEASED.findall(changelog)]
    if before and number <= max(before):
        last = ".".join(map(str, max(before)))
        sys.exit(f"a release comes after {last}, the last in CHANGELOG.md; got {version}")
    if not changelog.partition(_UNRELEASED)[2].partition("\n## ")[0].strip():
        sys.exit("CHANGELOG.md has nothing under Unreleased: nothing would be released")
    if git("status", "--porcelain"):
        sys.exit("something is not committed; a release is of what is")
    if git("tag", "--list", f"v{version}"):
        sys.exit(f"the tag v{version} is there already")


@contextmanager
def as_it_was() -> Iterator[None]:
    """Undo what a release has written and committed, where it fails: the clone was clean."""
    head = git("rev-parse", "HEAD").strip()
    try:
        yield
    except BaseException:
        git("reset", "--hard", "--quiet", head)
        git("clean", "--force", "--quiet", "-d", "--", "dist")
        raise


def git(*arguments: str) -> str:
    return run("git", *arguments)


def python(*arguments: str) -> str:
    return run(sys.executable, *arguments)


def run(*command: str) -> str:
    """Return what a command prints; end with what it says where it fails."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command[:4])} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
