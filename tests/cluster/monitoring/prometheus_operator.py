"""The real Prometheus Operator: its admission webhook, and what it makes of our monitors."""

import base64
import gzip
import json
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from constructs_lib.monitoring import Monitoring
from tests.cluster.api_server import ApiServer
from tests.cluster.binaries import build
from tests.cluster.processes import LOOPBACK, answers, free_ports, running

Object = Mapping[str, Any]

SITE: Final = "site"
# What the reloader beside a Prometheus puts in place of these, in the first pod of one shard.
OF_THE_POD: Final = {"$(POD_NAME)": f"prometheus-{SITE}-0", "$(SHARD)": "0"}


@dataclass(frozen=True)
class Verdict:
    """What the webhook answers: whether a rule is admitted, and why not."""

    allowed: bool
    reason: str


@dataclass(frozen=True)
class Webhook:
    """The running admission webhook."""

    port: int

    def judge(self, rule: Object) -> Verdict:
        """Ask as an API server does that is to store a PrometheusRule."""
        review = {
            "apiVersion": "admission.k8s.io/v1",
            "kind": "AdmissionReview",
            "request": {
                "uid": "one",
                "operation": "CREATE",
                "resource": {
                    "group": "monitoring.coreos.com",
                    "version": "v1",
                    "resource": "prometheusrules",
                },
                "object": dict(rule),
            },
        }
        request = urllib.request.Request(
            f"http://{LOOPBACK}:{self.port}/admission-prometheusrules/validate",
            json.dumps(review).encode(),
            {"Content-Type": "application/json"},
        )
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(request, timeout=10) as said:
            answer = json.loads(said.read())["response"]
        assert answer["uid"] == "one"
        return Verdict(answer["allowed"], json.dumps(answer.get("status", {})))


@contextmanager
def webhook(folder: Path) -> Iterator[Webhook]:
    """Run the admission webhook, without TLS."""
    (port,) = free_ports(1)
    command = [
        build("prometheus-operator") / "admission-webhook",
        "--web.enable-tls=false",
        f"--web.listen-address={LOOPBACK}:{port}",
    ]
    with running(
        command, folder=folder, ready=lambda: answers(f"http://{LOOPBACK}:{port}/healthz")
    ):
        yield Webhook(port)


@contextmanager
def operator(server: ApiServer) -> Iterator[None]:
    """Run the operator, which watches every namespace."""
    (port,) = free_ports(1)
    with running(
        [
            build("prometheus-operator") / "operator",
            f"--web.listen-address={LOOPBACK}:{port}",
            # Nobody asks for the kubelets' addresses.
            "--kubelet-endpoints=false",
        ],
        folder=server.folder,
        ready=lambda: answers(f"http://{LOOPBACK}:{port}/healthz"),
        environment={"KUBECONFIG": str(server.kubeconfig)},
    ):
        yield


def token_of(monitoring: Monitoring, server: ApiServer, folder: Path) -> Path:
    """Write the token of Prometheus' account as a kubelet does; return the file."""
    scraper = monitoring.scraper
    said = server.kubectl("create", "token", scraper.account, "-n", scraper.namespace)
    file = folder / "token"
    file.write_text(said.stdout.strip(), encoding="utf-8")
    return file


def site(
    monitoring: Monitoring, server: ApiServer, token: Path, **decided: str
) -> dict[str, Any]:
    """Return the Prometheus that reads a platform, which selects by the monitors' labels.

    decided: more of its settings.

    It scrapes and evaluates every second. In a pod it would know by itself where the API
    server is, and find its token where a kubelet puts it; here it is told both.
    """
    selected = {
        f"{kind}{selector}": chosen
        for kind in ("podMonitor", "serviceMonitor", "scrapeConfig", "rule")
        for selector, chosen in (
            ("Selector", {"matchLabels": dict(monitoring.labels)}),
            ("NamespaceSelector", {}),
        )
    }
    return {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "Prometheus",
        "metadata": {"name": SITE, "namespace": monitoring.scraper.namespace},
        "spec": {
            **selected,
            "serviceAccountName": monitoring.scraper.account,
            "scrapeInterval": "1s",
            "evaluationInterval": "1s",
            "apiserverConfig": {
                "host": server.url,
                "authorization": {"credentialsFile": str(token)},
                "tlsConfig": {"caFile": str(server.certificate)},
            },
            **decided,
        },
    }


@dataclass(frozen=True)
class Generated:
    """What the operator writes for a Prometheus: its configuration and its files of rules."""

    text: str
    rules: Mapping[str, str]

    @property
    def jobs(self) -> dict[str, dict[str, Any]]:
        """Return the scrape configurations by their names."""
        config = yaml.load(self.text, yaml.CSafeLoader) or {}
        return {each["job_name"]: each for each in config.get("scrape_configs", ())}

    def write(self, folder: Path) -> Path:
        """Write both into a folder as they are read in a pod; return the first."""
        rules = folder / "rules"
        rules.mkdir(parents=True)
        for name, text in self.rules.items():
            (rules / name).write_text(text, encoding="utf-8")
        file = folder / "prometheus.yaml"
        text = self.text
        for variable, value in OF_THE_POD.items():
            text = text.replace(variable, value)
        here = yaml.load(text, yaml.CSafeLoader)
        here["rule_files"] = [f"{rules}/*.yaml" for _ in here["rule_files"]]
        file.write_text(yaml.dump(here, Dumper=yaml.CSafeDumper), encoding="utf-8")
        return file


def generated(server: ApiServer, namespace: str) -> Generated:
    """Return what the operator has written for the site's Prometheus, if anything yet."""
    secrets = server.read(f"/api/v1/namespaces/{namespace}/secrets")["items"]
    texts = [
        gzip.decompress(base64.b64decode(each["data"]["prometheus.yaml.gz"])).decode()
        for each in secrets
        if each["metadata"]["name"] == f"prometheus-{SITE}"
    ]
    maps = server.read(f"/api/v1/namespaces/{namespace}/configmaps")["items"]
    rules = {
        name: text
        for each in maps
        if each["metadata"]["name"].startswith(f"prometheus-{SITE}-rulefiles-")
        for name, text in each.get("data", {}).items()
    }
    return Generated("".join(texts), rules)
