"""The Job's program against a real API server, with the Job's own account and no more."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from .api_server import ApiServer, new_namespace
from .client import connected
from .in_pod import InPod, in_pod
from .output import overlay
from .processes import wait_for

ACCOUNT = "system:serviceaccount:kubeflow:generate-secrets"
# The Job's program, and what it is told.
FILES = ("generate_secrets.py", "wanted.json")
WRITTEN = ("kubeflow", "auth", "oauth2-proxy")
NAMESPACES = ("kubeflow", "auth", "oauth2-proxy", "team")
KINDS = ("ConfigMap", "Role", "RoleBinding", "ServiceAccount")
MADE = {
    "auth/dex-initial-passwords": {"user"},
    "auth/dex-oidc-client": {"OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"},
    "auth/dex-passwords": {"DEX_USER_PASSWORD"},
    "kubeflow/katib-mysql-secrets": {"MYSQL_ROOT_PASSWORD"},
    "kubeflow/mlpipeline-minio-artifact": {"accesskey", "secretkey"},
    "kubeflow/mysql-secret": {"password", "username"},
    "oauth2-proxy/oauth2-proxy": {"client-id", "client-secret", "cookie-secret"},
}
# verb, Secret, namespace: whether the Job may
TABLE = (
    ("create", "", "auth", True),
    ("create", "", "oauth2-proxy", True),
    ("get", "dex-oidc-client", "auth", True),
    ("patch", "dex-oidc-client", "auth", True),
    ("get", "dex-initial-passwords", "auth", True),
    ("patch", "oauth2-proxy", "oauth2-proxy", True),
    ("get", "another", "auth", False),
    ("patch", "another", "oauth2-proxy", False),
    ("update", "dex-oidc-client", "auth", False),
    ("delete", "dex-oidc-client", "auth", False),
    ("list", "", "auth", False),
    ("watch", "", "auth", False),
    ("create", "", "kubeflow", True),
    ("get", "katib-mysql-secrets", "kubeflow", True),
    ("get", "another", "kubeflow", False),
    ("get", "dex-oidc-client", "kubeflow", False),
    ("create", "", "team", False),
)


@dataclass(frozen=True)
class Job:
    """The program, and the server that it asks."""

    server: ApiServer
    program: InPod

    def made(self) -> Mapping[str, Mapping[str, str]]:
        """Return every Secret of the login's namespaces, by namespace and name."""
        return {
            f"{namespace}/{secret['metadata']['name']}": {
                key: base64.b64decode(value).decode() for key, value in secret["data"].items()
            }
            for namespace in WRITTEN
            for secret in self.server.read(f"/api/v1/namespaces/{namespace}/secrets")["items"]
        }

    def take(self, namespace: str, name: str, key: str) -> None:
        """Remove one value of a Secret."""
        patch = json.dumps([{"op": "remove", "path": f"/data/{key}"}])
        self.server.kubectl(
            "patch", "secret", name, "-n", namespace, "--type=json", f"--patch={patch}"
        )


@pytest.fixture(scope="module")
def job(small_server, tmp_path_factory) -> Job:
    """A server with the Job's account and permissions, and the program as dist/ has it."""
    own = [
        obj
        for obj in overlay()
        if obj["kind"] in KINDS and obj["metadata"]["name"] == "generate-secrets"
    ]
    [program] = [obj for obj in own if obj["kind"] == "ConfigMap"]
    files = {name: program["data"][name] for name in FILES}
    small_server.apply(map(new_namespace, NAMESPACES))
    small_server.apply(own)
    asked = ("auth", "can-i", "create", "secrets", "-n", "auth", f"--as={ACCOUNT}")
    wait_for(
        lambda: small_server.kubectl(*asked, check=False).stdout.strip() == "yes",
        "the authorizer's word about the Job's role",
    )
    folder = tmp_path_factory.mktemp("secrets")
    return Job(small_server, in_pod(small_server, "generate-secrets", files, folder))


@pytest.fixture
def fresh(job: Job) -> Job:
    """The same, with no Secret left of another test."""
    with connected(job.server) as client:
        for namespace in WRITTEN:
            client.send("DELETE", f"/api/v1/namespaces/{namespace}/secrets")
    return job


@pytest.fixture
def complete(fresh: Job) -> Job:
    """The same, after a first run."""
    done = fresh.program.run()
    assert done.returncode == 0, done.stderr
    return fresh


def test_it_makes_what_pods_read(complete):
    assert {name: set(data) for name, data in complete.made().items()} == MADE


def test_it_leaves_alone_what_is_there(complete):
    before = complete.made()
    done = complete.program.run()

    assert (done.returncode, done.stdout) == (0, "nothing is missing\n")
    assert complete.made() == before


@pytest.mark.parametrize(
    ("namespace", "name", "key"),
    [
        ("auth", "dex-oidc-client", "OIDC_CLIENT_SECRET"),
        ("auth", "dex-passwords", "DEX_USER_PASSWORD"),
        ("oauth2-proxy", "oauth2-proxy", "client-secret"),
        ("oauth2-proxy", "oauth2-proxy", "cookie-secret"),
    ],
)
def test_it_repairs_a_value_that_is_missing_and_nothing_else(complete, namespace, name, key):
    before = complete.made()
    complete.take(namespace, name, key)
    complete.program.run()
    after = complete.made()

    secret = f"{namespace}/{name}"
    assert key in after[secret]
    assert {
        (other, k): v
        for other, data in after.items()
        for k, v in data.items()
        if (other, k) != (secret, key)
    } == {
        (other, k): v
        for other, data in before.items()
        for k, v in data.items()
        if (other, k) != (secret, key)
    }


def test_both_sides_know_the_same_client_secret(complete):
    made = complete.made()

    assert (
        made["auth/dex-oidc-client"]["OIDC_CLIENT_SECRET"]
        == made["oauth2-proxy/oauth2-proxy"]["client-secret"]
    )


def test_it_shows_no_value(fresh):
    done = fresh.program.run()
    said = done.stdout + done.stderr
    secrets = [
        value
        for name, data in fresh.made().items()
        for key, value in data.items()
        if key not in ("OIDC_CLIENT_ID", "client-id")
    ]

    assert [value for value in secrets if value in said] == []


def test_the_documented_command_shows_the_first_password(complete):
    text = (Path(__file__).parents[2] / "docs" / "login.md").read_text()
    [line] = [line for line in text.splitlines() if line.startswith("kubectl get secret")]
    kubectl, *arguments = line.partition(" | ")[0].replace("'", "").split()
    shown = complete.server.kubectl(*arguments).stdout

    password = complete.made()["auth/dex-initial-passwords"]["user"]
    assert (kubectl, base64.b64decode(shown).decode()) == ("kubectl", password)


def test_a_published_default_that_is_there_is_told_and_left(fresh):
    from tests.test_policies import PUBLISHED

    cookie = next(value for value in PUBLISHED if len(value) == 32)
    fresh.server.kubectl(
        "create",
        "secret",
        "generic",
        "oauth2-proxy",
        "-n",
        "oauth2-proxy",
        f"--from-literal=cookie-secret={cookie}",
    )
    done = fresh.program.run()

    assert done.returncode == 1
    assert "oauth2-proxy/oauth2-proxy/cookie-secret is a default that is" in done.stderr
    assert fresh.made()["oauth2-proxy/oauth2-proxy"]["cookie-secret"] == cookie


@pytest.mark.parametrize("row", TABLE, ids=lambda row: "-".join(map(str, row)))
def test_it_may_do_nothing_else(job, row):
    verb, name, namespace, may = row
    resource = f"secrets/{name}" if name else "secrets"
    done = job.server.kubectl(
        "auth", "can-i", verb, resource, "-n", namespace, f"--as={ACCOUNT}", check=False
    )

    assert done.stdout.strip() == ("yes" if may else "no")


def test_secrets_are_all_that_it_may_touch(job):
    for namespace in NAMESPACES:
        done = job.server.kubectl(
            "auth", "can-i", "--list", "-n", namespace, f"--as={ACCOUNT}", "--no-headers"
        )
        # What every account may: ask what it may itself.
        resources = {
            line.split()[0]
            for line in done.stdout.splitlines()
            if not line.startswith((" ", "selfsubject"))
        }
        assert resources <= {"secrets"}, namespace
