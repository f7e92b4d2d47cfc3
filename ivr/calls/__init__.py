"""The vocabulary: what a call is, what can happen on it, what a line can do."""
