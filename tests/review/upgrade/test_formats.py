from dataclasses import replace

from constructs_lib.review.upgrade import UpgradePlan, as_markdown, as_text
from constructs_lib.review.upgrade.item import Item, Section

PLAN = UpgradePlan(
    environment="default",
    old="v1.9.1",
    new="v1.10.2",
    level=0,
    sections=(
        Section(title="What to do", otherwise="Nothing.", items=()),
        Section(
            title="The step",
            otherwise="",
            items=(
                Item(name="One", what="Do it.", commands=("a", "b"), link="https://x.y"),
                Item(what="Look."),
            ),
            numbered=True,
        ),
    ),
)


def test_a_plan_for_a_terminal():
    assert as_text(PLAN).partition("commands.\n")[2] == (
        "\n"
        "1. What to do\n"
        "   Nothing.\n"
        "\n"
        "2. The step\n"
        "   1. One: Do it.\n"
        "      $ a\n"
        "      $ b\n"
        "      https://x.y\n"
        "   2. Look.\n"
    )


def test_a_command_in_a_sentence_stays_on_one_line():
    command = f"`kubectl get pods {'--all-namespaces ' * 5}-o yaml`"
    item = Item(what=f"See whether one of them is not there any more by {command}.")
    section = Section(title="Look", otherwise="", items=(item,))

    assert command in as_text(replace(PLAN, sections=(section,)))


def test_a_plan_as_markdown():
    assert as_markdown(PLAN).partition("commands.\n\n")[2] == (
        "## 1. What to do\n\n"
        "Nothing.\n\n"
        "## 2. The step\n\n"
        "1. **One.** Do it. ([thread](https://x.y))\n\n"
        "   ```\n   a\n   b\n   ```\n\n"
        "2. Look.\n"
    )


def test_both_begin_with_the_step():
    assert as_text(PLAN).startswith("default: Kubeflow v1.9.1 to v1.10.2\n")
    assert as_markdown(PLAN).startswith("# default: Kubeflow v1.9.1 to v1.10.2\n")
