"""How hypothesis runs: modestly and always alike; `--hypothesis-profile long` looks harder."""

from hypothesis import HealthCheck, settings

SLOW = (HealthCheck.too_slow,)

settings.register_profile(
    "suite",
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=SLOW,
)
settings.register_profile("long", max_examples=1000, deadline=None, suppress_health_check=SLOW)
if settings.get_current_profile_name() in {"default", "ci"}:
    settings.load_profile("suite")
