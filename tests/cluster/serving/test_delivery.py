"""A real Argo CD delivers a platform that serves models, past KServe's real webhooks."""

import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from constructs_lib import (
    Config,
    Environment,
    GitRepository,
    Platform,
    Retry,
    SyncPolicy,
)
from constructs_lib.config import COMPONENTS

from ..api_server import ApiServer, new_namespace
from ..client import connected
from ..delivery.delivered import Delivery, delivering, play_injector
from ..processes import wait_for
from .platform import ACCOUNT, DEFINITION, of_kserve, program
from .service_network import service_network

SERVICE = "kserve-webhook-server-service"
WEBHOOKS = ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")
# What the controller needs to start: Argo CD finds it there, and takes it over.
BEFORE = ("ClusterRole", "ClusterRoleBinding", "ConfigMap", "Role", "RoleBinding")


@dataclass(frozen=True)
class Delivered:
    """What Argo CD says of the platform, when KServe's objects were made, and who was asked.

    made: by kind and name. asked: the addresses that the API server asked for an opinion.
    """

    application: dict[str, Any]
    made: dict[tuple[str, str], str]
    asked: list[str]
    webhooks: str

    def when(self, kind: str) -> list[str]:
        """Return when each object of a kind was made."""
        return [when for (each, _), when in self.made.items() if each == kind]


@pytest.fixture(scope="module")
def delivered(tmp_path_factory) -> Iterator[Delivered]:
    """Deliver every component, and KServe with its page."""
    folder = tmp_path_factory.mktemp("delivered")
    certificate, key = signed(folder)
    with (
        service_network(folder / "network") as network,
        delivering(folder, network.option) as delivery,
    ):
        server = delivery.server
        revision = delivery.repository.publish(platform(delivery))
        server.apply([new_namespace("kubeflow")])
        server.define(of_kserve(DEFINITION))
        server.apply(of_kserve("ServiceAccount", *BEFORE))
        with program(server, certificate, key) as (port, _, _), ThreadPoolExecutor(1) as pool:
            network.port = port
            injected = pool.submit(inject, server, certificate)
            delivery.hand_over("kubeflow")
            application = delivery.wait("kubeflow", revision)
            injected.result()
            service = server.read(f"/api/v1/namespaces/kubeflow/services/{SERVICE}")["spec"]
            yield Delivered(
                application, when_made(server), network.asked, f"{service['clusterIP']}:443"
            )


def inject(server: ApiServer, certificate: Path) -> None:
    """Write into each webhook who signs for it, once it is there, as cert-manager does."""
    for obj in of_kserve(*WEBHOOKS):
        wait_for(partial(is_there, server, obj), obj["metadata"]["name"], seconds=600)
        play_injector(server, [obj], certificate)


def is_there(server: ApiServer, obj: dict[str, Any]) -> bool:
    what = (obj["kind"], obj["metadata"]["name"])
    return server.kubectl("get", *what, check=False).returncode == 0


def when_made(server: ApiServer) -> dict[tuple[str, str], str]:
    """Return when each of KServe's objects was made."""
    with connected(server) as client:
        return {
            (obj["kind"], obj["metadata"]["name"]): client.get(obj).body["metadata"][
                "creationTimestamp"
            ]
            for obj in of_kserve()
        }


def platform(delivery: Delivery) -> Platform:
    """Return the platform that is delivered."""
    components = (*COMPONENTS, "kserve", "kserve-models-web-app")
    config = Config(host="kubeflow.example.com", components=components)
    sync = SyncPolicy(retry=Retry(first=timedelta(seconds=2)))
    return Platform(
        environments=(Environment("default", config, sync=sync),),
        repository=GitRepository(url=delivery.repository.url),
    )


def signed(folder: Path) -> tuple[Path, Path]:
    """Return the files of a certificate and key that are of the webhooks' Service."""
    certificate, key = folder / "webhooks.crt", folder / "webhooks.key"
    name = f"{SERVICE}.kubeflow.svc"
    told = ("-x509", "-nodes", "-newkey", "rsa:2048", "-days", "1", "-subj", f"/CN={name}")
    names = ("-addext", f"subjectAltName=DNS:{name}")
    files = ("-keyout", key, "-out", certificate)
    subprocess.run(["openssl", "req", *told, *names, *files], check=True, capture_output=True)
    return certificate, key


def test_the_platform_is_synced_and_healthy(delivered):
    status = delivered.application["status"]

    assert (status["sync"]["status"], status["health"]["status"]) == ("Synced", "Healthy")


def test_webhooks_come_after_the_controller_that_answers_them(delivered):
    asked = [when for kind in WEBHOOKS for when in delivered.when(kind)]

    assert len(asked) == 6
    assert delivered.made["Deployment", ACCOUNT] < min(asked)


def test_runtimes_come_after_the_webhooks_that_judge_them(delivered):
    runtimes = delivered.when("ClusterServingRuntime")

    assert len(runtimes) == 10
    assert max(delivered.when("ValidatingWebhookConfiguration")) < min(runtimes)


def test_the_api_server_asks_kserve_at_the_address_of_its_service(delivered):
    assert delivered.webhooks in delivered.asked
