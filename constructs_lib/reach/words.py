"""The words of a question, and errors about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SOURCES: Final[Mapping[str, str]] = {
    "browser": "a browser; with a user it is logged in",
    "owner:PROFILE": "the browser of a profile's owner",
    "member:PROFILE": "the browser of somebody who is a member of the profile",
    "stranger": "the browser of somebody who is logged in, and in no profile",
    "machine:ISSUER#SUBJECT": "a program outside, with a token of an issuer",
    "pod:NAMESPACE/ACCOUNT": "a pod in the mesh, by its service account",
    "plain-pod:NAMESPACE/ACCOUNT": "a pod outside of the mesh",
    "api-server": "the API server, as it calls webhooks",
    "kubelet": "the kubelet of the pod's node, as it probes",
    "node": "the pod's own node, which connects as the kubelet does",
    "prometheus": "the Prometheus of Config(monitoring=…)",
}


class QuestionError(ValueError):
    """A question that cannot be answered, in one sentence: what is wrong and what would do."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """Who wants to reach what.

    source: who asks: `browser`, `owner:PROFILE`, `member:PROFILE`, `stranger`,
    `machine:ISSUER#SUBJECT`, `pod:NAMESPACE/ACCOUNT`, `plain-pod:NAMESPACE/ACCOUNT`,
    `api-server`, `kubelet`, `node` or `prometheus`.
    to: a path of the platform's host, a URL, a Service `name.namespace:port`,
    `pod:namespace/workload:port`, or of the API server `verb:plural.group/namespace`.
    user: who is logged in, or whose token a pod sends. groups: of that user.
    method: of HTTP. headers: `Name: value`.
    """

    source: str
    to: str
    user: str = ""
    groups: tuple[str, ...] = ()
    method: str = "GET"
    headers: tuple[str, ...] = ()


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is nearest to one, as the end of a sentence's clause."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f", the nearest is {near[0]!r}" if near else ""
