"""What the documents show is what the library does."""

import ast
import inspect
import os
import re
import subprocess
import sys
import typing
from importlib import import_module
from pathlib import Path

import pytest
import yaml

import constructs_lib
from constructs_lib import (
    accelerators,
    commands,
    elyra,
    logs,
    monitoring,
    queues,
    recovery,
    rollout,
    serving,
    sizes,
    spark,
    velero,
)
from tests.interpreter import interpreter

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?://)([^)#]+)\)")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
PROGRAMS = [
    pytest.param(program, id=f"{document.stem}-{number}")
    for document in DOCUMENTS
    for number, program in enumerate(BLOCK.findall(document.read_text()), 1)
    # `readmes` runs it, in a process of its own.
    if (document.name, number) != ("README.md", 1)
]


def run(program, folder):
    """Run a program in a process of its own, on a machine without a Node."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PATH": ""}
    environment.pop("JSII_NODE", None)
    subprocess.run([sys.executable, "-c", program], cwd=folder, env=environment, check=True)


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    with interpreter(tmp_path_factory.mktemp("scripts"), {}) as started:
        yield started


@pytest.mark.slow
@pytest.mark.parametrize("program", PROGRAMS)
def test_every_program_runs(python, program, tmp_path):
    assert python.run(program, tmp_path) == (0, "")


@pytest.fixture(scope="module")
def readmes(tmp_path_factory):
    """Return every object that the README's first program writes."""
    folder = tmp_path_factory.mktemp("readme")
    run(BLOCK.findall((ROOT / "README.md").read_text())[0], folder)
    return [
        obj
        for file in (folder / "dist").iterdir()
        for obj in yaml.load_all(file.read_text(), yaml.CSafeLoader)
    ]


@pytest.mark.slow
def test_the_readmes_ten_lines_synthesize_kubeflow(readmes):
    kinds = {obj["kind"] for obj in readmes}

    assert {"HTTPRoute", "Deployment", "CustomResourceDefinition"} <= kinds


@pytest.mark.slow
def test_every_route_of_the_readme_leads_to_a_port_that_it_makes(readmes):
    made = {
        (obj["metadata"]["name"], obj["metadata"]["namespace"], port["port"])
        for obj in readmes
        if obj["kind"] == "Service"
        for port in obj["spec"]["ports"]
    }
    edge = {
        (backend["name"], backend["namespace"], backend["port"])
        for obj in readmes
        if obj["kind"] == "HTTPRoute"
        for rule in obj["spec"]["rules"]
        for backend in rule["backendRefs"]
    }
    apps = {
        (*each["destination"]["host"].split(".")[:2], each["destination"]["port"]["number"])
        for obj in readmes
        if obj["kind"] == "VirtualService"
        for rule in obj["spec"]["http"]
        for each in rule["route"]
    }

    assert edge
    assert apps
    assert (edge | apps) - made == set()


@pytest.mark.slow
def test_every_caller_that_the_readme_admits_is_an_account_that_it_makes(readmes):
    # istiod makes a waypoint's account of its Gateway, and is called so.
    accounts = {
        f"cluster.local/ns/{obj['metadata']['namespace']}/sa/{obj['metadata']['name']}"
        for obj in readmes
        if obj["kind"] in ("ServiceAccount", "Gateway")
    }
    admitted = {
        caller
        for obj in readmes
        if obj["kind"] == "AuthorizationPolicy"
        for rule in obj["spec"].get("rules", ())
        for each in rule.get("from", ())
        for caller in each["source"].get("principals", ())
        if "*" not in caller
    }

    assert admitted
    assert admitted - accounts == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_every_link_leads_to_a_file(document):
    targets = LINK.findall(document.read_text())

    assert [target for target in targets if not (document.parent / target).exists()] == []


NAMED_FILE = re.compile(r"`((?:bench|constructs_lib|docs|examples|tests)/[\w/.-]+)`")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_every_file_that_a_document_names_is_there(document):
    named = NAMED_FILE.findall(document.read_text())

    assert [path for path in named if not (ROOT / path).exists()] == []


def anchors(page):
    """Return the anchors of a page: its headings, as GitHub and the site name them."""
    text = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_every_anchor_leads_to_a_heading(document):
    wanted = re.findall(r"\]\((?!https?://)([^)#]*)#([^)]+)\)", document.read_text())
    pages = [(document.parent / page if page else document, anchor) for page, anchor in wanted]

    assert [anchor for page, anchor in pages if anchor not in anchors(page)] == []


# Sentences are split over lines, so that a diff shows the one that changed.
CODE = re.compile(r"(`+).+?\1")
TARGET = re.compile(r"\]\([^)]*\)")
NEXT_SENTENCE = re.compile(r"(?<!e\.g)(?<!i\.e)(?<!etc)[.!?][)*\"”]*\s+\S")
MARKER = re.compile(r"\s*(?:(?:[-*]|\d+\.)\s+)?(?:\[[ x]\]\s+)?")
# The programs that write these pages hold their sentences.
GENERATED = {"docs/reference.md", "docs/commands.md"}


def prose(document):
    """Yield the number and the text of each line that is no heading, table or code."""
    fenced = False
    for number, line in enumerate(document.read_text("utf-8").splitlines(), 1):
        if "```" in line:
            fenced = not fenced
        elif not fenced and not line.lstrip().startswith(("#", "|", "<!--")):
            # Dots in code and in addresses end no sentence, and a name counts as one word.
            yield number, MARKER.sub("", TARGET.sub("]", CODE.sub("code", line)), count=1)


def crowded(documents):
    """Return the lines with several sentences, or with more than 45 words."""
    return [
        f"{document.name}:{number}"
        for document in documents
        for number, text in prose(document)
        if NEXT_SENTENCE.search(text)
        or sum(any(map(str.isalnum, word)) for word in text.split()) > 45
    ]


def test_no_line_of_a_page_has_two_sentences_or_more_than_45_words():
    pages = [*DOCUMENTS, ROOT / "constructs_lib" / "starter" / "README.md"]

    assert crowded(p for p in pages if p.relative_to(ROOT).as_posix() not in GENERATED) == []


def test_a_line_with_two_sentences_or_46_words_is_found(tmp_path):
    page = tmp_path / "page.md"
    lines = (
        "- One `a. B`. Two.",
        "See e.g. [this](a.b).",
        "`x`. It.",
        " ".join(["word"] * 46),
    )
    page.write_text("\n".join(lines))

    assert crowded([page]) == ["page.md:1", "page.md:3", "page.md:4"]


def trees(index):
    """Yield what the site's sidebar lists, part by part."""
    for tree in re.findall(r"^```\{toctree\}\n(.*?)^```", index, re.DOTALL | re.MULTILINE):
        yield [name for name in tree.splitlines() if name and not name.startswith(":")]


def test_every_page_is_in_the_index_once():
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    listed = [name for tree in trees(index) for name in tree]
    pages = {page.stem for page in (ROOT / "docs").glob("*.md")} - {"index"}

    assert sorted(listed) == sorted(pages)


def test_the_index_shows_the_pages_that_the_sidebar_lists_by_their_titles():
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    shown = re.findall(r"^- \[(.+)\]\(([\w-]+)\.md\): ", index, re.MULTILINE)
    listed = [name for tree in trees(index) for name in tree]
    first = [
        (ROOT / "docs" / f"{name}.md").read_text("utf-8").splitlines()[0] for name in listed
    ]

    assert shown == [
        (line.removeprefix("# "), name) for line, name in zip(first, listed, strict=True)
    ]


# What these are about happens in a clone of the library.
OF_THE_CLONE = {"CHANGELOG", "CONTRIBUTING", "ci", "make", "performance", "verification"}
MADE = re.compile(rf"\bmake ({'|'.join(commands.ALL)})\b")


def test_a_page_names_a_target_in_place_of_a_command_for_a_clone_only():
    pages = [page for page in DOCUMENTS if page.stem not in OF_THE_CLONE]
    lines = [line for page in pages for line in page.read_text("utf-8").splitlines()]

    assert lines
    assert [line for line in lines if MADE.search(line) and " clone" not in line] == []


def test_every_term_of_the_glossary_is_in_its_place():
    text = (ROOT / "docs" / "glossary.md").read_text()
    terms = re.findall(r"^- \*\*(.+?)\*\*: ", text, re.MULTILINE)

    assert terms == sorted(set(terms), key=str.lower)


def calls(document):
    """Yield each call in a document's inline code: its name, and the arguments it names."""
    text = BLOCK.sub("", document.read_text())
    for code in re.findall(r"`([A-Z]\w+\([^`]*\))`", text):
        try:
            tree = ast.parse(code.replace("…", "..."), mode="eval")
        except SyntaxError:
            continue
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                named = {keyword.arg for keyword in call.keywords}
                placed = {arg.id for arg in call.args if isinstance(arg, ast.Name)}
                yield call.func.id, named, placed


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_every_name_in_a_document_is_the_librarys(document):
    unknown: list[str] = []
    for name, named, placed in calls(document):
        places = (constructs_lib, constructs_lib.config, queues, rollout, sizes, velero)
        known = next((getattr(each, name) for each in places if hasattr(each, name)), None)
        parameters = inspect.signature(known.__init__).parameters.keys() if known else set()
        # What stands in a construct's first places are the reader's own variables.
        given = named if "scope" in parameters else named | placed
        unknown += given - parameters if known else {name}

    assert unknown == []


def test_every_field_of_config_is_documented():
    from dataclasses import fields

    from constructs_lib import Config

    text = (ROOT / "docs" / "configuration.md").read_text()
    named = set(re.findall(r"`(\w+)(?:\.\w+)?`", text))

    assert {field.name for field in fields(Config)} - named == set()


def test_the_reference_is_what_the_decisions_say():
    reference = _reference()

    assert (ROOT / "docs" / "reference.md").read_text() == reference.page(), "run `make docs`"


def test_the_reference_has_the_constructs_of_serving():
    headings = (ROOT / "docs" / "reference.md").read_text().splitlines()

    for name in ("KServe", "KServeModelsWebApp"):
        assert f"## {name}" in headings


def test_everything_that_is_exported_is_in_the_reference():
    text = (ROOT / "docs" / "reference.md").read_text()
    tables = text.partition("# Constants and types")[2]
    sections = re.findall(r"^## (\w+)$", text, re.MULTILINE)
    known = {*sections, *re.findall(r"^\| `(\w+)` ", tables, re.MULTILINE)}
    modules = [constructs_lib, *(import_module(each) for each in public_modules())]

    assert [
        f"{module.__name__}.{name}"
        for module in modules
        for name in module.__all__
        if name not in known
    ] == []


def public_modules():
    """Return the modules whose names docs/versions.md promises."""
    text = (ROOT / "docs" / "versions.md").read_text()
    [names] = re.findall(
        r"^- what `constructs_lib` and its modules (.*) export", text, re.MULTILINE
    )
    return [f"constructs_lib.{name}" for name in re.findall(r"`(\w+)`", names)]


def test_the_page_of_commands_is_what_the_parsers_say():
    made = _script("commands").page()

    assert (ROOT / "docs" / "commands.md").read_text() == made, "run `make docs`"


def test_the_page_of_dashboards_is_what_the_package_has():
    made = _script("panels").page()

    assert (ROOT / "docs" / "dashboards.md").read_text() == made, "run `make docs`"


@pytest.mark.parametrize(
    ("version", "shown"),
    [("1.2.3", "Version 1.2.3."), ("1.3.0.dev0", "1.3.0.dev0 (not released).")],
)
def test_the_site_says_which_version_it_documents_and_where_others_are(version, shown):
    said = _script("conf")._announcement(version, "https://github.com/example/library")

    assert shown in said
    assert 'at its <a href="https://github.com/example/library/tags">' in said


def test_the_files_that_test_fast_leaves_out_are_named(slow_files):
    text = (ROOT / "docs" / "verification.md").read_text()
    section = text.partition("## What `make test-fast` omits")[2]
    named = set(re.findall(r"`(tests/[\w/]+\.py)`", section))
    slow = {file for file, some in slow_files.items() if some}

    assert slow - named == set()
    # A run of a few files says nothing of the others.
    assert len(slow_files) < len(named) or named - slow == set()


def test_every_decision_says_what_it_means():
    from dataclasses import fields, is_dataclass

    from constructs_lib import config

    def meanings(cls):
        return _reference().described(cls, [field.name for field in fields(cls)])[1]

    silent = [
        f"{cls.__name__}.{field.name}"
        for cls in vars(config).values()
        if isinstance(cls, type) and is_dataclass(cls)
        for told in [meanings(cls)]
        for field in fields(cls)
        if field.init and field.name not in told
    ]

    assert silent == []


def test_every_parameter_of_a_construct_says_what_it_means():
    rows = (ROOT / "docs" / "reference.md").read_text().partition("# Constructs")[2]
    silent = [
        row for row in rows.splitlines() if row.startswith("| `") and row.endswith("|  |")
    ]

    assert silent == []


def test_every_type_that_a_signature_asks_for_is_exported():
    asked = {
        found
        for module in (constructs_lib, serving)
        for name in module.__all__
        if inspect.isclass(value := getattr(module, name))
        # Users choose a release, and write none.
        and value is not constructs_lib.Release
        and value.__module__.startswith("constructs_lib")
        for found in _types(inspect.getattr_static(value, "__init__"))
    }

    exported = {
        *constructs_lib.__all__,
        *elyra.__all__,
        *logs.__all__,
        *monitoring.__all__,
        *queues.__all__,
        *recovery.__all__,
        *serving.__all__,
        *spark.__all__,
        *rollout.__all__,
        *accelerators.__all__,
        *velero.__all__,
    }

    assert {cls.__name__ for cls in asked} - exported == set()


def _types(function):
    """Yield the library's classes in a signature's annotations."""
    hints = typing.get_type_hints(function)
    hints.pop("return", None)
    waiting = [*hints.values()]
    while waiting:
        hint = waiting.pop()
        waiting += typing.get_args(hint)
        if inspect.isclass(hint) and hint.__module__.startswith("constructs_lib"):
            yield hint


def _reference():
    return _script("reference")


def _script(name):
    from importlib.util import module_from_spec, spec_from_file_location

    spec: typing.Any = spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def asked(probe):
    return {
        key: probe[key] for key in ("exec", "grpc", "httpGet", "tcpSocket") if key in probe
    }


def test_every_container_of_which_both_probes_ask_the_same_is_explained(synthesis):
    same = {
        obj["metadata"]["name"]
        for objects in synthesis.environments["default"].values()
        for obj in objects
        if obj["kind"] in ("Deployment", "StatefulSet")
        for container in obj["spec"]["template"]["spec"]["containers"]
        if "livenessProbe" in container
        and asked(container["livenessProbe"]) == asked(container.get("readinessProbe", {}))
    }
    text = (ROOT / "docs" / "operations.md").read_text()
    rows = text.partition("## Probes")[2].partition("\n## ")[0].splitlines()
    first = "".join(row.split("|")[1] for row in rows if row.startswith("| `"))

    assert same == set(re.findall(r"`([a-z-]+)`", first))


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/verification.md"])
def test_a_page_has_a_row_for_every_target_that_verifies(page):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    # That one installs the platform on a cluster: docs/verification.md has a part of it.
    targets = set(re.findall(r"^(verify[a-z-]*):", makefile, re.MULTILINE)) - {
        "verify-real-cluster"
    }
    rows = re.findall(
        r"^\|.*?`make ([a-z -]+)`", (ROOT / page).read_text("utf-8"), re.MULTILINE
    )

    assert targets - {target for row in rows for target in row.split()} == set()
