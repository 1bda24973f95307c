"""Compare dist/kubeflow/base with Kubeflow's own manifests, or renew what is known of them.

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

from constructs_lib import Environment
from constructs_lib.config.components import OPTIONAL
from constructs_lib.kube import Object
from constructs_lib.platform import Synthesis, synthesize
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

BASE = Path(__file__).parents[2] / "dist/kubeflow/base"
NAMESPACE = "Namespace//kubeflow"
WITHIN = PurePosixPath("kubeflow/base")
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
        source = chosen.upstream or REPOSITORY
        with manifests(source) as folder, later_manifests(source) as later:
            theirs = components(folder, later)
        return renew(theirs) if chosen.task == "renew" else report(theirs)
    except UpstreamError as failure:
        print(failure, file=sys.stderr)
        return 2


def renew(rendered: Mapping[str, list[Object]]) -> int:
    """Write what is to be known of upstream's manifests."""
    theirs = {
        name: obj for objects in rendered.values() for name, obj in named(objects).items()
    }
    found = facts.derive(theirs, explanations())
    facts.FILE.write_text(facts.text_of(found), "utf-8")
    print(f"{facts.FILE.name}: {len(found.objects)} objects, {len(found.schemas)} schemas")
    return 0


def report(rendered: Mapping[str, list[Object]]) -> int:
    """Print a line a component, then a line for each unexplained difference."""
    explained = explanations()
    compared = dict(comparisons(rendered))
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


def comparisons(rendered: Mapping[str, list[Object]]) -> Iterator[tuple[str, Comparison]]:
    """Yield a comparison for each component, and one for each overlay over both bases."""
    explained = explanations()
    synthesis = _synthesis()
    ours = named([*render(BASE), *_optional(synthesis)])
    theirs = {name: named(objects) for name, objects in rendered.items()}
    for name, objects in theirs.items():
        mine = {place: obj for place, obj in ours.items() if place in objects}
        yield name, compare(mine, objects, explained)
    everywhere = {place for objects in theirs.values() for place in objects}
    alone = {place: obj for place, obj in ours.items() if place not in everywhere}
    if alone:
        yield "in none of them", compare(alone, {}, explained)
    for name, made, other in overlays(synthesis, theirs):
        compared = compare(made, other, explained)
        lost = tuple(f"{place} selects no pod" for place in unselected(other.values()))
        yield f"overlay {name}", replace(compared, findings=(*compared.findings, *lost))


def _synthesis() -> Synthesis:
    environments = tuple(Environment(name, CONFIGS[name]) for name in ENVIRONMENTS)
    return synthesize(replace(PLATFORM, environments=environments))


def _optional(synthesis: Synthesis) -> Iterator[Object]:
    """Yield the objects of bases that the default dist/ has not."""
    for path, text in synthesis.files.items():
        folder = PurePosixPath(path).parent
        if folder.parent == WITHIN and not path.endswith("kustomization.yaml"):
            yield from yaml.load_all(text, yaml.CSafeLoader)


def overlays(
    synthesis: Synthesis, theirs: Mapping[str, Mapping[str, Object]]
) -> Iterator[tuple[str, Mapping[str, Object], Mapping[str, Object]]]:
    """Yield each overlay as the constructs make it, and as kustomize does over upstream's."""
    optional = {each.name: component(each.upstream or "") for each in OPTIONAL}
    namespace = f"{WITHIN}/namespace.yaml"
    # The namespace is the base's own, also where the rest is upstream's.
    others = [
        obj
        for name, objects in theirs.items()
        for obj in objects.values()
        if name not in optional.values() and identity(obj) != NAMESPACE
    ]
    files = {
        f"{WITHIN}/kustomization.yaml": "resources: [namespace.yaml, upstream.yaml]\n",
        f"{WITHIN}/upstream.yaml": _text(others),
        namespace: synthesis.files[namespace],
    }
    for folder, name in optional.items():
        files |= {
            f"{WITHIN}/{folder}/kustomization.yaml": "resources: [upstream.yaml]\n",
            f"{WITHIN}/{folder}/upstream.yaml": _text(
                o for o in theirs[name].values() if not misplaced(o)
            ),
        }
    kept = {path: text for path, text in synthesis.files.items() if "/overlays/" in path}
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor() as pool:
        root = write(files | kept, Path(folder)) / "kubeflow/overlays"
        rendered = pool.map(render, [root / name for name in ENVIRONMENTS])
        for name, objects in zip(ENVIRONMENTS, rendered, strict=True):
            mine = (obj for unit in synthesis.environments[name].values() for obj in unit)
            yield name, named(mine), named(objects)


def _text(objects: Iterable[Object]) -> str:
    return yaml.dump_all(objects, Dumper=yaml.CSafeDumper)


if __name__ == "__main__":
    sys.exit(main())
