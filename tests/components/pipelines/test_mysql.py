from dataclasses import replace

from constructs_lib import Pods
from constructs_lib.config import BundledMySQL, ExternalMySQL, PipelinesSettings


def test_manifests(part, yaml_snapshot):
    assert part("mysql") == yaml_snapshot


def test_root_needs_a_password(make, container):
    make()
    [variable] = container("mysql", "mysql")["env"]

    assert variable["name"] == "MYSQL_ROOT_PASSWORD"
    assert variable["valueFrom"]["secretKeyRef"] == {
        "name": "mysql-secret",
        "key": "password",
    }


def test_two_pods_never_write_one_volume(make, find, ambient):
    make(defaults=replace(ambient, pods=Pods(replicas=3), resources=None))
    spec = find("Deployment", "mysql")["spec"]

    assert spec["strategy"] == {"type": "Recreate"}
    assert "replicas" not in spec


def test_its_volume_is_as_large_as_decided(make, find):
    database = BundledMySQL(size="50Gi", storage_class="fast")
    make(settings=PipelinesSettings(database=database))

    assert find("PersistentVolumeClaim", "mysql-pv-claim")["spec"] == {
        "accessModes": ["ReadWriteOnce"],
        "storageClassName": "fast",
        "resources": {"requests": {"storage": "50Gi"}},
    }


def test_an_external_one_leaves_nothing_in_the_cluster(make, made):
    make(
        settings=PipelinesSettings(database=ExternalMySQL(host="db.example.com", secret="db"))
    )
    names = {obj["metadata"]["name"] for obj in made}

    assert not names & {"mysql", "mysql-pv-claim"}


def test_pods_of_profiles_do_not_come_in(make, find):
    make()
    [rule] = find("AuthorizationPolicy", "mysql")["spec"]["rules"]

    assert all("/ns/kubeflow/" in one for one in rule["from"][0]["source"]["principals"])


def test_8_4_accepts_the_passwords_of_8_0(newest):
    [container] = newest("Deployment", "mysql")["spec"]["template"]["spec"]["containers"]

    assert "--mysql-native-password=ON" in container["args"]
    assert "--default-authentication-plugin=mysql_native_password" not in container["args"]
