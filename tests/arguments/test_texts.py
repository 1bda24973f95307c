"""Characters that kustomize cannot read are refused where they are given."""

import subprocess
from pathlib import Path

import pytest
import yaml

from constructs_lib import Config, Pods
from constructs_lib.arguments import ArgumentError
from constructs_lib.arguments.texts import unreadable

CONTROL = ("\x7f", "\x84", "\x86", "\x9f", "\ufffe", "\uffff")
READABLE = ("\t", "\n", "\x1b", "\x85", "\xa0", "\u2028", "\ufeff", "\U0001f600")


@pytest.mark.parametrize("char", CONTROL, ids=ascii)
def test_finds_what_kustomize_cannot_read(char, tmp_path):
    assert unreadable(f"a{char}") == f"a{char}"
    assert "control characters are not allowed" in _kustomized(f"a{char}", tmp_path).stderr


@pytest.mark.parametrize("char", READABLE, ids=ascii)
def test_passes_what_kustomize_reads(char, tmp_path):
    assert unreadable(f"a{char}") is None
    assert _kustomized(f"a{char}", tmp_path).returncode == 0


def _kustomized(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    config_map = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}}
    (folder / "a.yaml").write_text(yaml.safe_dump({**config_map, "data": {"a": text}}))
    (folder / "kustomization.yaml").write_text("resources: [a.yaml]\n")
    return subprocess.run(
        ["kubectl", "kustomize", folder], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("value", [("a", "b\x7f"), {"b\x7f": "a"}, {"a": "b\x7f"}])
def test_finds_it_in_a_collection(value):
    assert unreadable(value) == "b\x7f"


def test_half_of_a_character_is_no_text():
    assert unreadable("\ud800") == "\ud800"


@pytest.mark.parametrize("value", [None, 1, b"\x7f", object()])
def test_leaves_alone_what_is_no_text(value):
    assert unreadable(value) is None


def test_a_config_names_the_field_and_the_text():
    with pytest.raises(ArgumentError, match=r"Config: host must be .*, got 'a\\x7f'; leave"):
        Config(host="a\x7f")


def test_a_variable_of_pods_is_checked():
    with pytest.raises(ArgumentError, match="Pods: env must be"):
        Pods(env={"A": "\x9f"})
