from pathlib import Path

import pytest

from tests.kustomize import build_kept
from tests.scan.findings import Finding, Known, judge, known

pytestmark = pytest.mark.slow

OVERLAY = Path(__file__).parents[2] / "dist/kubeflow/overlays/default"
WEB = Finding("CKV_1", "Deployment/kubeflow/web")


def entry(*objects, check="CKV_1"):
    return Known(check=check, says="", objects=objects, reason="")


def test_a_finding_that_no_entry_names_is_unexplained():
    other = entry("Deployment/kubeflow/other")

    assert judge([WEB], [other]).unexplained == (WEB,)


def test_a_finding_of_another_check_is_unexplained():
    assert judge([WEB], [entry(WEB.obj, check="CKV_2")]).unexplained == (WEB,)


def test_a_finding_may_be_named_by_a_pattern():
    assert judge([WEB], [entry("Deployment/*/*")]).unexplained == ()


def test_a_pattern_that_finds_nothing_is_stale():
    verdict = judge([WEB], [entry(WEB.obj, "Job/*/*")])

    assert verdict.stale == (("CKV_1", "Job/*/*"),)


def test_every_entry_has_a_reason_and_comes_once():
    entries = known()

    assert all(each.reason and each.says and each.objects for each in entries)
    assert len({each.check for each in entries}) == len(entries)


def test_every_object_that_is_named_is_there():
    """Whatever the scanner says of it."""
    there = {
        "/".join((o["kind"], o["metadata"].get("namespace", "default"), o["metadata"]["name"]))
        for o in build_kept(OVERLAY)
    }
    named = {obj for each in known() for obj in each.objects if "*" not in obj}

    assert named - there == set()
