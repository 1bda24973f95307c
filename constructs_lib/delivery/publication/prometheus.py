"""Ask a Prometheus what held at every moment of a time."""

import http.client
import json
import math
import os
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from ...config.soak import LOOPBACK

_PATIENCE: Final = 30.0
_LARGEST: Final = 64 * 2**20
# Prometheus refuses more than 11,000 points, and seldom reads more often than every minute.
_MOST_POINTS: Final = 10_000
_LEAST_POINTS: Final = 60
_MINUTE: Final = 60_000
# What a header may carry (RFC 6750, 2.1).
_TOKEN: Final = re.compile(r"[-A-Za-z0-9._~+/]+=*")
_FOREIGN: Final = "its answer is not from Prometheus' API"
# What reading an answer of another shape, or with numbers out of range, raises.
_MALFORMED: Final = (AttributeError, OverflowError, RecursionError, TypeError, ValueError)


class UnhealthyError(RuntimeError):
    """An environment that was not healthy, or whose health is unknown."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Follow no redirect: urllib would send the token along."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Return that there is none to follow."""


@dataclass(frozen=True, slots=True)
class Moments:
    """Evenly spaced moments, in milliseconds since 1970."""

    start: int
    step: int
    count: int

    @classmethod
    def until(cls, end: float, *, seconds: int) -> "Moments":
        """Return those of the seconds before an end, both included."""
        length = seconds * 1000
        parts = min(_MOST_POINTS, max(_LEAST_POINTS, length // _MINUTE))
        step = max(1, math.ceil(length / parts))
        count = length // step
        return cls(int(end * 1000) - count * step, step, count + 1)

    @property
    def last(self) -> "Moments":
        """The last one alone."""
        return Moments(self.end, self.step, 1)

    @property
    def end(self) -> int:
        """The last one."""
        return self.start + (self.count - 1) * self.step

    def told(self, index: int) -> str:
        """Return one of them as a date and time."""
        at = datetime.fromtimestamp((self.start + index * self.step) / 1000, UTC)
        return f"{at:%Y-%m-%d %H:%M:%S} UTC"


@dataclass(frozen=True, slots=True)
class Prometheus:
    """A Prometheus, or what answers the same API.

    address: of its pages. variable: the environment variable that holds a bearer token.
    """

    address: str
    variable: str

    def flaw(self, expression: str, moments: Moments) -> str | None:
        """Return where an expression did not hold; None if it held at every moment.

        It holds at a moment if it returns something, and nothing that is 0 or no number.
        """
        data = self._ask(
            "query_range",
            query=expression,
            start=f"{moments.start / 1000:.3f}",
            end=f"{moments.end / 1000:.3f}",
            step=f"{moments.step / 1000:.3f}",
        )
        holds: list[bool | None] = [None] * moments.count
        try:
            values = list(_values(data, moments))
        except _MALFORMED:
            raise self._failed(_FOREIGN) from None
        for index, value in values:
            holds[index] = holds[index] is not False and value not in (0, None)
        for index, held in enumerate(holds):
            if not held:
                what = "there is no data" if held is None else "it does not hold"
                return f"{what} at {moments.told(index)}"
        return None

    def missing_rules(self, alerts: Sequence[str]) -> Mapping[str, str]:
        """Return the alerts whose rule is not loaded, or fails, each with its state."""
        data = self._ask("rules", type="alert")
        states: dict[str, str] = {}
        try:
            for group in _list(data, "groups"):
                for rule in _list(group, "rules"):
                    name, state = str(rule.get("name")), str(rule.get("health"))
                    if states.get(name, "ok") == "ok":
                        states[name] = state
        except _MALFORMED:
            raise self._failed(_FOREIGN) from None
        wanted = {name: states.get(name, "not loaded") for name in alerts}
        return {name: state for name, state in wanted.items() if state != "ok"}

    def _ask(self, path: str, **parameters: str) -> Any:
        request = urllib.request.Request(  # noqa: S310 - Soak admits http and https alone
            f"{self.address.rstrip('/')}/api/v1/{path}?{urllib.parse.urlencode(parameters)}",
            headers={"Accept": "application/json", **self._authorization()},
        )
        handlers: list[urllib.request.BaseHandler] = [_NoRedirects()]
        if urllib.parse.urlsplit(self.address).hostname in LOOPBACK:
            # A proxy that the environment names is for other machines.
            handlers.append(urllib.request.ProxyHandler({}))
        try:
            with urllib.request.build_opener(*handlers).open(
                request, timeout=_PATIENCE
            ) as said:
                text = _read(said)
        except urllib.error.HTTPError as error:
            with error:
                raise self._failed(_reason(error)) from None
        except http.client.HTTPException:
            raise self._failed("its answer is not HTTP") from None
        except (OSError, ValueError) as error:
            raise self._failed(str(getattr(error, "reason", error))) from None
        return self._data(text)

    def _data(self, text: bytes) -> Any:
        try:
            said = json.loads(text)
        except (ValueError, RecursionError):
            raise self._failed("its answer is not JSON") from None
        if not isinstance(said, dict) or said.get("status") != "success":
            raise self._failed(_FOREIGN)
        if warnings := said.get("warnings"):
            # Thanos answers so if some of its stores do not: the rest is a gap.
            first = warnings[0] if isinstance(warnings, list) else warnings
            raise self._failed(f"it warns: {_short(first)}")
        return said.get("data")

    def _authorization(self) -> Mapping[str, str]:
        token = os.environ.get(self.variable, "")
        if not token:
            return {}
        if not _TOKEN.fullmatch(token):
            raise UnhealthyError(
                f"the environment variable {self.variable} holds no bearer token: letters, "
                "digits and -._~+/= on one line"
            )
        return {"Authorization": f"Bearer {token}"}

    def _failed(self, reason: str) -> UnhealthyError:
        return UnhealthyError(f"Prometheus at {self.address} cannot be asked: {reason}")


def _reason(error: urllib.error.HTTPError) -> str:
    """Return what a server refuses; a page of HTML adds nothing to the status."""
    status = f"it answers {error.code}"
    if error.code in (401, 403):
        return f"{status}; put a token that it accepts into the variable of Soak(token=…)"
    try:
        told = json.loads(_read(error))["error"]
    except (OSError, http.client.HTTPException, KeyError, *_MALFORMED):
        return status
    return f"{status}: {_short(told)}" if str(told).strip() else status


def _short(told: object) -> str:
    """Return the beginning of what a server tells, on one line."""
    return " ".join(str(told).split())[:300]


def _read(answer: Any) -> bytes:
    """Return an answer, which may not trickle: a socket's patience begins anew with each byte.

    Raises TimeoutError after the patience is over.
    """
    end = time.monotonic() + _PATIENCE
    parts, length = [], 0
    while part := answer.read1(_LARGEST - length):
        parts.append(part)
        length += len(part)
        if time.monotonic() > end:
            raise TimeoutError("timed out")
    return b"".join(parts)


def _values(data: Any, moments: Moments) -> Iterator[tuple[int, float | None]]:
    """Yield the values of every series, by the number of their moment; None for no number."""
    if not isinstance(data, dict) or data.get("resultType") != "matrix":
        return
    for series in _list(data, "result"):
        for at, text in series.get("values", ()):
            index = round((float(at) * 1000 - moments.start) / moments.step)
            if 0 <= index < moments.count:
                value = float(text)
                yield index, None if math.isnan(value) else value


def _list(data: Any, key: str) -> list[Any]:
    return list(data.get(key) or ()) if isinstance(data, dict) else []
