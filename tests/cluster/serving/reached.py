"""KServe's real model server behind the real Envoys of the mesh, and those who call it.

What leads to a model from outside is made as in a cluster: by the hook that ships, asked under
Metacontroller's account, about KServe's real InferenceServices.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from constructs_lib import Machine, Profile, Username
from constructs_lib.reach.ztunnel import principal
from constructs_lib.serving import ModelCaller

from ..api_server import ApiServer
from ..backends import backend, backends
from ..deployed import Deployed, now
from ..entry import ASKED, DEX, HOST, once, sign_in, told_to_proxy
from ..envoy import Answer, Envoy, Surroundings, called
from ..hbone import Tunnel, authority
from ..istiod import Istiod
from ..metacontroller import Metacontroller
from ..models import serving_cluster
from ..output import ROOT, of_profile
from ..passage import passage
from ..processes import LOOPBACK, answers, free_ports, running
from ..profiles import CAPTURED, made_of, profile
from ..proxies import one_pod, told_to
from ..rows.row import GATEWAY
from ..tenants import OF_THE_WAYPOINT, chain_of
from ..waypoint import chains, destinations, waypoint
from ..xds import Told
from .models import IRIS, model
from .platform import OWNER, TEAM, kserve

# Whom the profile's owner has named, for iris alone; wine is everybody's who is signed in.
RUNNER: Final = "system:serviceaccount:ci:runner"
WINE: Final = "wine"
PROFILE: Final = Profile(
    name=TEAM,
    owner=Username(OWNER),
    model_callers=(ModelCaller(user=Machine(RUNNER), models=(IRIS,)),),
    public_models=(WINE,),
)
JSON: Final = {"content-type": "application/json"}
PYTHON: Final = ROOT / "build/serving/bin/python"

_PROGRAM: Final = Path(__file__).parent / "served_model.py"
_MODELS: Final = (IRIS, WINE)


@dataclass(frozen=True)
class Question:
    """A request for a prediction, in one of KServe's protocols, and what comes of it.

    path: with the model's name to be filled in.
    """

    path: str
    asked: Mapping[str, Any]
    answered: Mapping[str, Any]


V1: Final = Question(
    "/v1/models/{}:predict", {"instances": [[1, 2], [3, 4]]}, {"predictions": [3, 7]}
)
V2: Final = Question(
    "/v2/models/{}/infer",
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
    """Two models, their waypoint, and what istiod says of them.

    proxies: the ingress proxy before the waypoint, by the model that it leads to.
    """

    waypoint: Tunnel
    proxies: Mapping[str, Envoy]
    address: str
    running: Deployed

    def ask_inside(self, question: Question, caller: str, **headers: str) -> Answer:
        """Ask the Service of iris as an account of the cluster, as ztunnel hands it on."""
        return self.waypoint.send(
            "POST",
            question.path.format(IRIS),
            {**JSON, **headers},
            caller=f"spiffe://{principal(caller)}",
            to=self.address,
            body=json.dumps(question.asked),
        )

    def ask_outside(
        self, question: Question, *, at: str = IRIS, model: str | None = None, **headers: str
    ) -> Answer:
        """Ask at the platform's host, below a model's path, for it or for another model."""
        path = question.path.format(model or at)
        return self.send_outside("POST", path, json.dumps(question.asked), at=at, **headers)

    def send_outside(
        self, method: str, path: str, body: str = "", *, at: str = IRIS, **headers: str
    ) -> Answer:
        """Send a request to the platform's host, to a path below a model's."""
        content = body.encode()
        length = {"content-length": str(len(content))}
        return self.proxies[at].send(
            method,
            f"/serving/{TEAM}/{at}{path}",
            {**JSON, **length, **headers},
            host=HOST,
            body=[content],
        )


@contextmanager
def reached(
    server: ApiServer, istiod: Istiod, metacontroller: Metacontroller, folder: Path
) -> Iterator[Reached]:
    """Serve models of a profile in the mesh, and run what stands before them."""
    owned = profile(TEAM, OWNER)
    server.apply([owned, *made_of(owned)])
    with (
        kserve(server) as serving,
        serving_cluster(server, folder / "routes") as routes,
        model_server(folder / "model") as port,
    ):
        # Istio's CNI plugin, which does not run, would say it of the pods.
        server.apply(model(name, annotations=CAPTURED) for name in _MODELS)
        for name in _MODELS:
            serving.wait_until_ready(name)
        server.apply(of_profile(PROFILE, "AuthorizationPolicy"))
        while metacontroller.of_profiles.sync(TEAM):
            pass
        metacontroller.of_policies.sync(TEAM)
        made = routes.sync(TEAM)
        assert made == [f"create VirtualService model-{name}" for name in _MODELS]

        def told_to_waypoint() -> Told:
            return told_to(istiod, one_pod(server, TEAM, OF_THE_WAYPOINT), kind="waypoint")

        told = once(_decides, told_to_waypoint, "a waypoint that decides about the models")
        proxied = once(
            lambda told: {_leads_to(name) for name in _MODELS} <= called(told.routes),
            lambda: told_to_proxy(server, istiod),
            "an ingress proxy that leads to the models",
        )
        mesh = authority(folder / "mesh")
        ours = f"spiffe://{principal(f'{TEAM}/waypoint')}"
        served = dict.fromkeys(map(_chain, _MODELS), port)
        with (
            backends(destinations(told) - {*served}) as others,
            waypoint(
                told,
                {**served, **{name: each.port for name, each in others.items()}},
                identity=ours,
                authority=mesh,
                folder=folder / "waypoint",
            ) as tunnel,
            ExitStack() as stack,
        ):
            proxies = {
                name: stack.enter_context(_proxy(proxied, name, tunnel, folder / name))
                for name in _MODELS
            }
            service = serving.read("v1/services", _service(IRIS))["spec"]
            yield Reached(tunnel, proxies, f"{service['clusterIP']}:80", now(server, istiod))


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
def _proxy(told: Told, model: str, tunnel: Tunnel, folder: Path) -> Iterator[Envoy]:
    """Run the ingress proxy, whose way to a model is the waypoint's tunnel."""
    with backends(called(told.routes)) as served, backend(sign_in) as login:
        ports = {name: each.port for name, each in served.items()} | {ASKED: login.port}
        with passage(
            told,
            _leads_to(model),
            tunnel,
            Surroundings(ports, {DEX.name: DEX.keys}),
            identity=f"spiffe://{principal(GATEWAY)}",
            folder=folder,
        ) as opened:
            yield opened


def _decides(told: Told) -> bool:
    """Return whether a waypoint knows both models, and each policy about them."""
    known = chains(told)
    return all(
        policy in str(known.get(_chain(name)))
        for name in _MODELS
        for policy in ("ns-owner-access-istio-waypoint", f"model-{name}")
    )


def _service(model: str) -> str:
    return f"{model}-predictor"


def _chain(model: str) -> str:
    return chain_of(_service(model), TEAM, 80)


def _leads_to(model: str) -> str:
    """Return the ingress proxy's cluster of a model's Service."""
    return f"outbound|80||{_service(model)}.{TEAM}.svc.cluster.local"
