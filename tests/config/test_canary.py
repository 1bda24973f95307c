from dataclasses import replace

import pytest

from constructs_lib import Config, Login, OidcProvider, SecretKey, Sidecars
from constructs_lib.config.canary import canary_of
from constructs_lib.rollout import Canary

IMAGE = "registry.example.com/page:v2"
PAGE = "jupyter-web-app"
PROVIDER = OidcProvider(
    issuer="https://login.example.com",
    client_id="kubeflow",
    client_secret=SecretKey("kubeflow-client", "secret"),
)


def canary(**options):
    return Canary(**{"image": IMAGE, "groups": ("volunteers",)} | options)


def config(**options):
    return Config(**{"canaries": {PAGE: canary()}} | options)


def login(**provider):
    return Login(provider=replace(PROVIDER, **provider))


def claims(of):
    return canary_of(of, PAGE).claims  # type: ignore[union-attr]


def test_volunteers_are_known_by_the_claims_of_their_token():
    shown = canary(users=("ada@example.com",))

    assert claims(config(canaries={PAGE: shown})) == (
        (".groups", "volunteers"),
        (".email", "ada@example.com"),
    )


def test_the_claims_are_the_providers():
    own = login(user_claim="preferred_username", groups_claim="https://example.com/roles")
    shown = config(
        login=own, canaries={PAGE: canary(users=("ada",))}, profiles=Config().profiles
    )

    assert claims(shown) == (
        ("[https://example.com/roles]", "volunteers"),
        (".preferred_username", "ada"),
    )


def test_a_claim_may_be_nested_as_keycloaks_roles_are():
    nested = config(login=login(groups_claim="realm_access.roles"))

    assert claims(nested) == ((".realm_access.roles", "volunteers"),)


def test_a_canary_that_nobody_sees_is_none():
    assert canary_of(config(canaries={PAGE: canary(shown_to="nobody")}), PAGE) is None


def test_only_the_page_itself_has_it():
    assert canary_of(config(), "volumes-web-app") is None


def test_its_image_is_one_of_the_environments():
    assert IMAGE in config().image_references()


def test_its_image_comes_from_the_mirror():
    mirrored = config(registry={"registry.example.com": "mirror.example.com/r"})

    assert "mirror.example.com/r/page:v2" in mirrored.image_references()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"image": "page"}, "image of a canary must be an image with a tag or digest"),
        ({"image": ""}, "image of a canary must be an image"),
        ({"groups": ()}, "is shown to no groups and no users"),
        ({"groups": ("a", "a")}, "group of a canary 'a' is given twice"),
        ({"groups": ("vol*",)}, r"shown to 'vol\*'; name a group or user exactly"),
        ({"groups": (" a",)}, "shown to ' a'; name a group"),
        ({"groups": ("a\n",)}, r"shown to 'a\\n'; name a group"),
        ({"groups": ("",)}, "shown to ''; name a group"),
        ({"users": ("*",)}, r"shown to '\*'; name a group"),
        ({"groups": "volunteers"}, "groups"),
        ({"shown_to": "all"}, "shown_to must be 'volunteers' or 'everyone' or 'nobody'"),
    ],
)
def test_refuses(options, sentence):
    with pytest.raises((ValueError, TypeError), match=sentence):
        canary(**options)


WITHOUT_PAGE = tuple(each for each in Config().components if each != PAGE)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"canaries": {"kserve": canary()}}, "unknown page with a canary 'kserve'; known are"),
        ({"canaries": {"dex": canary()}}, "unknown page with a canary 'dex'"),
        ({"components": WITHOUT_PAGE}, "canary of 'jupyter-web-app', which is not installed"),
        ({"mesh": Sidecars()}, "canary of 'jupyter-web-app' needs mesh=Ambient"),
        ({"login": login(groups_claim=None)}, "tokens have no groups; name the claim"),
        (
            {"canaries": {PAGE: canary(users=("ada",))}},
            "user of the canary of 'jupyter-web-app' must be an e-mail address",
        ),
        ({"canaries": {PAGE: IMAGE}}, "canaries"),
    ],
)
def test_a_config_refuses(options, sentence):
    with pytest.raises((ValueError, TypeError), match=sentence):
        config(**options)


def test_users_alone_need_no_groups():
    shown = canary(groups=(), users=("ada@example.com",))

    assert config(login=login(groups_claim=None), canaries={PAGE: shown})
