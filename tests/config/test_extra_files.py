import pytest

from constructs_lib.config.extra_files import check_files

QUOTA = {"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "q"}}


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"a.yaml": (QUOTA,), "a.yaml/b.yaml": (QUOTA,)},
            ("is also the folder of 'a.yaml/b.yaml'"),
        ),
        ({"a.yaml": (QUOTA | {"spec": {"hosts": {"a"}}},)}, "file 'a.yaml' has value {'a'}"),
        ({"a.yaml": ({"kind": "ResourceQuota"},)}, "is no Kubernetes object"),
        ({"a.yaml": (QUOTA | {"$patch": "delete"},)}, r"file 'a.yaml' has key '\$patch'"),
    ],
)
def test_fails_for_files_that_could_not_be_written(files, message):
    with pytest.raises(ValueError, match=message):
        check_files(files)
