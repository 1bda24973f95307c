"""Asks the platform's pages whether they answer; runs after all of it is applied and healthy.

    smoke_test.py TASK.json

Asks the ingress gateway as anybody may who has not logged in, again and again until each
answer is right or patience ends. Every answer is told, one line each; where one is wrong the
exit code is 1.
TASK.json: {"address", "port", "host", "patience": SECONDS, "pages": [{"name", "path",
"status"}]}. A status has to be answered as it is; null is a page behind the login.

What an answer proves: the ingress gateway runs with istiod's configuration, and oauth2-proxy
answered for the path, or the login's own server did. It does not prove that the page behind
the login works: nobody is logged in.
"""

import http.client
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

# Between one attempt and the next, and for one answer.
PAUSE = 5
TIMEOUT = 10


@dataclass(frozen=True)
class Answer:
    """What came: the status, and whether it is a page for people."""

    status: int
    is_page: bool


def ask(task: dict[str, Any], path: str) -> Answer:
    """Return the gateway's answer, without following it anywhere. Raises OSError for none."""
    connection = http.client.HTTPConnection(task["address"], task["port"], timeout=TIMEOUT)
    try:
        connection.request("GET", path, headers={"Host": task["host"], "Accept": "text/html"})
        answer = connection.getresponse()
        answer.read()
    except http.client.HTTPException as error:
        raise OSError(f"no HTTP came: {error!r}") from error
    finally:
        connection.close()
    kind = answer.headers.get_content_type()
    return Answer(answer.status, is_page=kind == "text/html")


def leads_to_login(answer: Answer) -> bool:
    """Return whether the login answered: oauth2-proxy's page, redirect or 401.

    The gateway itself refuses with 403 too, but in plain text or with nothing at all.
    """
    if answer.status == HTTPStatus.FORBIDDEN:
        return answer.is_page
    return answer.status in (HTTPStatus.FOUND, HTTPStatus.UNAUTHORIZED)


def problem(page: dict[str, Any], answer: Answer) -> str | None:
    """Return what is wrong with an answer, None where it is as it should be."""
    status = answer.status
    if page["status"] is not None:
        if status == page["status"]:
            return None
        return f"answers {status} in place of {page['status']}"
    if leads_to_login(answer):
        return None
    if status == HTTPStatus.FORBIDDEN:
        return (
            "is refused without asking the login: is the extension provider in Istio's mesh "
            "configuration, does oauth2-proxy run, and is there a route?"
        )
    if status == HTTPStatus.OK:
        return "answers 200 to somebody who has not logged in: it is open to anybody"
    return f"answers {status} in place of leading to the login"


def verdict(task: dict[str, Any], page: dict[str, Any]) -> str | None:
    """Ask for a page; return what is wrong with what came, or that nothing did."""
    try:
        return problem(page, ask(task, page["path"]))
    except OSError as error:
        return f"cannot be asked for at {task['address']}:{task['port']}: {error}"


def run(task: dict[str, Any], pause: float = PAUSE) -> list[str]:
    """Ask until all is well or patience ends; return a sentence for each wrong answer.

    pause: seconds between two attempts.
    """
    end = time.monotonic() + task["patience"]
    pages = task["pages"]
    while True:
        # All at once: silence of many pages would take no longer than one's.
        with ThreadPoolExecutor(max_workers=len(pages)) as pool:
            verdicts = list(pool.map(partial(verdict, task), pages))
        for page, wrong in zip(pages, verdicts, strict=True):
            if wrong is None:
                print(f"{said(page)} {'answers' if page['status'] else 'leads to the login'}")
        failed = [(p, wrong) for p, wrong in zip(pages, verdicts, strict=True) if wrong]
        if not failed or time.monotonic() + pause > end:
            return [f"{said(page)} {wrong}" for page, wrong in failed]
        pages = [page for page, _ in failed]
        time.sleep(pause)


def said(page: dict[str, Any]) -> str:
    """Return what a page is called in a sentence."""
    return f"{page['path']} ({page['name']})"


def main(arguments: list[str]) -> int:
    """Run in a pod; the exit code is 1 where an answer stays wrong."""
    [file] = arguments
    task = json.loads(Path(file).read_text(encoding="utf-8"))
    failures = run(task)
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
