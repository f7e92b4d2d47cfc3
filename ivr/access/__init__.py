"""Who may do what: accounts, roles, scopes, and the rules of signing in; no I/O, no clock."""
