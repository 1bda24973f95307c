"""What is written for Go and Node; both have been asked by hand (docs/pipelines.md)."""

from constructs_lib import CaBundle
from constructs_lib.workloads.authorities import Trust, go_trust, node_trust

BUNDLE = CaBundle("authorities", "bundle.pem")


def test_nobody_else_is_believed_where_nothing_is_said():
    assert go_trust(store=None) == node_trust(None) == Trust()


def test_a_program_in_go_reads_the_folder_of_each():
    told = go_trust(store=BUNDLE, database=CaBundle("other"))

    assert told.env == {"SSL_CERT_DIR": "/etc/authorities/store:/etc/authorities/database"}
    assert [mount.path for mount in told.mounts] == told.env["SSL_CERT_DIR"].split(":")


def test_a_program_in_node_reads_the_file():
    assert node_trust(BUNDLE).env == {
        "NODE_EXTRA_CA_CERTS": "/etc/authorities/store/bundle.pem"
    }


def test_the_file_is_called_like_its_key():
    [volume] = node_trust(BUNDLE).of_pod["volumes"]

    assert volume["configMap"] == {
        "name": "authorities",
        "items": [{"key": "bundle.pem", "path": "bundle.pem"}],
    }


def test_the_mounts_are_those_of_the_volumes():
    told = node_trust(BUNDLE)

    assert [m["name"] for m in told.of_container["volumeMounts"]] == [
        v["name"] for v in told.of_pod["volumes"]
    ]
