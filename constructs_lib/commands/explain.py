"""Explain who reaches what in an environment, and why."""

import argparse
from typing import Final

from ..config import Platform
from ..reach import Question, QuestionError, as_json, as_markdown, as_text, explain
from ..sites import site_of
from .environments import environment_of
from .pages import WRONG_ARGUMENTS, ArgumentsError
from .terminal import working

REFUSED: Final = 3
HELP: Final = "explain who can reach what, and which objects decide it"
EXAMPLES: Final = (
    ("--from browser --as user@example.com --to /jupyter/", "a page, for a logged-in user"),
    ("--from stranger --to /notebook/team/lab/", "a notebook, for somebody in no profile"),
    ("--from pod:team/default-editor --to mysql.kubeflow:3306", "a Service, by a pod"),
    ("--from api-server --to katib-controller.kubeflow:443", "a webhook"),
    (
        "--from owner:team --to create:notebooks.kubeflow.org/team",
        "a write, by RBAC and the admission policies that judge it",
    ),
    ("--from prometheus --to pod:kubeflow/katib-controller:8080", "a metrics port"),
)
EXITS: Final = {
    0: "the request arrives",
    WRONG_ARGUMENTS: "wrong arguments, or a question that has no answer",
    REFUSED: "the request is refused",
}
_FORMATS: Final = {"text": as_text, "markdown": as_markdown, "json": as_json}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of a question."""
    parser.add_argument(
        "--from",
        dest="source",
        required=True,
        metavar="WHO",
        help="browser, owner:PROFILE, member:PROFILE, stranger, machine:ISSUER#SUBJECT, "
        "pod:NAMESPACE/ACCOUNT, plain-pod:NAMESPACE/ACCOUNT, api-server, kubelet, node or "
        "prometheus",
    )
    parser.add_argument(
        "--to",
        required=True,
        metavar="WHAT",
        help="a path of the platform, a URL, a Service as name.namespace:port, "
        "pod:NAMESPACE/WORKLOAD:PORT, or for the API server VERB:PLURAL.GROUP/NAMESPACE",
    )
    parser.add_argument(
        "--as",
        dest="user",
        default="",
        metavar="USER",
        help="the user who is logged in in the browser, or whose token a pod sends",
    )
    parser.add_argument("--groups", default="", help="that user's groups, separated by commas")
    parser.add_argument(
        "--method", default="GET", help="the HTTP method (default: %(default)s)"
    )
    parser.add_argument(
        "--header",
        dest="headers",
        action="append",
        default=[],
        metavar="'NAME: VALUE'",
        help="a header of the request; may be repeated",
    )
    parser.add_argument(
        "--profile",
        dest="profiles",
        action="append",
        default=[],
        metavar="NAME=OWNER",
        help="a profile that is not in Git; may be repeated",
    )
    parser.add_argument("--environment", help="its name (default: the first one)")
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        default="text",
        help="the output format (default: %(default)s)",
    )


def run(platform: Platform, options: argparse.Namespace) -> int:
    """Print the explanation; return 0 if the request arrives, else 3, and 2 without one."""
    environment = environment_of(platform, options.environment)
    try:
        owners = dict(map(_profile, options.profiles))
        with working("synthesizing"):
            site = site_of(platform, environment.name, profiles=owners)
        answer = explain(site, _question(options))
    except QuestionError as wrong:
        raise ArgumentsError(str(wrong)) from wrong
    print(_FORMATS[options.format](answer), end="")
    return 0 if answer.allowed else REFUSED


def _profile(text: str) -> tuple[str, str]:
    name, sign, owner = text.partition("=")
    if not sign or not name or not owner:
        raise QuestionError(
            f"a profile is NAME=OWNER, such as team=user@example.com, got {text!r}"
        )
    return name, owner


def _question(options: argparse.Namespace) -> Question:
    return Question(
        source=options.source,
        to=options.to,
        user=options.user,
        groups=tuple(filter(None, options.groups.split(","))),
        method=options.method,
        headers=tuple(options.headers),
    )
