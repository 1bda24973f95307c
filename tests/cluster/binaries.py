"""Build the real servers of the tests, once, into a cache outside the tree.

`python -m tests.cluster.binaries [family ...]` builds them and prints how long it took. A
family is a folder of go/: a Go module that names its programs and pins their modules, and a
file `tags` if they are built with tags.
"""

import fcntl
import functools
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

SOURCES: Final = Path(__file__).parent / "go"

# Where the cache is, if not in the user's own.
CACHE_VARIABLE: Final = "KUBEFLOW_GITOPS_SERVERS"

# Go calls a program after its folder, which does not always say what it is.
NAMES: Final = {"server": "etcd"}

# What a program believes to be its version is set when it is linked: the variable, its module.
VERSIONS: Final = {
    "k8s.io/client-go/pkg/version.gitVersion": "k8s.io/kubernetes",
    "k8s.io/component-base/version.gitVersion": "k8s.io/kubernetes",
}

# What only a debugger reads is left out when it is linked: it need not be compiled either.
FLAGS: Final = ("-mod=readonly", "-trimpath", "-buildvcs=false", "-gcflags=all=-dwarf=false")


class BuildError(RuntimeError):
    """A server cannot be built; the message has the reason."""


def cache() -> Path:
    """Return the cache of built servers and fetched definitions."""
    if chosen := os.environ.get(CACHE_VARIABLE):
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "kubeflow-gitops" / "servers"


def families() -> list[str]:
    """Return the families that can be built."""
    return sorted(folder.name for folder in SOURCES.iterdir() if (folder / "go.mod").exists())


def go(*arguments: str, cwd: Path) -> str:
    """Return the output of a Go command, with pinned modules and the installed Go only."""
    found = shutil.which("go")
    if not found:
        raise BuildError(
            "The tests in tests/cluster need real servers, and Go 1.26 or newer "
            "to build them; there is no `go` on the PATH."
        )
    settings = {"CGO_ENABLED": "0", "GOFLAGS": "", "GOTOOLCHAIN": "local", "GOWORK": "off"}
    command = [found, *arguments]
    done = subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | settings,
        capture_output=True,
        check=False,
        text=True,
    )
    if done.returncode:
        raise BuildError(f"`{' '.join(command)}` failed:\n{done.stdout}{done.stderr}")
    return done.stdout


@contextmanager
def only_one(target: Path) -> Iterator[None]:
    """Hold the lock of a path while it is built: others wait, and then find it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.with_name(f"{target.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def made_at(target: Path) -> Iterator[Path]:
    """Yield a folder to fill, and move it to its place when it is complete."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f"{target.name}.") as scratch:
        folder = Path(scratch) / target.name
        folder.mkdir()
        yield folder
        folder.rename(target)


@functools.cache
def toolchain() -> str:
    """Return the installed Go: its version and its target."""
    return go("env", "GOVERSION", "GOOS", "GOARCH", cwd=SOURCES)


def folder_of(family: str) -> Path:
    """Return the cache folder of a family's programs, by its source and Go."""
    if family not in families():
        raise BuildError(f"There is no server {family!r}; there are {', '.join(families())}.")
    source = SOURCES / family
    facts = [(file.name, file.read_text("utf-8")) for file in sorted(source.iterdir())]
    key = hashlib.sha256(
        repr((facts, toolchain(), FLAGS, NAMES, VERSIONS)).encode()
    ).hexdigest()
    return cache() / family / key[:16]


def pinned(family: str) -> dict[str, str]:
    """Return the version of each module that a family names, as it is replaced."""
    module = json.loads(go("mod", "edit", "-json", cwd=SOURCES / family))
    versions = {each["Path"]: each["Version"] for each in module["Require"] or ()}
    for each in module["Replace"] or ():
        if each["Old"]["Path"] in versions:
            versions[each["Old"]["Path"]] = each["New"]["Version"]
    return versions


def versions_of(family: str) -> str:
    """Return the linker flags that set the version of a family's programs."""
    versions = pinned(family)
    return " ".join(
        f"-X {variable}={versions[name]}"
        for variable, name in VERSIONS.items()
        if name in versions
    )


def tags_of(family: str) -> tuple[str, ...]:
    """Return the flag of the tags with which a family is built, if it names any."""
    file = SOURCES / family / "tags"
    return (f"-tags={file.read_text('utf-8').strip()}",) if file.exists() else ()


def build(family: str) -> Path:
    """Return the folder with a family's programs, built if they are not there yet."""
    target = folder_of(family)
    if target.exists():
        return target
    with only_one(target):
        if target.exists():
            return target
        with made_at(target) as folder:
            linked = f"-ldflags=-s -w {versions_of(family)}"
            into = f"{folder}{os.sep}"
            flags = (*FLAGS, *tags_of(family), linked)
            go("build", *flags, "-o", into, "tool", cwd=SOURCES / family)
            for program in list(folder.iterdir()):
                program.rename(folder / NAMES.get(program.name, program.name))
    return target


def described(family: str) -> str:
    """Build a family; return its modules, its folder and the duration."""
    start = time.monotonic()
    folder = build(family)
    programs = ", ".join(sorted(program.name for program in folder.iterdir()))
    return f"{family}: {programs} in {time.monotonic() - start:.1f} s, {folder}"


def main() -> None:
    """Build the families named on the command line, or all, two at a time.

    A build leaves processors idle while it fetches its modules and while it links.
    """
    with ThreadPoolExecutor(2) as pool:
        try:
            for line in pool.map(described, sys.argv[1:] or families()):
                print(line, flush=True)
        except BuildError as failure:
            sys.exit(str(failure))


if __name__ == "__main__":
    main()
