"""The commands of docs/someone-leaves.md work with an API server."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from constructs_lib import Config, Member, Profile
from constructs_lib.delivery import profile_files

from .api_server import ApiServer, api_server, new_namespace
from .definitions import platform_kinds
from .output import named, overlay
from .processes import settled
from .profiles import contributor, profile

DOCS: Final = Path(__file__).parents[2] / "docs"
FENCE: Final = re.compile(r"^ *```\w*\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
BLOCKS: Final = FENCE.findall((DOCS / "someone-leaves.md").read_text("utf-8"))
LINES: Final = [line.strip() for block in BLOCKS for line in block.splitlines()]
UPGRADE: Final = [
    line.strip()
    for block in FENCE.findall((DOCS / "argo-cd.md").read_text("utf-8"))
    for line in block.splitlines()
    if line.strip().startswith("kubectl annotate profiles")
]
WHO: Final = "alan@example.com"
PROFILE: Final = Profile(name="leaving", owner="dana@example.com", members=(Member(WHO),))
HIS: Final = "owned-by-alan"
ADDED: Final = "user-alan-example-com-clusterrole-edit"
TOKENS: Final = "kubernetes.io/service-account-token"


def command(beginning: str) -> str:
    """Return the one command of the document that begins so."""
    (found,) = [line for line in LINES if line.startswith(beginning)]
    return found


def run(server: ApiServer, *commands: str, name: str = PROFILE.name) -> list[str]:
    """Run commands as an administrator does who has pasted the variables; return the lines."""
    done = subprocess.run(
        ["bash", "-c", "set -eo pipefail\n" + "\n".join(commands)],
        env={
            "PATH": os.environ["PATH"],
            # Without a home kubectl would keep what it learns where it is run.
            "KUBECACHEDIR": str(server.folder / "kubectl"),
            "KUBECONFIG": str(server.kubeconfig),
            "WHO": WHO,
            "PROFILE": name,
        },
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def make(kind: str, name: str, api: str = "v1", **fields: Any) -> dict[str, Any]:
    metadata = {"name": name, "namespace": PROFILE.name, **fields.pop("metadata", {})}
    return {"apiVersion": api, "kind": kind, "metadata": metadata, **fields}


def definition(plural: str, kind: str) -> dict[str, Any]:
    """Return a kind that Dex keeps its state in, as far as a command sees it."""
    schema = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
    version = {"name": "v1", "served": True, "storage": True}
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": f"{plural}.dex.coreos.com"},
        "spec": {
            "group": "dex.coreos.com",
            "names": {"plural": plural, "kind": kind},
            "scope": "Namespaced",
            "versions": [{**version, "schema": {"openAPIV3Schema": schema}}],
        },
    }


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """Provide a profile with two members, one from the dashboard, and one that he owns."""
    files = profile_files([PROFILE], Config())
    with api_server(tmp_path_factory.mktemp("someone-leaves")) as running:
        running.define(platform_kinds(without="argocd"))
        running.define(obj for obj in overlay() if obj["kind"] == "CustomResourceDefinition")
        running.apply(
            [
                new_namespace(PROFILE.name),
                *files[f"kubeflow/profiles/{PROFILE.name}.yaml"],
                *contributor(PROFILE.name, "grace@example.com"),
                profile(HIS, WHO),
            ]
        )
        yield running


@pytest.mark.parametrize(
    ("beginning", "found"),
    [
        ("kubectl get rolebindings,clusterrolebindings", [ADDED]),
        ("kubectl get authorizationpolicies", [ADDED]),
        ("kubectl get profiles.kubeflow.org", [HIS]),
    ],
)
def test_what_names_somebody_is_found_and_nothing_else(server, beginning, found):
    lines = run(server, command(beginning))

    assert len(lines) == len(found)
    assert all(name in line for name, line in zip(found, lines, strict=True))


def test_a_contributors_two_objects_are_deleted_by_their_one_name(server):
    block = next(block for block in BLOCKS if "kubectl delete rolebinding," in block)
    server.apply(contributor(PROFILE.name, WHO))

    deleted = run(server, block)

    assert [line.split('"')[1] for line in deleted] == [ADDED, ADDED]


READING: Final = [
    line
    for line in LINES
    if line.startswith("kubectl get ")
    and "-n argocd" not in line
    and "dex.coreos.com" not in line
    and "grep" not in line
    and "xargs" not in line
]


@pytest.mark.parametrize("reading", READING)
def test_every_other_command_reads_kinds_that_there_are(server, reading):
    run(server, reading)


def works(server: ApiServer, token: str) -> bool:
    """Return whether the API server accepts a token."""
    review = {
        "apiVersion": "authentication.k8s.io/v1",
        "kind": "TokenReview",
        "spec": {"token": token},
    }
    told = server.kubectl("create", "-f", "-", "-o", "json", input=json.dumps(review))
    return bool(json.loads(told.stdout)["status"].get("authenticated", False))


def test_a_token_of_a_pod_dies_with_it(server):
    container = {"name": "main", "image": "main"}
    spec = {"serviceAccountName": "default", "containers": [container]}
    server.apply([make("ServiceAccount", "default"), make("Pod", "notebook", spec=spec)])
    bound = ("--bound-object-kind=Pod", "--bound-object-name=notebook", "--duration=8760h")
    asked = ("create", "token", "default", "-n", PROFILE.name, *bound)
    token = server.kubectl(*asked).stdout.strip()
    assert works(server, token)

    run(server, command("kubectl delete pods"))

    # The API server remembers for ten seconds what it has taken.
    assert not settled(lambda: works(server, token), wanted=False, seconds=60)


def test_a_token_of_an_account_dies_when_it_is_made_anew(server):
    account = make("ServiceAccount", "default-editor")
    server.apply([account])
    asked = ("create", "token", "default-editor", "-n", PROFILE.name, "--duration=8760h")
    token = server.kubectl(*asked).stdout.strip()
    assert works(server, token)

    run(server, command("kubectl delete serviceaccounts"))
    server.apply([account])

    # The API server remembers for ten seconds what it has taken.
    assert not settled(lambda: works(server, token), wanted=False, seconds=60)


def test_secrets_that_hold_a_token_are_found_and_deleted_and_no_others(server):
    annotations = {"kubernetes.io/service-account.name": "default"}
    server.apply(
        [
            make("Secret", "endless", type=TOKENS, metadata={"annotations": annotations}),
            make("Secret", "other", stringData={"a": "b"}),
        ]
    )

    _, found = run(server, command('kubectl get secrets -n "$PROFILE" --field-selector'))
    run(server, command("kubectl delete secrets"))

    assert found.split()[0] == "endless"
    left = server.kubectl("get", "secrets", "-n", PROFILE.name, "-o", "name").stdout.split()
    assert left == ["secret/other"]


def test_no_role_of_kubeflows_lets_anybody_ask_for_a_token():
    roles = [obj for obj in overlay() if obj["kind"] in ("ClusterRole", "Role")]

    assert [named(obj) for obj in roles if "serviceaccounts/token" in str(obj)] == []


def test_somebodys_refresh_tokens_are_deleted_and_nobody_elses(server):
    server.define([definition("refreshtokens", "RefreshToken")])
    server.apply(
        [
            new_namespace("auth"),
            *(
                make(
                    "RefreshToken",
                    name,
                    "dex.coreos.com/v1",
                    metadata={"namespace": "auth"},
                    claims={"email": email},
                )
                for name, email in (("his", WHO), ("hers", "grace@example.com"))
            ),
        ]
    )

    deleted = run(server, command("kubectl get refreshtokens"))

    assert [line.split('"')[1] for line in deleted] == ["his"]


def test_the_keys_of_dex_are_deleted_by_their_name(server):
    server.define([definition("signingkeies", "SigningKey")])
    keys = make(
        "SigningKey",
        "openid-connect-keys",
        "dex.coreos.com/v1",
        metadata={"namespace": "auth"},
    )
    server.apply([new_namespace("auth"), keys])

    assert len(run(server, command("kubectl delete signingkeies"))) == 1


def test_the_secret_that_seals_cookies_loses_that_key_and_no_other(server):
    values = {"client-id": "a", "client-secret": "b", "cookie-secret": "c"}
    secret = make(
        "Secret", "oauth2-proxy", metadata={"namespace": "oauth2-proxy"}, stringData=values
    )
    server.apply([new_namespace("oauth2-proxy"), secret])

    run(server, command("kubectl patch secret oauth2-proxy"))

    left = server.read("/api/v1/namespaces/oauth2-proxy/secrets/oauth2-proxy")["data"]
    assert left.keys() == {"client-id", "client-secret"}


def test_before_an_upgrade_every_profile_is_told_to_stay(server):
    run(server, *UPGRADE)

    told = server.read(f"/apis/kubeflow.org/v1/profiles/{HIS}")["metadata"]["annotations"]
    assert told["argocd.argoproj.io/sync-options"] == "Prune=false"
    assert told["argocd.argoproj.io/compare-options"] == "IgnoreExtraneous"
