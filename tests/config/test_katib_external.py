import pytest

from constructs_lib import CaBundle, ExternalKatibMySQL, ExternalKatibPostgres, SecretKey

KINDS = (ExternalKatibMySQL, ExternalKatibPostgres)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"host": "mysql://db.example.com"}, "host of Katib's database must be a DNS name"),
        ({"port": 0}, "port of Katib's database must be 1 to 65535, got 0"),
        ({"secret": "My Login"}, "secret of Katib's database 'My Login' must be lower-case"),
        ({"database": "katib?tls=true"}, "database must be 1 to 63 lower-case letters"),
    ],
)
def test_fails_for_a_database_that_cannot_be(kind, wrong, message):
    with pytest.raises(ValueError, match=message):
        kind(**{"host": "db.example.com", "secret": "db"} | wrong)


@pytest.mark.parametrize("kind", KINDS)
def test_the_password_is_the_users(kind):
    made = kind(host="db.example.com", secret="db")

    assert made.password == SecretKey("db", "password")


@pytest.mark.parametrize("tls", ["require", "disable"])
def test_fails_for_authorities_that_nobody_asks(tls):
    with pytest.raises(ValueError, match=f"tls='{tls}' verifies no certificate"):
        ExternalKatibPostgres(
            host="db.example.com", secret="db", tls=tls, ca=CaBundle("db-ca")
        )


def test_the_certificate_of_postgres_is_checked():
    assert ExternalKatibPostgres(host="db.example.com", secret="db").tls == "verify-full"


def test_fails_for_a_mode_that_libpq_does_not_know():
    with pytest.raises(ValueError, match="tls"):
        ExternalKatibPostgres(host="db.example.com", secret="db", tls="prefer")
