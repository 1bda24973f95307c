import pytest

from constructs_lib.mesh import TenantCaller


def test_a_caller_needs_a_name_an_identity_and_ports():
    with pytest.raises(TypeError, match="missing 3 required keyword-only arguments"):
        TenantCaller()
