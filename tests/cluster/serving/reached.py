"""KServe's real model server behind the real Envoys of the mesh, and those who call it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..api_server import ApiServer
from ..backends import backend, backends
from ..deployed import Deployed, now
from ..entry import ASKED, DEX, HOST, once, sign_in, told_to_proxy
from ..envoy import Answer, Envoy, Surroundings, called
from ..hbone import Tunnel, authority
from ..istiod import Istiod
from ..metacontroller import Metacontroller
from ..output import ROOT
from ..passage import passage
from ..processes import LOOPBACK, answers, free_ports, running
from ..profiles import CAPTURED, made_of, profile
from ..proxies import one_pod, told_to
from ..rows.row import GATEWAY
from ..tenants import OF_THE_WAYPOINT, chain_of
from ..waypoint import chains, destinations, waypoint
from ..xds import Told
from ..ztunnel import principal
from .models import IRIS, model
from .platform import OWNER, TEAM, kserve

SERVICE: Final = f"{IRIS}-predictor"
CHAIN: Final = chain_of(SERVICE, TEAM, 80)
PREFIX: Final = f"/serving/{TEAM}/{IRIS}"
JSON: Final = {"content-type": "application/json"}
PYTHON: Final = ROOT / "build/serving/bin/python"

_PROGRAM: Final = Path(__file__).parent / "served_model.py"
_TO_THE_MODEL: Final = f"outbound|80||{SERVICE}.{TEAM}.svc.cluster.local"


@dataclass(frozen=True)
class Question:
    """A request for a prediction, in one of KServe's protocols, and what comes of it."""

    path: str
    asked: Mapping[str, Any]
    answered: Mapping[str, Any]


V1: Final = Question(
    f"/v1/models/{IRIS}:predict", {"instances": [[1, 2], [3, 4]]}, {"predictions": [3, 7]}
)
V2: Final = Question(
    f"/v2/models/{IRIS}/infer",
    {"inputs": [{"name": "rows", "shape": [2, 2], "datatype": "FP64", "data": [1, 2, 3, 4]}]},
    {"name": "sums", "shape": [2], "datatype": "FP64", "data": [3.0, 7.0]},
)


def predicted(answer: Answer) -> Mapping[str, Any]:
    """Return what a model answered: all of it in V1, its only output in V2."""
    said: dict[str, Any] = json.loads(answer.body)
    if "outputs" not in said:
        return said
    [output] = said["outputs"]
    return {key: value for key, value in output.items() if value is not None}


@dataclass(frozen=True)
class Reached:
    """A model, its waypoint, the ingress proxy before that, and what istiod says of them."""

    waypoint: Tunnel
    proxy: Envoy
    address: str
    running: Deployed

    def ask_inside(self, question: Question, caller: str, **headers: str) -> Answer:
        """Ask the model's Service as an account of the cluster, as ztunnel hands it on."""
        return self.waypoint.send(
            "POST",
            question.path,
            {**JSON, **headers},
            caller=f"spiffe://{principal(caller)}",
            to=self.address,
            body=json.dumps(question.asked),
        )

    def ask_outside(self, question: Question, **headers: str) -> Answer:
        """Ask at the platform's host, below the model's path."""
        body = json.dumps(question.asked).encode()
        length = {"content-length": str(len(body))}
        path = f"{PREFIX}{question.path}"
        return self.proxy.send(
            "POST", path, {**JSON, **length, **headers}, host=HOST, body=[body]
        )


@contextmanager
def reached(
    server: ApiServer, istiod: Istiod, metacontroller: Metacontroller, folder: Path
) -> Iterator[Reached]:
    """Serve a model of a profile in the mesh, and run what stands before it."""
    owned = profile(TEAM, OWNER)
    server.apply([owned, *made_of(owned)])
    with kserve(server) as serving, model_server(folder / "model") as port:
        # Istio's CNI plugin, which does not run, would say it of the pod.
        server.apply([model(annotations=CAPTURED), _route()])
        serving.wait_until_ready(IRIS)
        while metacontroller.of_profiles.sync(TEAM):
            pass
        metacontroller.of_policies.sync(TEAM)

        def told_to_waypoint() -> Told:
            return told_to(istiod, one_pod(server, TEAM, OF_THE_WAYPOINT), kind="waypoint")

        told = once(_decides, told_to_waypoint, "a waypoint that decides about the model")
        proxied = once(
            lambda told: _TO_THE_MODEL in called(told.routes),
            lambda: told_to_proxy(server, istiod),
            "an ingress proxy that leads to the model",
        )
        mesh = authority(folder / "mesh")
        ours = f"spiffe://{principal(f'{TEAM}/waypoint')}"
        with (
            backends(destinations(told) - {CHAIN}) as others,
            waypoint(
                told,
                {CHAIN: port, **{name: each.port for name, each in others.items()}},
                identity=ours,
                authority=mesh,
                folder=folder / "waypoint",
            ) as tunnel,
            _proxy(proxied, tunnel, folder / "proxy") as proxy,
        ):
            service = serving.read("v1/services", SERVICE)["spec"]
            yield Reached(tunnel, proxy, f"{service['clusterIP']}:80", now(server, istiod))


@contextmanager
def model_server(folder: Path) -> Iterator[int]:
    """Run KServe's model server as its runtime does, and give its port."""
    assert PYTHON.exists(), "there is no KServe for Python; `make build/serving` installs it"
    (port,) = free_ports(1)
    command = [
        PYTHON,
        # What lies beside the program is not for it.
        "-I",
        _PROGRAM,
        f"--model_name={IRIS}",
        f"--http_port={port}",
        "--enable_grpc=false",
    ]
    healthy = f"http://{LOOPBACK}:{port}/v2/health/ready"
    with running(command, folder=folder, ready=lambda: answers(healthy)):
        yield port


@contextmanager
def _proxy(told: Told, tunnel: Tunnel, folder: Path) -> Iterator[Envoy]:
    """Run the ingress proxy, whose way to the model is the waypoint's tunnel."""
    with backends(called(told.routes)) as served, backend(sign_in) as login:
        ports = {name: each.port for name, each in served.items()} | {ASKED: login.port}
        with passage(
            told,
            _TO_THE_MODEL,
            tunnel,
            Surroundings(ports, {DEX.name: DEX.keys}),
            identity=f"spiffe://{principal(GATEWAY)}",
            folder=folder,
        ) as opened:
            yield opened


def _decides(told: Told) -> bool:
    """Return whether a waypoint knows the model, and its owner's policy about it."""
    return "ns-owner-access-istio-waypoint" in str(chains(told).get(CHAIN))


def _route() -> dict[str, Any]:
    """Return the way to the model from outside, below a path of the platform's host."""
    destination = {"host": f"{SERVICE}.{TEAM}.svc.cluster.local", "port": {"number": 80}}
    return {
        "apiVersion": "networking.istio.io/v1",
        "kind": "VirtualService",
        "metadata": {"name": f"serving-{IRIS}", "namespace": TEAM},
        "spec": {
            "gateways": ["kubeflow/kubeflow-gateway"],
            "hosts": ["*"],
            "http": [
                {
                    "match": [{"uri": {"prefix": f"{PREFIX}/"}}],
                    "rewrite": {"uri": "/"},
                    "route": [{"destination": destination}],
                }
            ],
        },
    }
