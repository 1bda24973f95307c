"""Compare dist/kubeflow/base with Kubeflow's own manifests, or renew what is known of them.

`make parity` and `make upstream-facts` run it. It exits with 1 where something differs that
docs/differences.yaml does not name, and with 2 where it cannot compare.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import yaml

from constructs_lib import Environment
from constructs_lib.kube import Object
from constructs_lib.platform import synthesize
from tests.environments import CONFIGS, PLATFORM
from tests.kustomize import write

from . import facts
from .comparison import Comparison, compare, explanations, unselected
from .fields import identity, named
from .upstream import (
    REPOSITORY,
    UpstreamError,
    components,
    manifests,
    render,
)

BASE = Path(__file__).parents[2] / "dist/kubeflow/base"
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
    chosen = parser.parse_args()
    try:
        with manifests(chosen.upstream or REPOSITORY) as folder:
            return renew(folder) if chosen.task == "renew" else report(folder)
    except UpstreamError as failure:
        print(failure, file=sys.stderr)
        return 2


def renew(folder: Path) -> int:
    """Write what is to be known of upstream's manifests."""
    theirs = {
        name: obj
        for objects in components(folder).values()
        for name, obj in named(objects).items()
    }
    found = facts.derive(theirs, explanations())
    facts.FILE.write_text(facts.text_of(found), "utf-8")
    print(f"{facts.FILE.name}: {len(found.objects)} objects, {len(found.schemas)} schemas")
    return 0


def report(folder: Path) -> int:
    """Print a line a component, then a line for each unexplained difference."""
    explained = explanations()
    compared = dict(comparisons(folder))
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


def comparisons(folder: Path) -> Iterator[tuple[str, Comparison]]:
    """Yield a comparison for each component, and one for each overlay over both bases."""
    explained = explanations()
    ours = named(render(BASE))
    theirs = {name: named(objects) for name, objects in components(folder).items()}
    for name, objects in theirs.items():
        mine = {place: obj for place, obj in ours.items() if place in objects}
        yield name, compare(mine, objects, explained)
    everywhere = {place: obj for objects in theirs.values() for place, obj in objects.items()}
    alone = {place: obj for place, obj in ours.items() if place not in everywhere}
    if alone:
        yield "in none of them", compare(alone, {}, explained)
    for name, made, other in overlays(everywhere):
        compared = compare(made, other, explained)
        lost = tuple(f"{place} selects no pod" for place in unselected(other.values()))
        yield f"overlay {name}", replace(compared, findings=(*compared.findings, *lost))


def overlays(
    base: Mapping[str, Object],
) -> Iterator[tuple[str, Mapping[str, Object], Mapping[str, Object]]]:
    """Yield each overlay as the constructs make it, and as kustomize does over a base."""
    environments = tuple(Environment(name, CONFIGS[name]) for name in ENVIRONMENTS)
    synthesis = synthesize(replace(PLATFORM, environments=environments))
    within = "kubeflow/base"
    namespace = f"{within}/namespace.yaml"
    # The namespace is the base's own, also where the rest is upstream's.
    others = [obj for obj in base.values() if identity(obj) != NAMESPACE]
    files = {
        f"{within}/kustomization.yaml": "resources: [namespace.yaml, upstream.yaml]\n",
        f"{within}/upstream.yaml": yaml.dump_all(others, Dumper=yaml.CSafeDumper),
        namespace: synthesis.files[namespace],
    }
    kept = {path: text for path, text in synthesis.files.items() if "/overlays/" in path}
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor() as pool:
        root = write(files | kept, Path(folder)) / "kubeflow/overlays"
        rendered = pool.map(render, [root / name for name in ENVIRONMENTS])
        for name, objects in zip(ENVIRONMENTS, rendered, strict=True):
            mine = (obj for unit in synthesis.environments[name].values() for obj in unit)
            yield name, named(mine), named(objects)


if __name__ == "__main__":
    sys.exit(main())
