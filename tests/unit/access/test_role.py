"""The table of rights."""

from ivr.access.role import PERMISSIONS, Permission, Role


def test_every_role_has_its_permissions_and_may_change_its_own_account() -> None:
    assert set(PERMISSIONS) == set(Role)
    assert all(Permission.EDIT_OWN_ACCOUNT in given for given in PERMISSIONS.values())


def test_an_administrator_may_everything() -> None:
    assert PERMISSIONS[Role.ADMINISTRATOR] == set(Permission)


def test_nobody_else_edits() -> None:
    edits = {permission for permission in Permission if permission.startswith("edit_")} - {Permission.EDIT_OWN_ACCOUNT}

    assert [role for role, given in PERMISSIONS.items() if edits & given] == [Role.ADMINISTRATOR]


def test_a_client_sees_reports_only() -> None:
    assert PERMISSIONS[Role.CLIENT] == {Permission.SEE_REPORTS, Permission.EDIT_OWN_ACCOUNT}


def test_a_supervisor_controls_agents_and_a_planner_does_not() -> None:
    assert [role for role in Role if Permission.CONTROL_AGENTS in PERMISSIONS[role]] == [
        Role.SUPERVISOR,
        Role.ADMINISTRATOR,
    ]
