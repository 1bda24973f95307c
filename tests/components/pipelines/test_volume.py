from constructs_lib.components.pipelines.volume import claim


def test_one_node_writes(chart, find):
    claim(chart, name="data", size="1Gi", storage_class=None)

    assert find("PersistentVolumeClaim", "data")["spec"]["accessModes"] == ["ReadWriteOnce"]


def test_without_a_class_it_is_the_clusters(chart, find):
    claim(chart, name="data", size="1Gi", storage_class=None)

    assert "storageClassName" not in find("PersistentVolumeClaim", "data")["spec"]
