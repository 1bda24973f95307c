"""A site's own questions: who has to reach what, or must not, beside the table's."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import yaml

from .question import asked
from .site import Site
from .table import Pair
from .walk import walk
from .words import Question, QuestionError

FILE: Final = "questions.yaml"
_FIELDS: Final = ("from", "to", "as", "groups", "method", "headers")


def questions_of(text: str) -> tuple[Question, ...]:
    """Return the questions of a file: a list of mappings with the options of `explain`.

    Raises QuestionError for anything else.
    """
    try:
        listed = yaml.safe_load(text) or []
    except yaml.YAMLError as error:
        said = " ".join(str(error).split())
        raise QuestionError(f"{FILE} must be a list in YAML: {said}") from None
    if not isinstance(listed, list):
        raise QuestionError(f"{FILE} must be a list of questions, got {type(listed).__name__}")
    return tuple(map(_question, listed))


def answered(site: Site, questions: Sequence[Question]) -> Mapping[Pair, bool | None]:
    """Return whether each request arrives; None where the environment lacks what it names."""
    return {_pair(each): _arrives(site, each) for each in questions}


def _pair(question: Question) -> Pair:
    user = f" as {question.user}" if question.user else ""
    more = "".join(f" with {each}" for each in question.headers)
    method = f"{question.method} " if question.method != "GET" else ""
    return Pair(to=f"{method}{question.to}{more}", source=f"{question.source}{user}")


def _arrives(site: Site, question: Question) -> bool | None:
    try:
        meant = asked(site, question)
    except QuestionError:
        return None
    return walk(meant.world, meant.caller, meant.to, meant.request).allowed


def _question(told: Any) -> Question:
    if not isinstance(told, dict) or not {"from", "to"} <= told.keys():
        raise QuestionError(f"each question in {FILE} needs `from` and `to`, got {told!r:.80}")
    unknown = sorted(map(str, told.keys() - set(_FIELDS)))
    if unknown:
        raise QuestionError(
            f"a question in {FILE} has {', '.join(_FIELDS)}; got {', '.join(unknown)}"
        )
    return Question(
        source=str(told["from"]),
        to=str(told["to"]),
        user=str(told.get("as") or ""),
        groups=_texts(told, "groups"),
        method=str(told.get("method") or "GET"),
        headers=_texts(told, "headers"),
    )


def _texts(told: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = told.get(name) or []
    if not isinstance(value, list):
        raise QuestionError(f"{name} of a question in {FILE} is a list, got {value!r:.80}")
    return tuple(map(str, value))
