"""What an editor may set, and that the project's file comes first."""

from typing import Any, get_args

import pytest

from milestone_ls.config import Aliases, ClientRead, ClientSettings, Feature, Settings, load, merge, read_client
from milestone_ls.config.faults import known_keys
from milestone_ls.config.model import FeatureOptions

from .marks import CODES, check_right


def read(options: object) -> ClientSettings:
    """The settings in *options*, which are right."""
    client = read_client(options, known_codes=CODES)
    assert not client.messages, client.messages
    return client.settings


KNOWN = (
    "aliases, buffer-minimum, companions, days-per-week, diagnostics, exclude, external-prefixes, fail-on, features, "
    "heading, hours-per-day, id-pattern, include, index, max-size, per-file, profile, progress, required, severity, "
    "status, template"
)


@pytest.mark.parametrize("options", [None, {}, {"milestone-ls": None}, {"milestone-ls": {}}, {"profile": None}])
def test_nothing_set_leaves_the_defaults(options: object) -> None:
    assert read_client(options) == ClientRead()


@pytest.mark.parametrize("mode", ["push", "pull"])
@pytest.mark.parametrize("closed", ["warnings", "all", "none"])
def test_how_findings_are_shown_is_the_clients(mode: str, closed: str) -> None:
    for options in (
        {"diagnostics": {"mode": mode, "closed": closed}},
        {"diagnostics.mode": mode, "diagnostics.closed": closed},
    ):
        client = read(options)
        assert (client.diagnostics_mode, client.diagnostics_closed) == (mode, closed)
        assert client.explicit == frozenset()


def test_a_feature_can_be_switched_off() -> None:
    client = read({"features": {"inlayHints": False, "code-lens": False, "hover": True, "links": None}})
    assert client.off == {"inlay-hints", "code-lens"}
    assert not client.enabled("inlay-hints")
    assert client.enabled("hover")
    assert read({"features.semanticTokens": False}).off == {"semantic-tokens"}


def test_each_feature_that_can_be_switched_off_is_a_setting_and_on_by_default() -> None:
    for feature in get_args(Feature):
        assert read({"features": {feature: False}}).off == {feature}
    assert set(known_keys(FeatureOptions)) == set(get_args(Feature))
    assert read({}).off == set()


KEYS: list[tuple[str, Any, dict[str, Any]]] = [
    ("include", ["a/**"], {"include": ("a/**",)}),
    ("exclude", ["a/**"], {"exclude": ("a/**",)}),
    ("companions", ["a/**"], {"companions": ("a/**",)}),
    ("template", "t.md", {"template": "t.md"}),
    ("heading", ["# {ID}"], {"heading": ("# {ID}",)}),
    ("id-pattern", r"M\d", {"id_pattern": r"M\d"}),
    ("idPattern", r"M\d", {"id_pattern": r"M\d"}),
    ("external-prefixes", ["a"], {"external_prefixes": ("a",)}),
    ("externalPrefixes", ["a"], {"external_prefixes": ("a",)}),
    ("index", ["a.md"], {"index": ("a.md",)}),
    ("profile", "strict", {"profile": "strict"}),
    ("failOn", ["dead-link"], {"fail_on": ("dead-link",)}),
    ("required", ["A"], {"required": ("A",)}),
    ("progress", ["A"], {"progress": ("A",)}),
    ("hoursPerDay", 6, {"hours_per_day": 6}),
    ("daysPerWeek", 4, {"days_per_week": 4}),
    ("bufferMinimum", 10, {"buffer_minimum": 10}),
    ("maxSize", "1MB", {"max_size": 1_000_000}),
    ("aliases", {"fields": {"dependsOn": ["N"]}}, {"aliases": Aliases(fields={"depends-on": ("N",)})}),
    ("aliases.sections.success-criteria", ["N"], {"aliases": Aliases(sections={"success-criteria": ("N",)})}),
    ("status", {"inProgress": ["c"]}, {"status": {"in_progress": ("c",)}}),
    ("severity", {"dead-link": "off"}, {"severity": {"dead-link": "off"}}),
    ("severity.dead-link", "off", {"severity": {"dead-link": "off"}}),
    ("per-file", {"docs/**.md": ["dead-link"]}, {"per_file": {"docs/**.md": ("dead-link",)}}),
    ("perFile", {"docs/**.md": ["dead-link"]}, {"per_file": {"docs/**.md": ("dead-link",)}}),
]


@pytest.mark.parametrize(("key", "value", "expected"), KEYS)
def test_each_key_of_the_file_can_come_from_a_client(key: str, value: object, expected: dict[str, Any]) -> None:
    assert merge(None, read({key: value})) == Settings(**expected)
    assert merge(load("", "milestone-ls.toml"), read({"milestone-ls": {key: value}})) == Settings(**expected)


WRITTEN = """
include = ["f/**"]
exclude = ["f/**"]
companions = ["f/**"]
template = "f.md"
heading = ["# {ID}: f"]
id-pattern = 'F\\d'
external-prefixes = ["f"]
index = ["f.md"]
profile = "standard"
fail-on = ["gate"]
required = ["F"]
progress = ["F"]
hours-per-day = 8
days-per-week = 5
buffer-minimum = 20
max-size = 9
aliases.fields.depends-on = ["F"]
aliases.sections.success-criteria = ["F"]
status.in_progress = ["f"]
severity.dead-link = "error"
per-file."docs/**.md" = ["unknown-status"]
"""


@pytest.mark.parametrize(("key", "value", "expected"), KEYS)
def test_what_the_file_says_a_client_cannot_change_even_where_it_says_the_default(
    key: str, value: object, expected: dict[str, Any]
) -> None:
    file = check_right(WRITTEN)
    assert expected
    assert merge(file, read({key: value})) == file.settings


def test_tables_are_filled_entry_by_entry() -> None:
    file = check_right(
        '[severity]\ndead-link = "error"\n[aliases.fields]\nblocks = ["Stops"]\n[status]\nblocked = ["stuck"]'
    )
    client = read(
        {
            "severity": {"dead-link": "off", "missing-section": "hint"},
            "aliases": {"fields": {"blocks": ["Halts"], "track": ["Lane"]}, "sections": {"notes": ["Remarks"]}},
            "status": {"pending": ["later"]},
        }
    )
    settings = merge(file, client)
    assert settings.severity == {"dead-link": "error", "missing-section": "hint"}
    assert settings.aliases.fields == {"blocks": ("Stops",), "track": ("Lane",)}
    assert settings.aliases.sections == {"notes": ("Remarks",)}
    assert settings.status == {"pending": ("later",), "blocked": ("stuck",)}


def test_a_client_cannot_give_a_name_of_the_file_another_role() -> None:
    file = check_right('[aliases.fields]\nblocks = ["Needs"]')
    client = read({"aliases": {"fields": {"depends-on": ["needs", "After"]}}})
    assert merge(file, client).aliases.fields == {"blocks": ("Needs",), "depends-on": ("After",)}


def test_a_file_with_problems_keeps_its_last_good_keys_from_the_client() -> None:
    good = check_right('profile = "minimal"')
    bad = load('profile = "minimal', "milestone-ls.toml", previous=good)
    assert bad is not None
    assert bad.problems
    assert merge(bad, read({"profile": "strict", "hours-per-day": 6})) == Settings(profile="minimal", hours_per_day=6)


def test_the_exact_spelling_and_the_pieces_of_a_table_go_together() -> None:
    client = read(
        {"aliases.fields.blocks": ["B"], "aliases": {"fields": {"track": ["T"]}}, "aliases.sections.notes": ["N"]}
    )
    assert client.project.aliases == Aliases({"blocks": ("B",), "track": ("T",)}, {"notes": ("N",)})


def test_what_belongs_to_the_extension_is_left_alone() -> None:
    assert read({"trace": {"server": "verbose"}, "server": {"path": "x"}}) == ClientSettings()


def test_null_means_unset_at_every_depth() -> None:
    options = {
        "include": None,
        "aliases": {"fields": {"blocks": None}, "sections": None},
        "severity": {"dead-link": None},
    }
    assert read(options) == ClientSettings()


@pytest.mark.parametrize(
    ("options", "messages"),
    [
        (
            {"profil": "strict"},
            [f'unknown key "profil"; did you mean "profile"? Known keys: {KNOWN}'],
        ),
        ({"profile": "strct"}, ['profile: "strct" is not one of minimal, standard, strict; did you mean "strict"?']),
        ({"include": "a"}, ['include: must be a list of strings, not a string; write ["a"]']),
        ({"include": ["a", None]}, ["include: each entry must be a string, not null"]),
        (
            {"diagnostics": {"mode": "poll", "closed": True}},
            [
                'diagnostics.mode: "poll" is not one of push, pull; did you mean "pull"?',
                "diagnostics.closed: true is not one of warnings, all, none",
            ],
        ),
        ({"diagnostics": "pull"}, ["diagnostics: must be a table of settings, not a string"]),
        (
            {"diagnostics": {"modes": "pull"}},
            ['diagnostics: unknown key "modes"; did you mean "mode"? Known keys: closed, mode'],
        ),
        ({"features": {"hover": "off"}}, ["features.hover: must be true or false, not a string"]),
        (
            {"features": {"inlayHint": False}},
            [
                (
                    'features: unknown key "inlayHint"; did you mean "inlay-hints"? Known keys: code-lens, completion, '
                    "formatting, highlight, hover, inlay-hints, links, outline, semantic-tokens, snippets"
                )
            ],
        ),
        ({"severity": {"dead-lnk": "off"}}, ['severity: there is no code "dead-lnk"; did you mean "dead-link"?']),
        ([], ['the settings must be an object with keys such as "profile", not a list']),
        ({"milestone-ls": "x"}, ['the settings must be an object with keys such as "profile", not a string']),
    ],
)
def test_what_is_wrong_is_told_in_words(options: object, messages: list[str]) -> None:
    client = read_client(options, known_codes=CODES)
    assert list(client.messages) == messages
    assert client.settings == ClientSettings()


def test_a_wrong_setting_is_left_out_and_the_others_hold() -> None:
    client = read_client(
        {
            "profile": "loud",
            "hoursPerDay": 6,
            "include": ["a", 3],
            "severity": {"dead-link": "off", "missing-section": "bad", "zzz": "off"},
            "aliases": {"fields": {"blocks": ["X"], "track": ["x"], "colour": ["C"]}},
            "diagnostics": {"mode": "pull", "closed": "some"},
        },
        known_codes=CODES,
    )
    assert client.settings.diagnostics_mode == "pull"
    assert client.settings.diagnostics_closed == "warnings"
    assert client.settings.explicit == {("hours-per-day",), ("severity", "dead-link"), ("aliases", "fields", "blocks")}
    assert merge(None, client.settings) == Settings(
        hours_per_day=6, severity={"dead-link": "off"}, aliases=Aliases(fields={"blocks": ("X",)})
    )
    assert len(client.messages) == 7
