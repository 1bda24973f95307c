"""Node is asked nothing that Python knows, and told all that was made when it is asked."""

import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jsii
import pytest
from cdk8s import ApiObject, ApiObjectMetadata, App, Chart, Include, JsonPatch
from cdk8s_plus_27 import k8s
from constructs import Construct
from jsii.errors import JSIIError

import main
from constructs_lib import Ambient, Config, Kubeflow, Manifest, Platform, base
from constructs_lib._on_demand import on_demand
from constructs_lib.kube import children_of, declare, descendants, objects_of, path_of
from constructs_lib.kube.scope import app_of, chart_of
from constructs_lib.platform import Synthesis, synthesize

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module", autouse=True)
def in_python() -> None:
    """Let Node make every construct, as it does below an app of one's own."""


@pytest.fixture(autouse=True)
def no_base_yet() -> None:
    """Let each synthesis here make the base, which the process may have kept."""
    base.base_objects.cache_clear()
    base.base_texts.cache_clear()


@pytest.fixture
def requests(monkeypatch) -> Counter[str]:
    """Return how often Node is asked for what."""
    counter: Counter[str] = Counter()
    node = on_demand()._provider

    class Counting:
        def __getattr__(self, name):
            def call(*args, **kwargs):
                counter[name] += 1
                return getattr(node, name)(*args, **kwargs)

            return call

    # What was asked for before keeps the provider that it was asked of.
    monkeypatch.setattr(on_demand(), "_provider", Counting())
    return counter


@pytest.fixture
def waiting_chart():
    with on_demand().in_python():
        yield Chart(App(), "chart", namespace="team", labels={"of": "the-chart"})


def settings(scope, name):
    return declare(k8s.KubeConfigMap, scope, name, metadata=k8s.ObjectMeta(name=name))


def test_a_platform_is_synthesized_without_node(requests):
    synthesize(main.platform())

    assert requests == Counter()


@pytest.mark.slow
def test_no_process_is_started_for_a_platform():
    program = (
        "import sys; sys.argv = ['main.py']\n"
        "import subprocess; subprocess.Popen = None\n"
        "import main\n"
        "from constructs_lib.platform import synthesize\n"
        "print(len(synthesize(main.platform()).files))"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert found.stderr == ""
    assert int(found.stdout) > 50


@pytest.mark.slow
def test_a_platform_is_the_same_where_node_makes_every_construct(monkeypatch, default):
    monkeypatch.setattr(on_demand(), "_noted", lambda _: None)

    assert synthesize(main.platform()).files == default


@pytest.mark.slow
def test_the_tree_in_python_is_nodes(waiting_chart):
    Kubeflow(
        Chart(waiting_chart, "inner", namespace="kubeflow"),
        "kubeflow",
        config=Config(host="ml.example.com", mesh=Ambient(istio="1.26.2")),
    )
    made = descendants(waiting_chart)
    known = [(path_of(each), list(children_of(each)), chart_of(each)) for each in made]
    objects = objects_of(waiting_chart)

    # It is asked.
    assert made == waiting_chart.node.find_all()
    assert len(made) > 500
    assert on_demand().waiting(waiting_chart) is None
    assert known == [
        (each.node.path, [c.node.id for c in each.node.children], chart_of(each))
        for each in made
    ]
    assert objects == [each.to_json() for each in made if isinstance(each, ApiObject)]


def test_what_is_told_of_a_chart_is_what_node_says(waiting_chart):
    known, app = chart_of(waiting_chart), app_of(waiting_chart)

    assert (known.namespace, known.labels, known.id) == (
        waiting_chart.namespace,
        waiting_chart.labels,
        waiting_chart.node.id,
    )
    assert (chart_of(waiting_chart), app_of(waiting_chart)) == (known, app)


def test_cdk8s_own_objects_stand_among_ours(waiting_chart):
    settings(waiting_chart, "before")
    k8s.KubeConfigMap(waiting_chart, "theirs", metadata=k8s.ObjectMeta(name="theirs"))
    settings(waiting_chart, "after")

    assert [obj["metadata"]["name"] for obj in objects_of(waiting_chart)] == [
        "before",
        "theirs",
        "after",
    ]
    assert objects_of(waiting_chart) == waiting_chart.to_json()


def test_included_files_stand_among_ours(waiting_chart, tmp_path):
    file = tmp_path / "included.yaml"
    file.write_text("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: included\n")
    settings(waiting_chart, "before")
    Include(waiting_chart, "Included", url=str(file))

    names = [obj["metadata"]["name"] for obj in objects_of(waiting_chart)]
    assert names == ["before", "included"]


def test_an_object_is_patched_while_node_knows_nothing_of_it(waiting_chart):
    kept = settings(waiting_chart, "settings")
    kept.add_json_patch(JsonPatch.add("/data", {"a": "b"}))
    kept.metadata.add_label("team", "ml")

    [found] = objects_of(waiting_chart)
    assert found["data"] == {"a": "b"}
    assert found["metadata"]["labels"] == {"of": "the-chart", "team": "ml"}


def test_a_name_that_is_taken_is_refused_as_by_cdk8s(waiting_chart):
    Construct(waiting_chart, "Part")

    with pytest.raises(RuntimeError, match="already a Construct with name 'Part'"):
        Construct(waiting_chart, "Part")


def test_an_object_outside_a_chart_is_refused_as_by_cdk8s():
    with on_demand().in_python(), pytest.raises(RuntimeError, match="chart"):
        settings(App(), "settings")


def test_a_version_that_is_none_is_refused_as_by_cdk8s(waiting_chart):
    with pytest.raises(RuntimeError, match="invalid apiVersion a/b/c"):
        Manifest(
            waiting_chart,
            "Thing",
            api_version="a/b/c",
            kind="Thing",
            metadata=ApiObjectMetadata(name="thing"),
            body={},
        )


@pytest.mark.parametrize("metadata", [{"labels": {"a": 1}}, {"finalizers": [1]}])
def test_metadata_that_is_no_text_is_refused_where_it_is_given(waiting_chart, metadata):
    wrong = ApiObjectMetadata(name="named")
    wrong._values.update(metadata)

    with pytest.raises(RuntimeError, match=r"new cdk8s\.ApiObject"):
        ApiObject(waiting_chart, "object", api_version="v1", kind="Pod", metadata=wrong)


def test_an_object_without_a_name_gets_cdk8s_own(waiting_chart):
    kept = declare(k8s.KubeConfigMap, waiting_chart, "Settings")

    assert objects_of(waiting_chart)[0]["metadata"]["name"] == kept.name


def test_an_app_made_elsewhere_does_not_wait(requests):
    Chart(App(), "chart")

    assert requests["create"] == 2


def test_a_construct_of_a_synthesis_that_is_over_is_told_of():
    with on_demand().in_python():
        chart = Chart(App(), "chart")

    with pytest.raises(JSIIError, match="this Chart was made by a synthesis that is over"):
        _ = chart.node


@pytest.mark.slow
def test_nothing_is_kept_of_a_synthesis_that_is_over():
    before = len(jsii._reference_map._refs._refs), len(on_demand()._constructs)
    synthesize(main.platform())

    assert (len(jsii._reference_map._refs._refs), len(on_demand()._constructs)) == before


def test_syntheses_of_several_threads_take_turns(monkeypatch):
    inside = []
    most = []

    def synthesized(_: Platform) -> Synthesis:
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.05)
        inside.pop()
        return Synthesis(files={}, environments={})

    monkeypatch.setattr("constructs_lib.platform._synthesized", synthesized)
    described = main.platform()
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(synthesize, [described] * 3))

    assert most == [1, 1, 1]
