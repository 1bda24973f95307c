"""List every image of every environment, lock their digests, or plan their copies."""

import argparse
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from .._program import command
from ..config import Environment, Platform
from ..image_lock import FILE, ImageLock, changes_between
from ..platform import Synthesis, synthesize
from ..supply import UsedImage, used_images
from ..supply.copy_charts import chart_lines
from ..supply.copy_plan import TOOLS, Copy, copy_plan
from ..supply.resolve import Wanted, resolve
from .pages import ArgumentsError
from .terminal import marked, working

HELP: Final = "list every image of every environment, one a line, or lock their digests"
EXAMPLES: Final = (
    ("> images.txt", "for a scanner"),
    ("--lock", f"ask the registries for digests, and write {FILE}"),
    ("--check-lock", "find tags that moved and images that are gone, such as every night"),
    ("--copy-plan skopeo > copy.sh", "copy what is locked to the mirrors of the config"),
)
EXITS: Final = {
    1: f"an error, reported in one line; {FILE} is unchanged. With --check-lock also a lock "
    "that differs from the registries",
}
_LOCK: Final = Path(FILE)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options for the lock and the plan."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--lock",
        action="store_true",
        help=f"ask the registries for every digest, write {FILE} and print what changed",
    )
    what.add_argument(
        "--check-lock",
        action="store_true",
        help=f"ask the registries, and compare with {FILE}; write nothing",
    )
    what.add_argument(
        "--copy-plan",
        choices=TOOLS,
        metavar="TOOL",
        help=f"print a script that copies the images of {FILE} to the mirrors of the config, "
        f"with {', '.join(TOOLS)}",
    )
    parser.add_argument(
        "--from-mirrors",
        action="store_true",
        help="with --lock and --check-lock: ask the mirrors of the config, not the publishers",
    )
    parser.add_argument(
        "--plain-http",
        action="append",
        default=[],
        metavar="HOST",
        help="a registry to ask without TLS and login, such as localhost:5000; repeatable",
    )


def run(platform: Platform, options: argparse.Namespace) -> int:
    """Print the images of a platform, lock them, or print how they are copied."""
    if not (options.lock or options.check_lock):
        if options.from_mirrors or options.plain_http:
            raise ArgumentsError("--from-mirrors and --plain-http need --lock or --check-lock")
        if options.copy_plan:
            return _plan(platform, options.copy_plan)
        with working("synthesizing"):
            synthesis = synthesize(platform)
        print(*images(platform, synthesis), sep="\n")
        return 0
    return _renew(platform, options)


def _plan(platform: Platform, tool: str) -> int:
    lock = _lock()
    with working("synthesizing"):
        used = _used_by_tags(platform)
    copies = [Copy(o.published, o.reference) for found in used.values() for o in found]
    charts = chart_lines(platform.add_ons, (each.config for each in platform.environments))
    print(copy_plan(copies, lock, tool=tool, charts=charts), end="")
    return 0


def images(platform: Platform, synthesis: Synthesis) -> list[str]:
    """Return every image of every environment: of pods, and named in settings."""
    used = _used(platform, synthesis)
    return sorted({image.reference for found in used.values() for image in found})


def _used(platform: Platform, synthesis: Synthesis) -> Mapping[str, list[UsedImage]]:
    """Return the images of each environment, by its name."""
    return {
        each.name: used_images(
            each.config,
            (o for objs in synthesis.environments[each.name].values() for o in objs),
        )
        for each in platform.environments
    }


def _lock() -> ImageLock:
    return ImageLock.read(_LOCK)


def _renew(platform: Platform, options: argparse.Namespace) -> int:
    """Ask the registries; write the lock, or compare with it."""
    old = _lock() if _LOCK.exists() or options.check_lock else None
    with working("synthesizing"):
        used = _used_by_tags(platform)
    wanted = [
        _wanted(image, each, from_mirrors=options.from_mirrors)
        for each in platform.environments
        for image in used[each.name]
    ]
    with working("asking the registries"):
        new = resolve(wanted, old=old, plain_http=options.plain_http)
    changes = list(changes_between(old, new))
    if options.check_lock:
        return _report_check(changes)
    text = new.text()
    if not changes and old and old.text() == text:
        print(f"{FILE}: nothing changed")
        return 0
    _write(text)
    print(f"{FILE}: {len(new.images)} images of {', '.join(new.asked)}")
    if changes:
        print(marked("\n".join(changes)))
    print(f"review the diff, run `{command('synth')}` and commit both")
    return 0


def _wanted(image: UsedImage, environment: Environment, *, from_mirrors: bool) -> Wanted:
    return Wanted(
        published=image.published,
        asked=image.reference if from_mirrors else image.published,
        users=tuple(f"{who} of environment {environment.name}" for who in image.users),
    )


def _report_check(changes: list[str]) -> int:
    if not changes:
        print(f"{FILE} is what the registries have")
        return 0
    print(f"{FILE} is not what the registries have:")
    print(marked("\n".join(changes)))
    print(f"run `{command('images', '--lock', make='LOCK=1')}` to renew it")
    return 1


def _write(text: str) -> None:
    """Replace the lock whole, or leave it as it was."""
    new = _LOCK.with_suffix(".lock.new")
    # Whatever is there, such as a link of a repository's, is not written through.
    new.unlink(missing_ok=True)
    with new.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    new.replace(_LOCK)


def _used_by_tags(platform: Platform) -> Mapping[str, list[UsedImage]]:
    """Return the images of each environment by their tags, whatever the lock has."""
    by_tags = replace(
        platform,
        environments=tuple(
            replace(each, config=each.config.with_tags()) for each in platform.environments
        ),
    )
    return _used(by_tags, synthesize(by_tags))
