"""Who takes the call: agents, skills, the line of waiting calls and the expected wait (docs/waiting.md)."""
