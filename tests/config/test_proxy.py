"""A proxy, and what is asked without it."""

import re

import pytest

from constructs_lib import S3, Cluster, Config, PipelinesSettings, Proxy

ADDRESS = "http://proxy.example.com:3128"
STORE = PipelinesSettings(
    object_store=S3(bucket="runs", region="any", endpoint="s3.example.com")
)


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        (ADDRESS, "proxy.example.com", 3128),
        ("https://192.0.2.1:443/", "192.0.2.1", 443),
        ("http://[2001:db8::1]:8080", "2001:db8::1", 8080),
    ],
)
def test_a_proxy_is_at_its_host_and_port(address, host, port):
    proxy = Proxy(address=address)

    assert (proxy.host, proxy.port) == (host, port)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "proxy.example.com:3128",
        "http://proxy.example.com",
        "http://proxy.example.com:port",
        "http://:3128",
        "socks5://proxy.example.com:1080",
        "http://proxy.example.com:3128/path",
        "http://proxy.example.com:3128?query",
    ],
)
def test_fails_for_what_is_no_proxys_address(address):
    with pytest.raises(ValueError, match="address of the proxy must be a URL with a port"):
        Proxy(address=address)


@pytest.mark.parametrize("user", ["ada:secret", "ada"])
def test_a_password_is_refused_and_not_repeated(user):
    with pytest.raises(ValueError, match="address of the proxy holds a password") as error:
        Proxy(address=f"http://{user}@proxy.example.com:3128")

    assert user not in str(error.value)


@pytest.mark.parametrize(
    "exception", ["", "*", "*.example.com", "http://a.b", "a:80", "10.1/8"]
)
def test_fails_for_exceptions_that_programs_do_not_understand(exception):
    with pytest.raises(ValueError, match="no_proxy has domains, addresses and blocks"):
        Proxy(address=ADDRESS, no_proxy=(exception,))


@pytest.mark.parametrize(
    ("exception", "host", "spared"),
    [
        ("corp.example", "corp.example", True),
        ("corp.example", "git.corp.example", True),
        ("corp.example", "mycorp.example", False),
        (".corp.example", "git.corp.example", True),
        (".corp.example", "corp.example", False),
        ("10.0.0.0/8", "10.1.2.3", True),
        ("10.0.0.0/8", "11.1.2.3", False),
        ("10.0.0.0/8", "ten.example.com", False),
        ("2001:db8::/32", "[2001:db8::1]", True),
        ("192.0.2.1", "192.0.2.1", True),
        ("corp.example", "", False),
    ],
)
def test_a_host_is_spared_as_programs_understand_it(exception, host, spared):
    assert Proxy(address=ADDRESS, no_proxy=(exception,)).spares(host) is spared


def test_a_store_behind_the_proxy_is_refused():
    message = "the store 's3.example.com' would be behind the proxy"

    with pytest.raises(ValueError, match=re.escape(message)):
        Config(cluster=Cluster(proxy=Proxy(address=ADDRESS)), pipelines=STORE)


def test_a_store_that_pods_reach_themselves_is_taken():
    proxy = Proxy(address=ADDRESS, no_proxy=("s3.example.com",))

    assert Config(cluster=Cluster(proxy=proxy), pipelines=STORE)


def test_so_is_one_in_the_cluster():
    store = S3(bucket="runs", region="any", endpoint="minio.storage.svc")
    pipelines = PipelinesSettings(object_store=store)

    assert Config(cluster=Cluster(proxy=Proxy(address=ADDRESS)), pipelines=pipelines)
