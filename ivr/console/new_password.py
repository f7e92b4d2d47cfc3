"""The form for a new password, typed twice."""

from ivr.access.account import Account
from ivr.access.password_rules import password_fault
from ivr.console.catalogue import _, _l
from ivr.console.form import Form, PasswordField, at_most, required

NEW = {"autocomplete": "new-password"}


class NewPassword(Form):
    """A new password."""

    password = PasswordField(_l("New password"), [required(), at_most(256)], render_kw=NEW)
    again = PasswordField(_l("The same again"), [required(), at_most(256)], render_kw=NEW)

    def suits(self, account: Account) -> bool:
        """Whether the password may be this account's; the fields say why not."""
        fault = password_fault(self.password.data, account.login, account.name)
        if fault is not None:
            self.password.errors = [_(fault.value)]
        elif self.password.data != self.again.data:
            self.again.errors = [_("The two are not the same.")]
        return fault is None and self.password.data == self.again.data
