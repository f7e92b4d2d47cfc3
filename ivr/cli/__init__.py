"""The verbs of the command line, one module per noun of the user."""
