"""Plan the step of an environment to a newer release of Kubeflow."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Final

from .._program import command
from ..config import Environment, Platform, Rendered
from ..platform import synthesize
from ..releases import RELEASES, Release
from ..review.migration import read_live
from ..review.upgrade import (
    BY_HAND,
    FOR_GOOD,
    LiveCluster,
    Side,
    as_markdown,
    as_text,
    between,
    plan_upgrade,
    release_of,
    side_of,
)
from .environments import environment_of
from .pages import CARRIED, WRONG_ARGUMENTS, ArgumentsError
from .releases import find_release, release_named, unknown_release
from .terminal import working

HELP: Final = (
    "plan the step to a newer release of Kubeflow: what it needs, loses and changes, and the "
    "way back; change nothing"
)
EXAMPLES: Final = (
    ("--from v1.9.1 --to v1.10.2", "for the first environment, for a terminal"),
    ("--to v1.10.2 --environment staging", "from the release that staging has now"),
    ("--from live --to v1.10.2", "with the cluster's objects in the folder live/"),
    (
        "--from v1.9.1 --to v1.10.2 --format markdown > plan.md",
        "for a pull request",
    ),
)
EXITS: Final = {
    0: "nothing is left to do by hand",
    1: "an error, such as settings that the newer release does not have",
    WRONG_ARGUMENTS: "wrong arguments, such as a release that is not carried",
    BY_HAND: "something is left to do by hand, and all of it can be undone",
    FOR_GOOD: "something is lost, or only a backup leads back, or the platform is too old",
}
_FORMATS: Final = {"text": as_text, "markdown": as_markdown}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options for both releases, the environment and the format."""
    parser.add_argument(
        "--from",
        dest="old",
        help="a release such as v1.9.1, or a file or folder with the cluster's objects "
        "(default: the environment's release)",
    )
    parser.add_argument("--to", dest="new", help="the newer release, such as v1.10.2")
    parser.add_argument("--environment", help="the environment (default: the first)")
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        default="text",
        help="the output format (default: %(default)s)",
    )


def run(platform: Platform, options: argparse.Namespace) -> int:
    """Print a plan, without access to the cluster; return how grave it is."""
    if not options.new:
        say = command("upgrade-plan", "--to <release>", make="TO=<release>")
        raise ArgumentsError(f"--to is missing; run `{say}`; there are {CARRIED}")
    environment = environment_of(platform, options.environment)
    cluster, old = _start(options.old, environment)
    new = release_named(options.new)
    try:
        between(old, new, RELEASES)
    except ValueError as wrong:
        raise ArgumentsError(str(wrong)) from None
    with working("synthesizing"):
        before = _side(platform, environment, old)
        after = _side(platform, environment, new)
    plan = plan_upgrade(before, after, cluster=cluster)
    print(_FORMATS[options.format](plan), end="")
    return plan.level


def _start(given: str | None, environment: Environment) -> tuple[LiveCluster | None, Release]:
    """Return what was read from the cluster, if anything, and the release to start from."""
    if not given:
        return None, _carried(environment)
    named = find_release(given)
    if named:
        return None, named
    if not Path(given).exists():
        raise unknown_release(given, "; it is not a file or folder either")
    objects = read_live(Path(given))
    return LiveCluster(objects=objects), release_of(objects)


def _carried(environment: Environment) -> Release:
    """Return the release of an environment, if it is carried."""
    release = environment.config.release
    if find_release(release.name) != release:
        raise ValueError(
            f"environment {environment.name!r} runs {release.name!r}, a release of your own: "
            f"name one that is carried with --from; there are {CARRIED}"
        )
    return release


def _side(platform: Platform, environment: Environment, release: Release) -> Side:
    """Return an environment as it would be with a release.

    Raises ValueError if it does not build on it, with the reason.
    """
    # The lock has the images of today's release.
    config = environment.config.with_tags()
    cluster, floor = config.cluster, release.kubernetes
    if config.kubernetes and floor.oldest and floor.refuses(config.kubernetes):
        # The plan says that a cluster is too old; here it would be an error.
        cluster = cluster.upgraded(floor.oldest)
    try:
        changed = replace(
            environment, config=replace(config, release=release, cluster=cluster)
        )
        synthesis = synthesize(
            replace(
                platform,
                # Upstream's folders are of one release; the rendered bases equal them.
                base=Rendered(),
                environments=tuple(
                    changed if each is environment else each for each in platform.environments
                ),
            )
        )
    except ValueError as error:
        raise ValueError(
            f"environment {environment.name!r} does not build on Kubeflow {release.name}: "
            f"{error}. A step changes the release alone: plan it with settings that both "
            "releases have, without patches of objects that the step renames; rename those "
            "in the commit of the step"
        ) from error
    return side_of(changed, synthesis.environments[environment.name], synthesis.files)
