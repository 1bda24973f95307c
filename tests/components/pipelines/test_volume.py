from constructs_lib.components.pipelines.volume import claim
from constructs_lib.kube import objects_of


def test_one_node_writes(chart):
    claim(chart, name="data", size="1Gi", storage_class=None)
    [volume] = objects_of(chart)

    assert volume["spec"]["accessModes"] == ["ReadWriteOnce"]


def test_without_a_class_it_is_the_clusters(chart):
    claim(chart, name="data", size="1Gi", storage_class=None)
    [volume] = objects_of(chart)

    assert "storageClassName" not in volume["spec"]
