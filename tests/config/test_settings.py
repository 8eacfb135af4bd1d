"""What holds where nobody sets anything, and what that costs."""

import subprocess
import sys

import pytest

from milestone_ls.config import ClientSettings, Settings

HEAVY = ("pydantic", "pydantic_core", "tomlkit", "rapidfuzz", "pathspec")


def test_the_defaults_are_those_of_the_language() -> None:
    settings = Settings()
    assert settings.include == ("**/*.md",)
    assert (settings.exclude, settings.companions, settings.heading, settings.external_prefixes) == ((), (), (), ())
    assert (settings.template, settings.index, settings.required, settings.progress) == (None, None, None, None)
    assert settings.id_pattern == (
        r"(?:[A-Za-z]{1,12}-)*[A-Za-z]+-?\d+[A-Za-z]{0,2}(?:\.\d+|[_-]\d\d?(?![A-Za-z\d]))*"
        r"|\d{1,3}(?:\.\d+)*(?![-_]\d)"
    )
    assert (settings.profile, settings.fail_on) == ("standard", ("gate",))
    assert (settings.hours_per_day, settings.days_per_week, settings.buffer_minimum) == (8, 5, 20)
    assert settings.max_size == 2_000_000
    assert (settings.aliases.fields, settings.aliases.sections) == ({}, {})
    assert (settings.status, settings.severity, settings.per_file) == ({}, {}, {})


def test_a_client_that_says_nothing_gets_pushed_errors_and_warnings_and_every_feature() -> None:
    client = ClientSettings()
    assert (client.diagnostics_mode, client.diagnostics_closed) == ("push", "warnings")
    assert client.enabled("inlay-hints")


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(AttributeError, match="immutable"):
        Settings().profile = "strict"  # type: ignore[misc]  # what the test is about


def test_importing_the_room_loads_nothing_heavy() -> None:
    script = f"import milestone_ls.config, sys; print([name for name in {HEAVY!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == "[]"


def test_a_file_without_faults_needs_no_nearest_words() -> None:
    script = (
        "import sys; from milestone_ls.config import load; load('profile = \"strict\"', 'milestone-ls.toml');"
        "print('pydantic' in sys.modules, 'rapidfuzz' in sys.modules, 'tomlkit' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.split() == ["True", "False", "False"]
