"""Models that add up numbers, served by KServe's own server: a program of build/serving.

They are to the server what sklearnserver of kserve/kserve v0.13.1 is, without a file to read.
Beside the one that KServe names are `wine`, and `seen`, which tells what it was asked with.
"""

import argparse
from collections.abc import Mapping
from typing import Any

import uvicorn
from kserve import InferOutput, InferRequest, InferResponse, Model, ModelServer, model_server

LOOPBACK = "127.0.0.1"


class Sums(Model):  # type: ignore[misc]
    """Answers with the sum of each row."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.ready = True

    def predict(
        self,
        payload: Mapping[str, Any] | InferRequest,
        headers: Mapping[str, str] | None = None,
    ) -> Mapping[str, Any] | InferResponse:
        """Return the sums in the protocol of the request: V1 is a mapping."""
        if isinstance(payload, InferRequest):
            sums = payload.inputs[0].as_numpy().sum(axis=1)
            output = InferOutput("sums", [len(sums)], "FP64", sums.tolist())
            return InferResponse(payload.id or "", self.name, [output])
        return {"predictions": [sum(row) for row in payload["instances"]]}


class Seen(Model):  # type: ignore[misc]
    """Answers with the names of the headers that came with the request."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.ready = True

    def predict(self, payload: object, headers: Mapping[str, str]) -> Mapping[str, Any]:
        """Return them in V1."""
        del payload
        return {"predictions": sorted(map(str.lower, headers))}


def main() -> None:
    """Serve them by the arguments that KServe gives."""
    parser = argparse.ArgumentParser(parents=[model_server.parser])
    told = parser.parse_args()
    # KServe's server has no setting for the address, and listens on every one of IPv4.
    uvicorn.Config.__init__ = _on_loopback(uvicorn.Config.__init__)
    ModelServer().start([Sums(told.model_name), Sums("wine"), Seen("seen")])


def _on_loopback(make: Any) -> Any:
    return lambda config, **settings: make(config, **settings | {"host": LOOPBACK})


if __name__ == "__main__":
    main()
