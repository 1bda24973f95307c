import pytest

from constructs_lib import ClusterIssuer, ExternalIssuer, Machine
from tests.logins import KEYS


@pytest.mark.parametrize("keys", ["", "{}", '{"keys": [{"d": "private"}]}'])
def test_fails_for_keys_that_are_none_or_private(keys):
    with pytest.raises(ValueError, match="must be a JSON Web Key Set of public keys"):
        ClusterIssuer(audience="kubeflow", keys=keys)


@pytest.mark.parametrize("audience", ["", "a,b", "a=b", "a b"])
def test_fails_without_an_audience(audience):
    with pytest.raises(ValueError, match="needs one audience, since any of its"):
        ClusterIssuer(audience=audience, keys=KEYS)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"issuer": "http://oidc.example.com"}, "must begin with 'https://', or be a Service"),
        (
            {"keys": "http://oidc.example.com/keys"},
            "keys URL of issuer 'ci' must begin with 'https://'",
        ),
        ({"name": "C I"}, "issuer 'C I' must be lower-case"),
    ],
)
def test_fails_for_an_issuer_that_anybody_could_be(fields, message):
    known = {"name": "ci", "issuer": "https://oidc.example.com", "audience": "kubeflow"}
    with pytest.raises(ValueError, match=message):
        ExternalIssuer(**(known | fields))


RUNNER = "system:serviceaccount:ci:runner"
BRANCH = "repo:example/models:ref:refs/heads/main"


@pytest.mark.parametrize("user", ["runner", "ann@example.com", "system:serviceaccount:ci", ""])
def test_fails_for_a_machine_of_the_cluster_that_is_no_service_account(user):
    message = (
        "a machine of the cluster must be a service account such as "
        "'system:serviceaccount:ci:runner'"
    )
    with pytest.raises(ValueError, match=message):
        Machine(user)


@pytest.mark.parametrize("user", [" ", "a\nb", "ünner", "x" * 183])
def test_fails_for_a_name_that_no_header_carries(user):
    with pytest.raises(ValueError, match="a machine's name must be 1 to 182 visible"):
        Machine(user, issuer="ci")


def test_fails_for_an_issuer_that_is_no_name():
    with pytest.raises(ValueError, match="issuer of a machine 'C I' must be lower-case"):
        Machine(BRANCH, issuer="C I")


def known(machine, *issuers):
    machine.check_known(issuers, "machine")


def test_fails_for_a_machine_whose_tokens_nobody_takes():
    message = f"machine '{BRANCH}' needs tokens of issuer 'ci', which is not trusted"
    with pytest.raises(ValueError, match=message):
        known(Machine(BRANCH, issuer="ci"), ClusterIssuer(audience="kubeflow", keys=KEYS))


def test_fails_for_a_service_account_whose_tokens_name_somebody_else():
    issuer = ClusterIssuer(audience="kubeflow", keys=KEYS, user_claim="email")
    with pytest.raises(ValueError, match="ClusterIssuer reads the user from 'email'"):
        known(Machine(RUNNER), issuer)


def test_takes_what_an_issuer_produces():
    known(Machine(RUNNER), ClusterIssuer(audience="kubeflow", keys=KEYS))
    issuer = ExternalIssuer(name="ci", issuer="https://ci.example.com", audience="kubeflow")
    known(Machine(BRANCH, issuer="ci"), issuer)


@pytest.mark.parametrize("user", ["*", "repo:example/*", "*:main"])
def test_fails_for_a_name_that_a_policy_takes_for_many(user):
    with pytest.raises(ValueError, match="a machine's name must"):
        Machine(user, issuer="ci")


def test_fails_for_an_issuer_outside_that_would_be_the_clusters():
    with pytest.raises(ValueError, match="must not be named 'cluster', which"):
        ExternalIssuer(name="cluster", issuer="https://ci.example.com", audience="kubeflow")


@pytest.mark.parametrize("keys", ['"keys" garbage', '{"keys": []}', '{"keys": [{"n": "x"}]}'])
def test_fails_for_what_only_looks_like_keys(keys):
    with pytest.raises(ValueError, match="must be a JSON Web Key Set of public keys"):
        ClusterIssuer(audience="kubeflow", keys=keys)
