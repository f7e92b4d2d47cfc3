"""When: local time, opening hours, holidays, closures and reporting intervals."""
