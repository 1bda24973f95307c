"""The platform as a real Argo CD delivers it, from a bare repository into its own cluster."""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import yaml

from constructs_lib import (
    Config,
    Environment,
    GitRepository,
    Hooks,
    Member,
    Platform,
    PodDefault,
    PrerequisiteCheck,
    Profile,
    Retry,
    SmokeTest,
    SyncPolicy,
)
from constructs_lib.config import COMPONENTS, SAMPLE_PROFILE

from ..api_server import ApiServer
from ..api_server import api_server as running_api_server
from ..definitions import platform_kinds
from ..deployed import volume
from ..istiod import istiod
from ..kgateway import PLATFORM_GATEWAY, kgateway
from ..output import overlay
from ..processes import ServerError, wait_for
from ..profiles import made_of, profile
from ..servers import controllers, pods
from .argocd import NAMESPACE, ArgoCd, argo_cd
from .repository import Repository, repository

APPLICATIONS: Final = ("kubeflow", "kubeflow-profiles")
# One whom the dashboard adds as well, before Git does.
BOTH: Final = Member("both@example.com")
TEAM: Final = Profile(
    name="team",
    owner="owner@example.com",
    members=(Member("member@example.com"), BOTH),
    pod_defaults=(PodDefault(name="token", description="A token", env={"A": "b"}),),
)
LAST: Final = replace(SAMPLE_PROFILE, members=(Member("last@example.com"),))

_PATIENCE: Final = 600.0
_HOST: Final = "kubeflow.example.com"
_DONE: Final = "successfully synced (all tasks run)"
_HOOKS: Final = Hooks(before=PrerequisiteCheck(), after=SmokeTest())
_GROUP: Final = "cert-manager.io"
_CONFIG: Final = Config()


def whole(repository: Repository) -> Platform:
    """Return the default environment, checked around each sync, with two profiles."""
    return _platform(repository, Config(host=_HOST, hooks=_HOOKS), LAST, TEAM)


def reduced(repository: Repository) -> Platform:
    """Return the same without Katib, and without the second profile."""
    components = tuple(name for name in COMPONENTS if name != "katib")
    config = Config(host=_HOST, hooks=_HOOKS, components=components)
    return _platform(repository, config, LAST)


def deserted(repository: Repository) -> Platform:
    """Return the same without any profile."""
    return replace(reduced(repository), profiles=())


def _platform(repository: Repository, config: Config, *profiles: Profile) -> Platform:
    # By default the first of ten waits is 10 s.
    sync = SyncPolicy(retry=Retry(first=timedelta(seconds=2)))
    return Platform(
        environments=(Environment("default", config, sync=sync),),
        profiles=profiles,
        repository=GitRepository(url=repository.url),
    )


@dataclass(frozen=True)
class Delivery:
    """A cluster that follows a repository."""

    server: ApiServer
    argo: ArgoCd
    repository: Repository

    def publish(self, platform: Platform, *applications: str) -> str:
        """Publish a platform, hand Argo CD its Applications (all by default), tell it."""
        revision = self.repository.publish(platform)
        self.hand_over(*(applications or APPLICATIONS))
        return revision

    def hand_over(self, *applications: str) -> None:
        """Apply the project and some Applications of it, as whoever runs Argo CD does."""
        text = (self.repository.clone / "apps/kubeflow.yaml").read_text("utf-8")
        self.server.apply(
            obj
            for obj in yaml.load_all(text, yaml.CSafeLoader)
            if obj["kind"] == "AppProject" or obj["metadata"]["name"] in applications
        )
        self.tell(*applications)

    def commit(self, files: Mapping[str, str]) -> str:
        """Commit files over those that are published, tell Argo CD, return the revision."""
        revision = self.repository.commit(files)
        self.tell(*APPLICATIONS)
        return revision

    def tell(self, *applications: str) -> None:
        """Tell Argo CD that there is something new, as a webhook of the Git server does."""
        for name in applications:
            self.argo.refresh(name)

    def wait(self, name: str, revision: str) -> dict[str, Any]:
        """Return an Application once a revision of it is applied, and healthy."""
        return self._wait(name, (*in_step(revision), "Succeeded"))

    def wait_without_a_sync(self, name: str, revision: str) -> None:
        """Return once an Application is what a revision wants, synced for it or not."""
        self._wait(name, in_step(revision))

    def _wait(self, name: str, wanted: tuple[str, ...]) -> dict[str, Any]:
        said: dict[str, Any] = {}

        def there() -> bool:
            said.update(self.argo.application(name).get("status", {}))
            return summary(said)[: len(wanted)] == wanted

        try:
            wait_for(there, f"Application {name}", seconds=_PATIENCE)
        except ServerError as late:
            raise ServerError(f"{late}: {troubles(said)}") from None
        return self.argo.application(name)


def in_step(revision: str) -> tuple[str, ...]:
    """Return how the summary begins of an Application that is what a revision wants."""
    return ("Synced", revision, "Healthy")


def summary(status: Mapping[str, Any]) -> tuple[str | None, ...]:
    """Return what an Application's status says of its last comparison and operation."""
    operation = status.get("operationState", {})
    phase = operation.get("phase")
    if phase == "Running" and operation.get("message") == _DONE:
        # A sync that mends right after another may keep the phase it began with, for good:
        # https://github.com/argoproj/argo-cd/issues/5592.
        phase = "Succeeded"
    return (
        status.get("sync", {}).get("status"),
        status.get("sync", {}).get("revision"),
        status.get("health", {}).get("status"),
        phase,
    )


def troubles(status: Mapping[str, Any]) -> dict[str, Any]:
    """Return everything that an Application's status complains about."""
    return {
        "summary": summary(status),
        "operation": status.get("operationState", {}).get("message"),
        "conditions": [each["message"] for each in status.get("conditions", ())],
        "resources": [
            (each["kind"], each["name"], each.get("status"), each.get("health"))
            for each in status.get("resources", ())
            if each.get("status") != "Synced"
            or each.get("health", {}).get("status", "Healthy") != "Healthy"
        ],
    }


@contextmanager
def delivering(
    folder: Path, *options: str, namespace: str = NAMESPACE, config: Config = _CONFIG
) -> Iterator[Delivery]:
    """Run a cluster with all that acts on the platform, and Argo CD; nothing is applied yet.

    options: more flags of the API server. namespace: of Argo CD. config: for which istiod is
    configured.
    kwok plays who issues certificates: whatever should be issued is.
    """
    with running_api_server(folder / "cluster", *options) as server:
        server.define(platform_kinds())
        issued = [_ready(kind) for kind in ("Issuer", "Certificate")]
        with (
            controllers(server),
            pods(server, beside=issued),
            istiod(server, config=config),
            kgateway(server),
            argo_cd(server, namespace=namespace) as argo,
        ):
            server.apply([PLATFORM_GATEWAY])
            server.apply(
                volume(obj) for obj in overlay() if obj["kind"] == "PersistentVolumeClaim"
            )
            yield Delivery(server, argo, repository(folder / "repository"))


def play_profile_controller(server: ApiServer, *profiles: Profile) -> None:
    """Make the namespaces of profiles, as the profile controller does when it sees one."""
    for each in profiles:
        made = made_of(profile(each.name, each.owner))
        server.apply(obj for obj in made if obj["kind"] == "Namespace")
        server.apply(made)


def play_injector(
    server: ApiServer,
    objects: Iterable[Mapping[str, Any]],
    certificate: Path | None = None,
) -> None:
    """Write an authority into every webhook, as cert-manager's injector or its pod does.

    certificate: the authority's, the API server's own where none is given.
    """
    authority = b64encode((certificate or server.certificate).read_bytes()).decode()
    for obj in objects:
        if "webhooks" in obj:
            patch = [
                {
                    "op": "add",
                    "path": f"/webhooks/{index}/clientConfig/caBundle",
                    "value": authority,
                }
                for index in range(len(obj["webhooks"]))
            ]
            what = (obj["kind"], obj["metadata"]["name"])
            server.kubectl("patch", *what, "--type=json", f"--patch={json.dumps(patch)}")


def _ready(kind: str) -> dict[str, Any]:
    """Return kwok's word for: an object of this kind is ready as soon as it is there."""
    conditions = (
        "conditions:\n"
        "- type: Ready\n"
        '  status: "True"\n'
        "  reason: Played\n"
        "  message: Nobody issues certificates here\n"
        "  lastTransitionTime: {{ Now | Quote }}\n"
    )
    return {
        "apiVersion": "kwok.x-k8s.io/v1alpha1",
        "kind": "Stage",
        "metadata": {"name": f"{kind.lower()}-ready"},
        "spec": {
            "resourceRef": {"apiGroup": f"{_GROUP}/v1", "kind": kind},
            "selector": {
                "matchExpressions": [{"key": ".status.conditions", "operator": "DoesNotExist"}]
            },
            "next": {"statusTemplate": conditions},
        },
    }
