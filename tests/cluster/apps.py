"""Run the servers of pages with small pages: Node, gunicorn and gRPC in C."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import grpc

from constructs_lib._node import _node_of_the_wheel

from .processes import LOOPBACK, answers, free_ports, running

# Each answers with the headers it saw.
PAGE: Final = """
require("http").createServer((request, answer) => {
  const seen = { backend: "node", headers: request.headers };
  answer.end(JSON.stringify(seen));
}).listen(Number(process.argv[2]), process.argv[3]);
"""
APP: Final = """
import json


def app(environ, start_response):
    headers = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    start_response("200 OK", [("content-type", "application/json")])
    return [json.dumps({"backend": "gunicorn", "headers": headers}).encode()]
"""


@contextmanager
def node(folder: Path, variables: Mapping[str, str]) -> Iterator[int]:
    """Run a server in Node with variables, and yield its port."""
    (port,) = free_ports(1)
    command = [_node_of_the_wheel() or "node", "server.js", str(port), LOOPBACK]
    with _served(
        folder, {"server.js": PAGE}, command, port, {"NODE_OPTIONS": "", **variables}
    ):
        yield port


@contextmanager
def gunicorn(folder: Path, variables: Mapping[str, str]) -> Iterator[int]:
    """Run gunicorn with variables, as the web apps' images do, and yield its port."""
    (port,) = free_ports(1)
    options = ("-w", "1", "--bind", f"{LOOPBACK}:{port}")
    command = [sys.executable, "-m", "gunicorn", *options, "entrypoint:app"]
    told = {"GUNICORN_CMD_ARGS": "", **variables}
    with _served(folder, {"entrypoint.py": APP}, command, port, told):
        yield port


@contextmanager
def _served(
    folder: Path,
    files: Mapping[str, str],
    command: Sequence[str],
    port: int,
    environment: Mapping[str, str],
) -> Iterator[None]:
    """Run a server beside its files, and wait for its first response."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    with running(
        command,
        folder=folder,
        ready=lambda: answers(f"http://{LOOPBACK}:{port}/"),
        environment=environment,
    ):
        yield


@contextmanager
def grpc_core(arguments: Sequence[str]) -> Iterator[int]:
    """Run a server that echoes messages, with the limits that a command says, as MLMD does."""
    flag = "--grpc_channel_arguments="
    told = [each.removeprefix(flag) for each in arguments if each.startswith(flag)]
    limits = [limit.split("=") for text in told for limit in text.split(",")]

    class Echo(grpc.GenericRpcHandler):  # type: ignore[misc]
        def service(self, handler_call_details: object) -> grpc.RpcMethodHandler:
            return grpc.unary_unary_rpc_method_handler(lambda message, _: message)

    server = grpc.server(
        ThreadPoolExecutor(2),
        handlers=[Echo()],
        options=[(name, int(value)) for name, value in limits],
    )
    port = server.add_insecure_port(f"{LOOPBACK}:0")
    server.start()
    try:
        yield port
    finally:
        server.stop(None).wait()


def call(port: int, *, header: int = 0, message: int = 0) -> str:
    """Send a header and a message of these sizes by gRPC, and return the status."""
    options = [("grpc.max_receive_message_length", -1), ("grpc.enable_http_proxy", 0)]
    with grpc.insecure_channel(f"{LOOPBACK}:{port}", options=options) as channel:
        sent = channel.unary_unary("/ml_metadata.MetadataStoreService/GetArtifacts")
        try:
            sent(b"x" * message, metadata=[("kubeflow-groups", "x" * header)], timeout=10)
        except grpc.RpcError as error:
            return str(error.code().name)
    return "OK"
