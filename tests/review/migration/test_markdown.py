from dataclasses import replace

from constructs_lib.review.migration import markdown


def test_the_whole_plan(plan, snapshot):
    from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

    class Markdown(SingleFileSnapshotExtension):
        file_extension = "md"
        _write_mode = WriteMode.TEXT

        def serialize(self, data, **_):
            return data

    assert markdown(plan, environment="default") == snapshot.use_extension(Markdown)


def test_no_value_of_a_secret_is_shown(plan):
    text = markdown(plan, environment="default")

    assert "precious" not in text
    assert "cHJlY2lvdXM=" not in text


def test_what_there_is_none_of_has_no_heading(plan):
    bare = replace(plan, secrets=(), hooks=(), held=(), owners=())
    text = markdown(bare, environment="default")

    assert "## Secrets" not in text
    assert "## What keeps" not in text


def test_an_environment_that_can_restore_is_not_told_to(plan):
    text = markdown(replace(plan, restores=True), environment="default")

    assert "Config.backup" not in text


def test_many_names_are_not_all_shown(plan):
    many = tuple(replace(plan.gone[0], name=f"n{number:02}") for number in range(30))
    text = markdown(replace(plan, gone=many), environment="default")

    assert "n11 and 18 more" in text
    assert "n12" not in text
