"""A site's own questions are read strictly, and asked on both sides of a change."""

import pytest

from constructs_lib.reach import Question, QuestionError, Site, doors, questions_of
from tests.reach.objects import namespace, pods, policy, selected, service

TEXT = """
- {from: "pod:here/caller", to: "app.here:80"}
- {from: browser, to: /, as: a@example.com, groups: [team], method: POST, headers: ["a: b"]}
"""
OPEN = [namespace("here"), pods("app", "here"), service("app", "here")]
CALLERS = [pods("caller", "here", "caller")]
CLOSED = policy("closed", "here", selector=selected("app"))
QUESTION = Question(source="pod:here/caller", to="app.here:80")


def test_each_question_has_the_options_of_the_command():
    assert questions_of(TEXT) == (
        QUESTION,
        Question(
            source="browser",
            to="/",
            user="a@example.com",
            groups=("team",),
            method="POST",
            headers=("a: b",),
        ),
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: b", "must be a list of questions, got dict"),
        ("- {from: browser}", "needs `from` and `to`"),
        ("- {from: browser, to: /, user: a}", "got user"),
        ("- {from: browser, to: /, headers: 'a: b'}", "headers of a question"),
        ("- [", "must be a list in YAML"),
    ],
)
def test_fails_for_what_is_no_question(text, sentence):
    with pytest.raises(QuestionError) as wrong:
        questions_of(text)

    assert sentence in str(wrong.value)


def test_a_question_that_is_decided_otherwise_is_told():
    before, after = Site(objects=[*OPEN, *CALLERS, CLOSED]), Site(objects=[*OPEN, *CALLERS])

    opened = doors(before, after, [QUESTION]).opened

    assert ("pod:here/caller", QUESTION.to) in {(each.source, each.to) for each in opened}


def test_what_one_side_lacks_counts_as_unreachable_there():
    before, after = Site(objects=CALLERS), Site(objects=[*OPEN, *CALLERS])

    assert QUESTION.to in {each.to for each in doors(before, after, [QUESTION]).opened}


def test_fails_for_a_question_that_neither_side_can_answer():
    wrong = Question(source="pod:here/caller", to="nothing.here:80")
    before, after = Site(objects=[*OPEN, *CALLERS, CLOSED]), Site(objects=[*OPEN, *CALLERS])

    with pytest.raises(QuestionError, match=r"there is no Service 'nothing\.here:80'"):
        doors(before, after, [wrong])
