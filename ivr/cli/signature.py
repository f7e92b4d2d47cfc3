"""How the audit names who runs a command on this machine."""

import os
import pwd


def signature() -> str:
    """The user's name, and that he came by the command line."""
    try:
        name = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # a container may run under a number without a name
        name = str(os.getuid())
    return f"{name} <command line>"
