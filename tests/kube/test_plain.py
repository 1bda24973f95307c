"""Structs become what cdk8s writes for them, and what does not fit is refused."""

import re
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import pytest
from cdk8s_plus_27 import k8s

from constructs_lib.imports.kfl_argocd.io import argoproj
from constructs_lib.imports.kfl_gateway.io.k8s.networking import gateway
from constructs_lib.imports.kfl_istio.io.istio import networking, security
from constructs_lib.kube.names import UNNAMED, choice, field_names
from constructs_lib.kube.plain import (
    UnknownTypeError,
    _fields,
    int_or_string,
    plain,
    plain_struct,
)

MODULES = (k8s, argoproj, gateway, networking, security)


@cache
def javascript(module: ModuleType) -> str:
    """Return what cdk8s writes files with."""
    last = module.__name__.rpartition(".")[2]
    package = "cdk8s_plus_27" if module is k8s else module.__name__
    [archive] = Path(str(files(f"{package}._jsii"))).glob("*.tgz")
    with tarfile.open(archive) as found:
        [name] = (
            each
            for each in found.getnames()
            if re.fullmatch(rf"package/(lib/imports|kfl_).*\b{last}\.js", each)
        )
        text = found.extractfile(name)
        assert text
        return text.read().decode()


def written_names(module) -> Iterator[tuple[type, str, str]]:
    """Yield each field of each struct: in Python, and in the file."""
    functions = re.findall(
        r"^function toJson_(\w+)\(obj\) \{.*?const result = \{(.*?)\n    \};",
        javascript(module),
        re.DOTALL | re.MULTILINE,
    )
    for struct, body in functions:
        kind = getattr(module, struct, None)
        if kind is None:
            continue
        names = {theirs: ours for ours, theirs in kind.__jsii_name_mapping__.items()}
        for written, theirs in re.findall(r"^ +'([^']+)': .*?obj\.(\w+)", body, re.MULTILINE):
            yield kind, names[theirs], written


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_field_has_the_name_that_cdk8s_writes(module):
    found = list(written_names(module))
    wrong = {
        vars(kind)["__jsii_type__"]
        for kind, ours, written in found
        if field_names(kind)[ours] != written
    }

    assert len(found) > 50
    assert wrong == (UNNAMED if module is k8s else set())


@pytest.mark.parametrize("module", MODULES[1:], ids=lambda module: module.__name__)
def test_every_choice_is_the_word_that_cdk8s_writes(module):
    members = re.findall(
        r'^    (\w+)\["(\w+)"\] = (".*"|\d+)', javascript(module), re.MULTILINE
    )
    wrong = [
        (enum, name)
        for enum, name, written in members
        if isinstance(kind := getattr(module, enum, None), type)
        and issubclass(kind, Enum)
        and str(choice(kind[name])) != written.strip('"')
    ]

    assert wrong == []


def test_what_is_none_is_left_out_and_what_is_empty_is_not():
    spec = k8s.PodSpec(containers=[], node_selector={}, host_users=None)

    assert plain_struct(spec) == {"containers": [], "nodeSelector": {}}


def test_values_of_no_type_are_copied():
    given = {"b": (1, 2.0, {"deep": None}), "a": [k8s.HostAlias(ip="::1")]}

    assert plain(given) == {"b": [1, 2, {"deep": None}], "a": [{"ip": "::1"}]}
    assert list(plain(given)) == ["b", "a"]


def test_numbers_reach_objects_that_cdk8s_writes_itself(chart, find):
    k8s.KubeService(
        chart,
        "Service",
        metadata=k8s.ObjectMeta(name="web"),
        spec=k8s.ServiceSpec(
            ports=[k8s.ServicePort(port=80, target_port=int_or_string("http"))]
        ),
    )

    assert find("Service", "web")["spec"]["ports"] == [{"port": 80, "targetPort": "http"}]


@pytest.mark.parametrize(
    ("struct", "field", "value", "told"),
    [
        (k8s.ContainerPort(container_port=80), "container_port", "80", "without quotes"),
        (k8s.ContainerPort(container_port=80), "container_port", True, "got True"),
        (k8s.ContainerPort(container_port=80), "protocol", 6, "got 6"),
        (k8s.LabelSelector(), "match_labels", {"a": 1}, "got {'a': 1}"),
        (k8s.LabelSelector(), "match_labels", [], r"got \[\]"),
        (k8s.PodSpec(containers=[]), "containers", [{"name": "web"}], "'name': 'web'"),
        (k8s.PodSpec(containers=[]), "security_context", k8s.Probe(), "got Probe"),
        (k8s.ServicePort(port=80), "target_port", 80, "IntOrString"),
    ],
)
def test_a_field_of_another_type_is_refused_even_unchecked(struct, field, value, told):
    """As under `python -O`, where cdk8s's own checks are left out."""
    struct._values[field] = value

    with pytest.raises(ValueError, match=f"{type(struct).__name__}: {field} must be .*{told}"):
        plain_struct(struct)


def test_a_date_is_left_to_cdk8s():
    struct = k8s.ObjectMeta(creation_timestamp=datetime(2025, 3, 17, tzinfo=UTC))

    with pytest.raises(UnknownTypeError, match="datetime is no plain value"):
        plain_struct(struct)


@pytest.mark.parametrize("first", [0, 1])
def test_structs_of_one_name_in_two_modules_have_the_fields_of_their_own(first):
    structs = (gateway.GatewayProps, networking.GatewayProps)
    modules = [
        {name: hint for name, _, hint, _ in _fields(each)}["spec"].__args__[0].__module__
        for each in (structs[first], structs[1 - first])
    ]

    assert modules == [structs[first].__module__, structs[1 - first].__module__]
