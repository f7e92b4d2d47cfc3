"""What every test shares: properties are checked without a stopwatch, because the machine is shared."""

from hypothesis import HealthCheck, settings

# Built upon the profile in force: where CI is set that is hypothesis' own `ci`, which repeats the same examples.
settings.register_profile("ivr", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ivr")
