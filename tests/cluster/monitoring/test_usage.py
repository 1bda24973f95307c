"""The real promtool computes what is recorded of profiles and notebooks.

cAdvisor, kube-state-metrics and the DCGM exporter do not run here: what they would have
reported is written down, in usage_cases.py.
"""

import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from constructs_lib import Config, Environment, Platform, ProfileDefaults
from constructs_lib.config.metric_sources import MetricSource
from constructs_lib.monitoring import Monitoring, Scraper, Usage
from constructs_lib.platform import synthesize
from tests.cluster.monitoring.prometheus import NEEDED
from tests.cluster.monitoring.usage_cases import AT, READ, RECORDED, Series

pytestmark = NEEDED

SOURCES: Final[tuple[MetricSource, ...]] = (
    "cadvisor",
    "dcgm-exporter",
    "kube-state-metrics",
    "namespace-labels",
    "notebook-labels",
)
OWNED: Final[tuple[MetricSource, ...]] = (*SOURCES, "namespace-owners")
UNLABELLED: Final = ProfileDefaults()
LABELLED: Final = ProfileDefaults(cost_label="example.com/costCenter")
USAGE: Final = {
    "usage": (Usage(), SOURCES, UNLABELLED),
    "owners": (Usage(owners="named"), OWNED, UNLABELLED),
    "costs": (Usage(owners="named"), OWNED, LABELLED),
}
_SUCCESS: Final = "Unit Testing:  test.yaml\n  SUCCESS\n\n"


@cache
def spec(name: str) -> dict[str, Any]:
    """Return what the PrometheusRule of usage holds."""
    usage, sources, profiles = USAGE[name]
    monitoring = Monitoring(
        scraper=Scraper(namespace="monitoring", account="prometheus-k8s"),
        platform=sources,
        usage=usage,
    )
    config = Config(profiles=profiles, monitoring=monitoring)
    platform = Platform(environments=(Environment("default", config),))
    made = synthesize(platform).environments["default"]["monitoring"]
    [found] = [obj for obj in made if obj["kind"] == "PrometheusRule"]
    return dict(found["spec"])


def promtool(*arguments: str, folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        ["promtool", *arguments], cwd=folder, text=True, capture_output=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def computed(
    record: str, samples: Mapping[str, float], folder: Path, *, name: str, read: Series = READ
) -> tuple[int, str]:
    """Ask promtool whether all that is recorded under a name is these samples."""
    (folder / "rules.yaml").write_text(yaml.safe_dump(spec(name)))
    question = {
        "expr": record,
        "eval_time": f"{AT}m",
        "exp_samples": [
            {"labels": f"{record}{{{labels}}}", "value": value}
            for labels, value in samples.items()
        ],
    }
    test = {
        "interval": "1m",
        "input_series": [{"series": each, "values": value} for each, value in read.items()],
        "promql_expr_test": [question],
    }
    asked = {"rule_files": ["rules.yaml"], "evaluation_interval": "1m", "tests": [test]}
    (folder / "test.yaml").write_text(yaml.safe_dump(asked))
    return promtool("test", "rules", "test.yaml", folder=folder)


@pytest.mark.parametrize("name", USAGE)
def test_promtool_takes_the_rules(name, tmp_path):
    (tmp_path / "rules.yaml").write_text(yaml.safe_dump(spec(name)))

    assert promtool("check", "rules", "--lint-fatal", "rules.yaml", folder=tmp_path) == (
        0,
        f"Checking rules.yaml\n  SUCCESS: {len(RECORDED)} rules found\n\n",
    )


@pytest.mark.parametrize("record", RECORDED)
def test_profiles_and_notebooks_are_recorded_and_nothing_else(record, tmp_path):
    assert computed(record, RECORDED[record], tmp_path, name="usage") == (0, _SUCCESS)


@pytest.mark.parametrize("record", RECORDED)
def test_owners_are_a_label_where_they_are_named(record, tmp_path):
    owned = {f'{each}, owner="ada@example.com"': n for each, n in RECORDED[record].items()}

    assert computed(record, owned, tmp_path, name="owners") == (0, _SUCCESS)


@pytest.mark.parametrize("record", RECORDED)
def test_a_profile_without_an_annotated_owner_is_recorded_too(record, tmp_path):
    read = {key: value for key, value in READ.items() if "annotation_owner" not in key}

    assert computed(record, RECORDED[record], tmp_path, name="owners", read=read) == (
        0,
        _SUCCESS,
    )


@pytest.mark.parametrize("record", RECORDED)
def test_the_cost_center_is_a_label_where_there_is_one(record, tmp_path):
    part = 'part_of="kubeflow-profile"'
    read = {
        key.replace(part, f'{part},label_example_com_cost_center="4711"'): value
        for key, value in READ.items()
    }
    labels = 'owner="ada@example.com", cost_center="4711"'
    wanted = {f"{each}, {labels}": number for each, number in RECORDED[record].items()}

    assert computed(record, wanted, tmp_path, name="costs", read=read) == (0, _SUCCESS)


def test_every_rule_has_a_case():
    recorded = [rule["record"] for group in spec("usage")["groups"] for rule in group["rules"]]

    assert recorded == list(RECORDED)
