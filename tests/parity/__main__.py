"""Compare a release's base with Kubeflow's own manifests, or renew what is known of them.

`make parity` and `make upstream-facts` run it. It exits with 1 where something differs that
docs/differences.yaml does not name, and with 2 where it cannot compare.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path, PurePosixPath

import yaml

from constructs_lib import Config, Environment
from constructs_lib.config import optional_in
from constructs_lib.config.components import KUBEFLOW_NAMESPACE
from constructs_lib.delivery.layout import base_of
from constructs_lib.kube import Object
from constructs_lib.platform import Synthesis, synthesize
from constructs_lib.releases import RELEASES, V1_9_1, Release
from tests.environments import CONFIGS, PLATFORM
from tests.kustomize import write

from . import facts
from .comparison import Comparison, compare, explanations, unselected
from .fields import identity, named
from .upstream import (
    REPOSITORY,
    UpstreamError,
    component,
    components,
    later_manifests,
    manifests,
    misplaced,
    render,
)

NAMESPACE = "Namespace//kubeflow"
# What ships, and what differs from upstream the most.
ENVIRONMENTS = ("default", "everything")


def main() -> int:
    """Do what the command line asks for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.parity", description=__doc__)
    parser.add_argument("task", choices=("compare", "renew"))
    parser.add_argument(
        "upstream",
        nargs="?",
        default=REPOSITORY,
        help="a clone of kubeflow/manifests, or what git can clone (default: %(default)s)",
    )
    known = {each.name: each for each in RELEASES}
    parser.add_argument(
        "--release",
        choices=known,
        default=V1_9_1.name,
        help="the tag of a release that is carried (default: %(default)s)",
    )
    chosen = parser.parse_args()
    release, source = known[chosen.release], chosen.upstream or REPOSITORY
    try:
        with (
            manifests(release, source) as folder,
            later_manifests(release, source) as later,
        ):
            theirs = components(release, folder, later)
        act = renew if chosen.task == "renew" else report
        return act(release, theirs)
    except UpstreamError as failure:
        print(failure, file=sys.stderr)
        return 2


def renew(release: Release, rendered: Mapping[str, list[Object]]) -> int:
    """Write what is to be known of upstream's manifests."""
    theirs = {
        name: obj for objects in rendered.values() for name, obj in named(objects).items()
    }
    found, file = facts.derive(theirs, explanations(release)), facts.file_of(release)
    file.write_text(facts.text_of(found, release), "utf-8")
    print(f"{file.name}: {len(found.objects)} objects, {len(found.schemas)} schemas")
    return 0


def report(release: Release, rendered: Mapping[str, list[Object]]) -> int:
    """Print a line a component, then a line for each unexplained difference."""
    explained = explanations(release)
    compared = dict(comparisons(release, rendered))
    found = {place for each in compared.values() for place in each.explained}
    problems = [finding for each in compared.values() for finding in each.findings]
    problems += [f"{place} explains nothing" for place in sorted(explained - found)]
    print(
        f"{'':32}{'objects':>9}{'fields':>9}{'schema':>9}{'explained':>11}{'unexplained':>13}"
    )
    for name, each in compared.items():
        print(
            f"{name:32}{each.objects:>9}{each.fields:>9}{each.schema_fields:>9}"
            f"{len(each.explained):>11}{len(each.findings):>13}"
        )
    for problem in problems:
        print(problem)
    print(f"unexplained differences: {len(problems)}")
    return 1 if problems else 0


def comparisons(
    release: Release, rendered: Mapping[str, list[Object]]
) -> Iterator[tuple[str, Comparison]]:
    """Yield a comparison for each component, and one for each overlay over both bases."""
    explained = explanations(release)
    synthesis = _synthesis(release)
    ours = named(_of_bases(synthesis, release))
    theirs = {name: named(objects) for name, objects in rendered.items()}
    for name, objects in theirs.items():
        mine = {place: obj for place, obj in ours.items() if place in objects}
        yield name, compare(mine, objects, explained)
    everywhere = {place for objects in theirs.values() for place in objects}
    alone = {place: obj for place, obj in ours.items() if place not in everywhere}
    if alone:
        yield "in none of them", compare(alone, {}, explained)
    for name, made, other in overlays(release, synthesis, theirs):
        compared = compare(made, other, explained)
        lost = tuple(f"{place} selects no pod" for place in unselected(other.values()))
        yield f"overlay {name}", replace(compared, findings=(*compared.findings, *lost))


def _synthesis(release: Release) -> Synthesis:
    environments = tuple(Environment(name, _of(release, name)) for name in ENVIRONMENTS)
    return synthesize(replace(PLATFORM, environments=environments))


def _of(release: Release, name: str) -> Config:
    """Return a config of a release; what has the most has all that the release has."""
    config = replace(CONFIGS[name], release=release)
    if name != ENVIRONMENTS[-1]:
        return config
    more = (each.name for each in optional_in(release))
    return replace(config, components=tuple(dict.fromkeys((*config.components, *more))))


def _of_bases(synthesis: Synthesis, release: Release) -> Iterator[Object]:
    """Yield what kustomize makes of a release's base, and of those of what few install."""
    within = base_of(release)
    files = {
        path: text
        for path, text in synthesis.files.items()
        if PurePosixPath(path).is_relative_to(within)
    }
    with tempfile.TemporaryDirectory() as folder:
        root = write(files, Path(folder)) / within
        for place in (root, *(root / each.name for each in optional_in(release))):
            yield from render(place)


def overlays(
    release: Release, synthesis: Synthesis, theirs: Mapping[str, Mapping[str, Object]]
) -> Iterator[tuple[str, Mapping[str, Object], Mapping[str, Object]]]:
    """Yield each overlay as the constructs make it, and as kustomize does over upstream's."""
    optional = {
        each.name: component(release.folders[each.name]) for each in optional_in(release)
    }
    within = base_of(release)
    namespace = f"{within}/namespace.yaml"
    # The namespace is the base's own, also where the rest is upstream's.
    everything = [
        obj
        for name, objects in theirs.items()
        for obj in objects.values()
        if name not in optional.values() and identity(obj) != NAMESPACE
    ]
    # A component's namespace is its own too, which upstream has beside Kubeflow's.
    homes = {each.name: each.namespace for each in optional_in(release)}
    apart = {home for home in homes.values() if home != KUBEFLOW_NAMESPACE}
    others = [obj for obj in everything if _home(obj) not in apart]
    files = {
        f"{within}/kustomization.yaml": "resources: [namespace.yaml, upstream.yaml]\n",
        f"{within}/upstream.yaml": _text(others),
        namespace: synthesis.files[namespace],
    }
    for folder, name in optional.items():
        files |= {
            f"{within}/{folder}/kustomization.yaml": "resources: [upstream.yaml]\n",
            f"{within}/{folder}/upstream.yaml": _text(
                o
                for o in (
                    *theirs[name].values(),
                    *(o for o in everything if _home(o) in apart & {homes[folder]}),
                )
                if not misplaced(o)
            ),
        }
    kept = {path: text for path, text in synthesis.files.items() if "/overlays/" in path}
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor() as pool:
        root = write(files | kept, Path(folder)) / "kubeflow/overlays"
        rendered = pool.map(render, [root / name for name in ENVIRONMENTS])
        for name, objects in zip(ENVIRONMENTS, rendered, strict=True):
            mine = (obj for unit in synthesis.environments[name].values() for obj in unit)
            yield name, named(mine), named(objects)


def _home(obj: Object) -> str | None:
    """Return the namespace that an object is in, or is."""
    metadata = obj["metadata"]
    found: str | None = metadata.get("namespace")
    return metadata["name"] if obj["kind"] == "Namespace" else found


def _text(objects: Iterable[Object]) -> str:
    return yaml.dump_all(objects, Dumper=yaml.CSafeDumper)


if __name__ == "__main__":
    sys.exit(main())
