from constructs_lib.components.pipelines.volume import claim, volume_owner
from constructs_lib.config import Runtime
from constructs_lib.workloads import PodSecurity


def test_one_node_writes(chart, find):
    claim(chart, name="data", size="1Gi", storage_class=None)

    assert find("PersistentVolumeClaim", "data")["spec"]["accessModes"] == ["ReadWriteOnce"]


def test_without_a_class_it_is_the_clusters(chart, find):
    claim(chart, name="data", size="1Gi", storage_class=None)

    assert "storageClassName" not in find("PersistentVolumeClaim", "data")["spec"]


def test_root_owns_every_volume():
    assert volume_owner(Runtime(), 1000) == PodSecurity()
