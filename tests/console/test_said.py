"""Words of the rules."""

from ivr.access.password_rules import PasswordFault
from ivr.access.role import Permission, Role
from ivr.console import said


def test_every_role_and_permission_has_a_name() -> None:
    assert set(said.ROLES) == set(Role)
    assert set(said.PERMISSIONS) == set(Permission)


def test_every_fault_of_a_password_is_in_the_catalogue(app) -> None:
    with app.test_request_context():
        assert {fault.value for fault in PasswordFault} <= {str(sentence) for sentence in said.REFUSALS}
