"""The folders are layers: a module imports from its own and from those below it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "constructs_lib"
# From the lowest to the highest; two on one line know nothing of each other.
LAYERS = (
    ("_on_demand", "_program", "_version", "arguments", "imports", "releases", "scripts"),
    ("_exports", "image_lock", "image_reference"),
    ("catalog",),
    ("_node", "config", "bindings"),
    ("kube",),
    ("access", "schemas"),
    ("workloads",),
    ("mesh", "tenants"),
    ("gateway", "secrets"),
    ("auth",),
    ("components", "hooks"),
    ("delivery",),
    ("reach",),
    ("review",),
    ("egress", "supply"),
    ("base",),
    ("platform",),
    ("sites",),
    ("recovery",),
    (
        *("accelerators", "commands", "elyra", "logs", "monitoring", "queues", "rollout"),
        *("serving", "sizes", "spark", "testing", "velero"),
    ),
    ("__init__",),
    ("__main__",),
)
DEPTHS = {name: depth for depth, layer in enumerate(LAYERS) for name in layer}
LONGEST = 400
# It ships as one file, and can import none of ours.
LONGEST_PROGRAM = 450
MODULES = sorted(
    path for path in LIBRARY.rglob("*.py") if "imports" not in path.relative_to(LIBRARY).parts
)


def name_of(module: Path) -> str:
    return module.relative_to(LIBRARY).as_posix()


def layer_of(module: Path) -> str:
    return module.relative_to(LIBRARY).parts[0].removesuffix(".py")


@cache
def imported(module: Path) -> tuple[str, ...]:
    """Return the dotted names that a module imports, those of the library from its root."""
    return tuple(_imported(module))


def _imported(module: Path) -> Iterator[str]:
    here = ("constructs_lib", *module.relative_to(LIBRARY).parts)
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = here[: len(here) - node.level] if node.level else ()
            path = (*start, *(node.module or "").split(".")) if node.module else start
            # `from . import a, b` names modules where the package itself has nothing.
            names = [alias.name for alias in node.names] if len(path) == 1 else [""]
            yield from (".".join(filter(None, (*path, name))) for name in names)


def imported_layers(module: Path) -> set[str]:
    dotted = [name.split(".") for name in imported(module)]
    return {name[1] for name in dotted if name[0] == "constructs_lib" and len(name) > 1}


def test_every_module_is_in_a_layer():
    assert {layer_of(module) for module in MODULES} | {"imports"} == DEPTHS.keys()


def test_a_module_imports_only_from_below():
    upward = [
        f"{name_of(module)}: {name}"
        for module in MODULES
        for name in imported_layers(module) - {layer_of(module)}
        if DEPTHS[name] >= DEPTHS[layer_of(module)]
    ]

    assert upward == []


def test_decisions_are_made_without_cdk8s():
    decided = ("releases", "config", "catalog", "image_lock", "image_reference")
    heavy = [
        f"{name_of(module)}: {name}"
        for module in MODULES
        if layer_of(module) in decided
        for name in imported(module)
        if name.partition(".")[0] in ("cdk8s", "cdk8s_plus_27", "constructs", "jsii")
    ]

    assert heavy == []


def test_generated_names_are_read_in_one_place():
    readers = {layer_of(module) for module in MODULES if "imports" in imported_layers(module)}

    assert readers == {"bindings"}


# Lists of what a package exports are looked up, not read.
LISTS = ("__init__.py", "config/__init__.py")


def test_a_module_can_be_read_in_one_go():
    too_long = [
        name_of(module)
        for module in MODULES
        if name_of(module) not in LISTS
        if len(module.read_text().splitlines())
        > (LONGEST_PROGRAM if layer_of(module) == "scripts" else LONGEST)
    ]

    assert too_long == []


def test_every_component_is_tested():
    untested = [
        name_of(module)
        for module in MODULES
        if layer_of(module) == "components" and module.stem != "__init__"
        if not (
            ROOT / "tests" / module.relative_to(LIBRARY).parent / f"test_{module.stem}.py"
        ).is_file()
    ]

    assert untested == []
