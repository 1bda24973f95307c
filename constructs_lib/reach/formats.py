"""Format an explanation: text, Markdown, JSON."""

import json
from collections.abc import Iterator
from typing import Any

import yaml

from .explanation import Explanation, Named
from .hop import AtApi, Hop
from .remedy import Change


def as_text(answer: Explanation) -> str:
    """Return an explanation for a terminal."""
    return "\n".join(_text(answer)) + "\n"


def as_markdown(answer: Explanation) -> str:
    """Return an explanation for a page or a comment."""
    return "\n".join(_markdown(answer)) + "\n"


def as_json(answer: Explanation) -> str:
    """Return an explanation for programs."""
    return json.dumps(as_value(answer), indent=2, ensure_ascii=False) + "\n"


def as_value(answer: Explanation) -> dict[str, Any]:
    """Return an explanation as plain values."""
    question, refusal, remedy = answer.question, answer.refusal, answer.remedy
    return {
        "question": {
            "from": question.source,
            "to": question.to,
            "as": question.user,
            "groups": list(question.groups),
            "method": question.method,
            "headers": list(question.headers),
        },
        "allowed": answer.allowed,
        "answer": refusal.answer if refusal else "",
        "assumed": list(answer.assumed),
        "hops": [_hop(answer, hop) for hop in answer.journey.hops],
        "remedy": remedy
        and {
            "enough": remedy.enough,
            "changes": [{"said": each.said, "object": each.obj} for each in remedy.changes],
            "opens": list(remedy.opens),
        },
    }


def title(answer: Explanation) -> str:
    """Return the answer in one sentence."""
    question = answer.question
    user = f" as {question.user}" if question.user else ""
    verdict = "reaches" if answer.allowed else "does not reach"
    refused = f": {answer.refusal.answer}" if answer.refusal else ""
    how = "" if isinstance(answer.meant.to, AtApi) else f" by {question.method}"
    return f"{question.source}{user} {verdict} {question.to}{how}{refused}"


def _hop(answer: Explanation, hop: Hop) -> dict[str, Any]:
    return {
        "at": hop.at,
        "where": hop.where,
        "passes": hop.passes,
        "said": hop.said,
        "by": [
            {
                "kind": each.kind,
                "namespace": each.namespace,
                "name": each.name,
                "file": each.file,
            }
            for each in answer.deciders(hop)
        ],
        "headers": dict(sorted(hop.headers.items())),
    }


def _text(answer: Explanation) -> Iterator[str]:
    yield title(answer)
    for each in answer.assumed:
        yield f"  assumed: {each}"
    before: dict[str, str] = {}
    for number, hop in enumerate(answer.journey.hops, start=1):
        yield ""
        yield f"{number}. {hop.where}: {_verdict(hop)}"
        yield f"   {hop.said}"
        for decider in answer.deciders(hop):
            yield f"   by {decider}, {_place(decider)}"
        if dict(hop.headers) != before:
            before = dict(hop.headers)
            yield f"   headers: {_headers(hop)}"
    yield from _remedy(answer)


def _remedy(answer: Explanation) -> Iterator[str]:
    remedy = answer.remedy
    if remedy is None:
        return
    yield ""
    yield "The smallest change that lets it through:" if remedy.enough else "What is missing:"
    for change in remedy.changes:
        yield f"  - {change.said}"
        yield from (f"      {line}" for line in _lines(change))
    if remedy.enough:
        yield "It also opens:" if remedy.opens else "It opens nothing else of the table."
        yield from (f"  - {each}" for each in remedy.opens)


def _markdown(answer: Explanation) -> Iterator[str]:
    yield f"### {title(answer)}"
    yield ""
    for each in answer.assumed:
        yield f"Assumed: {each}."
        yield ""
    yield "| step | verdict | why | by |"
    yield "|---|---|---|---|"
    for hop in answer.journey.hops:
        by = "<br>".join(f"`{each}`, {_place(each)}" for each in answer.deciders(hop))
        yield f"| {_cell(hop.where)} | {_verdict(hop)} | {_cell(hop.said)} | {by} |"
    remedy = answer.remedy
    if remedy is None:
        return
    yield ""
    yield "The smallest change that lets it through:" if remedy.enough else "What is missing:"
    yield ""
    for change in remedy.changes:
        yield f"- {change.said}"
        if change.obj is not None:
            yield from ("", "  ```yaml", *(f"  {line}" for line in _lines(change)), "  ```")
    if remedy.opens:
        yield ""
        yield "It also opens:"
        yield ""
        yield from (f"- {each}" for each in remedy.opens)


def _verdict(hop: Hop) -> str:
    return "passes" if hop.passes else f"refused, {hop.answer}"


def _place(decider: Named) -> str:
    return decider.file or "which is in the cluster alone"


def _headers(hop: Hop) -> str:
    return (
        ", ".join(f"{name}: {value}" for name, value in sorted(hop.headers.items())) or "none"
    )


def _lines(change: Change) -> list[str]:
    if change.obj is None:
        return []
    return yaml.safe_dump(change.obj, sort_keys=False).splitlines()


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
