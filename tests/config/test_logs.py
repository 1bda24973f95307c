import pytest

from constructs_lib.config import AccessLog, Config, Logs

SECRETS = ("AUTHORIZATION", "COOKIE", "REQ(:PATH)", "SET-COOKIE")


@pytest.mark.parametrize(
    ("cls", "given", "message"),
    [
        (AccessLog, {"users": "hashed"}, "users must be 'omitted' or 'named', got 'hashed'"),
        (AccessLog, {"proxies": "none"}, "proxies must be 'platform' or 'mesh', got 'none'"),
        (Logs, {"format": "xml"}, "format must be 'text' or 'json', got 'xml'"),
        (Logs, {"access": True}, "access must be AccessLog or None, got True"),
    ],
)
def test_fails_for_choices_that_do_not_exist(cls, given, message):
    with pytest.raises((TypeError, ValueError), match=message):
        cls(**given)


def test_nothing_is_logged_by_default():
    assert Config().logs == Logs(access=None, format="text")


@pytest.mark.parametrize("secret", SECRETS)
def test_a_line_has_no_token_no_cookie_and_no_query(secret):
    assert secret not in str(AccessLog(users="named").provider("kubeflow-userid"))


@pytest.mark.parametrize(
    ("logs", "flags"), [({}, ()), ({"format": "json"}, ("--zap-encoder=json",))]
)
def test_controllers_log_json_where_that_is_asked_for(logs, flags):
    config = Config(logs=Logs(**logs))

    assert config.workload_defaults("profiles").zap_flags == flags
