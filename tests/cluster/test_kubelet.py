"""A pod's containers wait for ConfigMaps and Secrets that do not exist."""

import json

import pytest

from .kubelet import waiting

READS_CONFIG_MAPS = (
    {"volumes": [{"name": "files", "configMap": {"name": "it"}}]},
    {"containers": [{"envFrom": [{"configMapRef": {"name": "it"}}]}]},
    {
        "containers": [
            {"env": [{"valueFrom": {"configMapKeyRef": {"name": "it", "key": "key"}}}]}
        ]
    },
)
READS_SECRETS = (
    {"volumes": [{"name": "files", "secret": {"secretName": "it"}}]},
    {"initContainers": [{"envFrom": [{"secretRef": {"name": "it"}}]}]},
    {"containers": [{"env": [{"valueFrom": {"secretKeyRef": {"name": "it", "key": "key"}}}]}]},
)
CONFIG_MAP = ("team", "ConfigMap", "it")
SECRET = ("team", "Secret", "it")


def written(kind, name="it", **fields):
    return {"kind": kind, "metadata": {"name": name, "namespace": "team"}, **fields}


def deployment(pod):
    return written("Deployment", spec={"template": {"spec": {"containers": [], **pod}}})


@pytest.mark.parametrize("pod", READS_CONFIG_MAPS)
def test_a_config_map_is_waited_for(pod):
    assert waiting([deployment(pod)]) == {CONFIG_MAP}


@pytest.mark.parametrize("pod", READS_SECRETS)
def test_a_secret_is_waited_for(pod):
    assert waiting([deployment(pod)]) == {SECRET}


def test_what_is_optional_is_not():
    pod = {"volumes": [{"name": "files", "configMap": {"name": "it", "optional": True}}]}

    assert waiting([deployment(pod)]) == set()


def test_what_is_written_is_not():
    pod = {"volumes": [{"name": "files", "configMap": {"name": "it"}}]}

    assert waiting([deployment(pod), written("ConfigMap")]) == set()


def test_nor_is_the_secret_of_a_certificate():
    certificate = written("Certificate", spec={"secretName": "it"})

    assert waiting([deployment(READS_SECRETS[0]), certificate]) == set()


def test_a_secret_that_a_job_is_told_to_make_is_waited_for_without_the_job():
    wanted = {"secrets": [{"namespace": "team", "name": "it"}]}
    told = written("ConfigMap", "maker", data={"wanted.json": json.dumps(wanted)})
    job = written("Job", "maker", spec={"template": {"spec": {"containers": []}}})
    reader = deployment(READS_SECRETS[0])

    assert (waiting([reader, told]), waiting([reader, told, job])) == ({SECRET}, set())
