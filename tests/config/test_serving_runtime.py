from dataclasses import replace

import pytest

from constructs_lib.config import ModelFormat, ServingRuntime

OWN = ServingRuntime(name="own", image="example.com/own:1", formats=(ModelFormat(name="own"),))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"name": "Own"}, "runtime must be lower-case letters.*; got 'Own'"),
        ({"image": "example.com/own"}, "image of runtime 'own' must be an image with a tag"),
        ({"formats": ()}, r"has formats \(\) and protocols .*; it needs one of each"),
        ({"protocols": ()}, r"protocols \(\); it needs one of each"),
        ({"protocols": ("v1", "v1")}, "protocol of runtime 'own' 'v1' is given twice"),
        ({"user": 0}, "user of runtime 'own' must be 1 to 2147483647, and is never root"),
        ({"user": 2**31}, "user of runtime 'own' must be 1 to 2147483647"),
        ({"env": {"A B": "1"}}, "variable 'A B' of runtime 'own' must be letters"),
        ({"env": {"HF_TOKEN": "x"}}, "variable 'HF_TOKEN' of runtime 'own' would be in the"),
        ({"addresses": "ipv6"}, "addresses must be 'ipv4' or 'any', got 'ipv6'"),
        ({"metrics_port": 70000}, "metrics_port of runtime 'own' must be 1 to 65535"),
        (
            {"formats": (ModelFormat(name="own"), ModelFormat(name="own"))},
            "format 'own None' is given twice",
        ),
    ],
)
def test_fails_for_a_runtime_that_serves_nothing(given, message):
    with pytest.raises(ValueError, match=message):
        replace(OWN, **given)


@pytest.mark.parametrize("priority", [0, 2**31])
def test_fails_for_a_priority_that_kubernetes_does_not_store(priority):
    with pytest.raises(ValueError, match=f"'own' must be 1 to 2147483647.*, got {priority}"):
        ModelFormat(name="own", priority=priority)


@pytest.mark.parametrize("version", ["", " ", "1\n"])
def test_fails_for_a_version_that_no_model_names(version):
    with pytest.raises(ValueError, match="version of model format 'own' must be one such as"):
        ModelFormat(name="own", version=version)


def test_fails_for_a_format_of_two_priorities_as_kserve_does():
    formats = (
        ModelFormat(name="own", version="1", priority=1),
        ModelFormat(name="own", version="2", priority=2),
    )
    with pytest.raises(ValueError, match="priorities 1 and 2, which KServe refuses"):
        replace(OWN, formats=formats)
