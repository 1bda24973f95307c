"""Write a repository that describes a platform: a program, its tests, and what CI runs."""

import argparse
import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, Final

from .._version import __version__
from ..config import SAMPLE_PROFILE, ArgoCd, Config, GitRepository, Platform
from ..delivery import rendered
from ..platform import synthesize
from ..releases import RELEASES
from .pages import CARRIED, ArgumentsError
from .releases import release_named
from .terminal import working

HELP: Final = "write a repository of your own: main.py, tests, workflows and the next steps"
EXAMPLES: Final = (
    ("platform", "into the new folder platform/, with every default"),
    (
        "--host ml.example.com --repository https://git.example.com/ml/k8s-app-configs.git",
        "into this folder, for your host and the repository that Argo CD reads",
    ),
    ("platform --profile team-vision=ada@example.com", "with a user's namespace"),
    (f"platform --release {RELEASES[-1].name}", "with the newest Kubeflow"),
)
EXITS: Final = {0: "written", 1: "an error; nothing is written"}

_PACKAGE: Final = __name__.partition(".")[0]
_SAMPLE: Final = f"{SAMPLE_PROFILE.name}={SAMPLE_PROFILE.owner}"
_STARTER: Final = "starter"
# Where each file of starter/ goes. Python's are texts there: linters would read placeholders.
_FILES: Final[Mapping[str, str]] = {
    ".github/workflows/check.yaml": "workflows/check.yaml",
    ".github/workflows/publish.yaml": "workflows/publish.yaml",
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    "README.md": "README.md",
    "cdk8s.yaml": "cdk8s.yaml",
    "main.py": "main.py.txt",
    "pytest.ini": "pytest.ini",
    "requirements.txt": "requirements.txt",
    "tests/conftest.py": "tests/conftest.py.txt",
    "tests/test_platform.py": "tests/test_platform.py.txt",
}
_SNAPSHOT: Final = "tests/__snapshots__/test_platform/test_the_route_of_the_platform.yaml"
_ROUTE: Final = ("HTTPRoute", "kubeflow-route")
# Of lines, as ruff and Black have it.
_WIDTH: Final = 88
# What `git init` or a clone of an empty repository leaves.
_NOTHING: Final = {".git"}

# A version between releases is on no package index. CI finds its wheel in the repository too.
_BETWEEN_RELEASES: Final = ".dev"
_FIND_LINKS: Final = """\
# This version is on no package index: its wheel is in wheels/, which a release does not need.
--find-links wheels
"""
_WHEELS: Final = """\
   Version {version} is on no package index.
   Put its wheel into the folder `wheels/`, and commit it, so that CI finds it too.
   Build it from a clone of the library:

   ```
   pip wheel --no-deps --wheel-dir wheels <clone>
   ```

   Then:

"""

# Not a dollar sign, which workflows' expressions begin with.
_PLACE: Final = re.compile(r"@\{(\w+)\}")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options, all with defaults."""
    default, repository = Config(), GitRepository()
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=Path(),
        help="a new or empty folder (default: this one)",
    )
    parser.add_argument(
        "--host", default=default.host, help="the platform's DNS name (default: %(default)s)"
    )
    parser.add_argument(
        "--release",
        metavar="NAME",
        help=f"the release of Kubeflow: {CARRIED} (default: {default.release.name})",
    )
    parser.add_argument(
        "--environment",
        default="default",
        help="a name for the cluster (default: %(default)s)",
    )
    parser.add_argument(
        "--repository",
        metavar="URL",
        default=repository.url,
        help="the repository that Argo CD reads (default: %(default)s)",
    )
    parser.add_argument(
        "--branch",
        default=repository.revision,
        help="the branch that Argo CD follows (default: %(default)s)",
    )
    parser.add_argument(
        "--path", default="", help="the folder of that repository (default: its root)"
    )
    parser.add_argument(
        "--argo-cd",
        metavar="NAMESPACE",
        default=ArgoCd().namespace,
        help="the namespace of Argo CD (default: %(default)s)",
    )
    parser.add_argument(
        "--profile",
        metavar="NAME=OWNER",
        action="append",
        help=f"a user's namespace and e-mail address; repeatable (default: {_SAMPLE})",
    )


def run(options: argparse.Namespace) -> int:
    """Write the repository, or nothing on an error; print the next steps."""
    folder: Path = options.folder
    _check_is_empty(folder)
    files = _files(options)
    _write(folder, files)
    print(f"{folder}: {len(files)} files")
    print(*(f"  + {path}" for path in sorted(files)), sep="\n")
    print(f"next steps: {folder / 'README.md'}")
    return 0


def _check_is_empty(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder} is a file; name a new or an empty folder")
    found = {entry.name for entry in folder.iterdir()} if folder.exists() else set()
    if others := sorted(found - _NOTHING):
        raise ValueError(
            f"{folder.resolve()} is not empty: it contains {others[0]!r}; name a new or an "
            "empty folder"
        )


def _files(options: argparse.Namespace) -> dict[str, str]:
    """Return the files by path, from options that the library has accepted."""
    values = _values(options)
    starter = resources.files(_PACKAGE) / _STARTER
    files = {
        path: _PLACE.sub(lambda m: values[m[1]], (starter / name).read_text("utf-8"))
        for path, name in _FILES.items()
    }
    with working("synthesizing"):
        synthesis = synthesize(_platform_of(files["main.py"]))
    route = [
        obj
        for objects in synthesis.environments[options.environment].values()
        for obj in objects
        if (obj["kind"], obj["metadata"]["name"]) == _ROUTE
    ]
    return {**files, _SNAPSHOT: rendered(route)}


def _values(options: argparse.Namespace) -> dict[str, str]:
    """Return the values of the placeholders in starter/."""
    default = GitRepository()
    repository = {"url": options.repository}
    if options.branch != default.revision:
        repository["revision"] = options.branch
    if options.path:
        repository["path"] = options.path
    names = ["Config", "Environment", "GitRepository", "Platform", "Profile"]
    config = [f"host={_quoted(options.host)}"]
    release = release_named(options.release) if options.release else Config().release
    if options.release:
        names.append(release.constant)
        config.append(f"release={release.constant}")
    environment = [_quoted(options.environment), "config"]
    if options.argo_cd != ArgoCd().namespace:
        names.append("ArgoCd")
        environment.append(f"argo_cd=ArgoCd(namespace={_quoted(options.argo_cd)})")
    is_released = _BETWEEN_RELEASES not in __version__
    return {
        "argo_cd": options.argo_cd,
        "config": ", ".join(config),
        "default_release": Config().release.name,
        "environment": _quoted(options.environment),
        "find_links": "" if is_released else _FIND_LINKS,
        "kubernetes": release.kubernetes.oldest,
        # As linters sort imports: constants come first.
        "names": _lines(sorted(names, key=lambda n: (not n.isupper(), n)), indent=4),
        "environments": _tuple("environments", [f"Environment({', '.join(environment)})"]),
        "profiles": _tuple(
            "profiles", [_profile(each) for each in options.profile or [_SAMPLE]]
        ),
        "repository": _lines(
            (f"{key}={_quoted(value)}" for key, value in repository.items()), indent=12
        ),
        "url": options.repository,
        "version": __version__,
        "wheels": "" if is_released else _WHEELS.format(version=__version__),
    }


def _lines(items: Iterable[str], *, indent: int) -> str:
    return "\n".join(f"{' ' * indent}{item}," for item in items)


def _tuple(name: str, items: Sequence[str]) -> str:
    """Return an argument of Platform, on one line where a formatter would put it on one."""
    line = f"        {name}=({items[0]},),"
    if len(items) == 1 and len(line) <= _WIDTH:
        return line
    return f"        {name}=(\n{_lines(items, indent=12)}\n        ),"


def _quoted(text: str) -> str:
    """Return a text as a Python literal, always in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def _profile(text: str) -> str:
    name, equals, owner = text.partition("=")
    if not equals:
        raise ArgumentsError(
            "--profile must be a name and an owner, such as team-vision=ada@example.com; got "
            f"{text!r}"
        )
    return f"Profile(name={_quoted(name)}, owner={_quoted(owner)})"


def _platform_of(program: str) -> Platform:
    """Return the platform of main.py, so that a wrong option is refused before writing."""
    names: dict[str, Any] = {"__name__": "main"}
    exec(compile(program, "main.py", "exec"), names)  # noqa: S102 - our own program
    try:
        platform: Platform = names["platform"]()
    except ValueError as wrong:
        # The program is our own, and its values are the options: one of those is wrong.
        raise ArgumentsError(str(wrong)) from wrong
    return platform


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Write files into an empty folder, all of them or none."""
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    moved: list[Path] = []
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".kubeflow-gitops-") as beside:
            for path, text in files.items():
                file = Path(beside, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                # Bytes: Windows has other line endings and another encoding.
                file.write_bytes(text.encode())
            for entry in sorted(Path(beside).iterdir()):
                entry.rename(folder / entry.name)
                moved.append(folder / entry.name)
    except BaseException:
        for entry in moved:
            if entry.is_dir():
                shutil.rmtree(entry)
            else:
                entry.unlink()
        if is_new:
            folder.rmdir()
        raise
