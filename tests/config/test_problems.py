"""What is wrong with a file: where exactly, and in which words."""

import pytest

from milestone_ls.config import load

from .marks import check_problems

KEYS = (
    "aliases, buffer-minimum, companions, days-per-week, exclude, external-prefixes, fail-on, heading, hours-per-day, "
    "id-pattern, include, index, max-size, per-file, profile, progress, required, severity, status, template"
)
FIELDS = "blocks, depends-on, parallel-with, status, track"
SECTIONS = (
    "deliverables, dependencies, documentation, downstream, notes, objectives, overview, prerequisites, resources, "
    "risks, success-criteria, timeline, upstream"
)
STATES = "blocked, cancelled, completed, in_progress, pending"
NO_CODE = "is no code, no severity (error, warning, information, hint) and not gate"
AMBIGUOUS = (
    "a repeated group in it can cut the same characters in many ways; let each repetition begin with a character "
    r"that stands nowhere else in it, as in M\d+(?:\.\d+)*"
)
SIZE = 'is no size; write a number of bytes, or one with a unit such as "500 KB" or "2MB"'


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ('«profil» = "strict"', f'unknown key "profil"; did you mean "profile"? Known keys: {KEYS}'),
        ('«fail_on» = ["gate"]', f'unknown key "fail_on"; did you mean "fail-on"? Known keys: {KEYS}'),
        ("«'x y'» = 1", f'unknown key "x y". Known keys: {KEYS}'),
        ('«severities».dead-link = "off"', f'unknown key "severities"; did you mean "severity"? Known keys: {KEYS}'),
        ("[«severities»]\ndead-link = 'off'", f'unknown key "severities"; did you mean "severity"? Known keys: {KEYS}'),
        (
            "[«tool».milestone-ls]\nprofile = 'strict'",
            'unknown key "tool"; the settings stand in this file without [tool.milestone-ls] above them',
        ),
        (
            "[aliases]\n«field» = {}",
            'aliases: unknown key "field"; did you mean "fields"? Known keys: fields, sections',
        ),
        (
            "[aliases.fields]\n«depend-on» = ['Needs']",
            f'aliases.fields: unknown role "depend-on"; did you mean "depends-on"? Known roles: {FIELDS}',
        ),
        (
            "aliases = { sections = { «'goals'» = ['Goals'] } }",
            f'aliases.sections: unknown role "goals". Known roles: {SECTIONS}',
        ),
        (
            "[status]\n«in-progress» = ['cooking']",
            f'status: unknown state "in-progress"; did you mean "in_progress"? Known states: {STATES}',
        ),
        (
            "[status]\n«profile» = 'strict'",
            '"profile" does not belong under status; write it at the top, before the first table',
        ),
        (
            "[severity]\n«profile» = 'strict'",
            '"profile" does not belong under severity; write it at the top, before the first table',
        ),
        (
            "[per-file]\n«max-size» = '1MB'",
            '"max-size" does not belong under per-file; write it at the top, before the first table',
        ),
        (
            "aliases.fields.«profile» = []",
            '"profile" does not belong under aliases.fields; write it at the top, before the first table',
        ),
    ],
)
def test_a_key_that_does_not_exist_is_told_with_the_nearest_that_does(marked: str, message: str) -> None:
    check_problems(marked, message)


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ('include = «"docs/**"»', 'include: must be a list of strings, not a string; write ["docs/**"]'),
        ("exclude = «3»", "exclude: must be a list of strings, not a number"),
        ("companions = «{}»", "companions: must be a list of strings, not a table"),
        ("[«required»]\na = 1", "required: must be a list of strings, not a table"),
        ("[[«index»]]\na = 1", None),
        ("progress = [\n  'a', # one\n  «2»,\n]", "progress: each entry must be a string, not a number"),
        ("heading = ['# {ID}', «['# {ID}']»]", "heading: each entry must be a string, not a list"),
        ("external-prefixes = [«''»]", "external-prefixes: an entry is empty; write a name or leave it out"),
        (
            'required = [«"a\\nb"»]',
            'required: "a�b" holds a line break or control character; write it in one line',
        ),
        ("template = «true»", "template: must be a string, not true or false"),
        ("id-pattern = «12»", "id-pattern: must be a string, not a number"),
        ("profile = «'loud'»", 'profile: "loud" is not one of minimal, standard, strict'),
        ("profile = «1»", "profile: 1 is not one of minimal, standard, strict"),
        ("hours-per-day = «'8'»", "hours-per-day: must be a number, not a string"),
        ("hours-per-day = «true»", "hours-per-day: must be a number, not true or false"),
        ("hours-per-day = «0»", "hours-per-day: 0 is too little; write a number above 0"),
        ("hours-per-day = «24.5»", "hours-per-day: 24.5 is too much; write at most 24"),
        ("days-per-week = «-1»", "days-per-week: -1 is too little; write a number above 0"),
        ("days-per-week = «8»", "days-per-week: 8 is too much; write at most 7"),
        ("buffer-minimum = «-5»", "buffer-minimum: -5 is too little; write at least 0"),
        ("buffer-minimum = «nan»", "buffer-minimum: nan is out of range; write a finite number"),
        ("buffer-minimum = «2020-01-01»", "buffer-minimum: must be a number, not a date or time"),
        ("severity = «'error'»", "severity: must be a table of settings, not a string"),
        ("status = «[]»", "status: must be a table of settings, not a list"),
        ("status.blocked = «'stuck'»", 'status.blocked: must be a list of strings, not a string; write ["stuck"]'),
        ("aliases.fields = «'x'»", "aliases.fields: must be a table of settings, not a string"),
        ("[[«severity»]]\ndead-link = 'off'", "severity: must be a table of settings, not a list"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_with_the_right_kind(marked: str, message: str | None) -> None:
    check_problems(marked, message or "index: each entry must be a string, not a table")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("'2 XB'", f'"2 XB" {SIZE}'),
        ("''", f'"" {SIZE}'),
        ("-1", f"-1 {SIZE}"),
        ("true", f"true {SIZE}"),
        ("1.5", f"1.5 {SIZE}"),
        ("[]", f"a list {SIZE}"),
        ("0", "0 is out of range; write a size from 1 byte to 1 GB"),
        ("'2 GB'", '"2 GB" is out of range; write a size from 1 byte to 1 GB'),
        ("1" + "0" * 30, "a number is out of range; write a size from 1 byte to 1 GB"),
    ],
)
def test_a_size_that_is_none_is_told(written: str, message: str) -> None:
    check_problems(f"max-size = «{written}»", f"max-size: {message}")


ABSOLUTE = "is an absolute path; write it from the folder of the configuration"
LEAVES = "leaves the folder of the configuration; name a file below it"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("../../etc/passwd", LEAVES),
        ("docs/../../x.md", LEAVES),
        ("..", LEAVES),
        ("/etc/passwd", ABSOLUTE),
        ("C:/x.md", ABSOLUTE),
        ("C:x.md", ABSOLUTE),
        ("//host/share/x.md", ABSOLUTE),
        ("~/x.md", ABSOLUTE),
        (r"docs\x.md", 'holds a backslash; write "/" between folders'),
        (".", "is a folder; name a file in it"),
        ("docs/..", "is a folder; name a file in it"),
    ],
)
def test_a_path_must_stay_below_the_configuration(path: str, message: str) -> None:
    check_problems(f"template = «'{path}'»", f'template: "{path}" {message}')
    check_problems(f"index = ['ok.md', «'{path}'»]", f'index: "{path}" {message}')


@pytest.mark.parametrize(
    ("glob", "message"),
    [
        ("!docs/**", 'starts with "!", which globs do not use here; name what matches'),
        ("#x", 'starts with "#", which globs do not use here; name what matches'),
        (r"docs\**", 'holds a backslash; write "/" between folders'),
        ("../plan/**", 'leaves the folder of the configuration; write it without ".."'),
        ("C:/plan/**", ABSOLUTE),
        ("~/plan/**", ABSOLUTE),
        ("**/*.{md,markdown}", "holds braces, which are not expanded; write one glob for each alternative"),
        ("*a*b*c*d", "holds too many stars; use at most 3 in a part, and 3 parts **"),
        ("**/a/**/b/**/c/**/d", "holds too many stars; use at most 3 in a part, and 3 parts **"),
        ("docs/[z-a]*", "is no glob that can be read; write one such as docs/**/*.md"),
        ("docs/[[a]*", "is no glob that can be read; write one such as docs/**/*.md"),
    ],
)
def test_a_glob_that_cannot_be_used_is_told(glob: str, message: str) -> None:
    for key in ("include", "exclude", "companions"):
        check_problems(f"{key} = [«'{glob}'»]", f'{key}: "{glob}" {message}')
    check_problems(f"[per-file]\n«'{glob}'» = ['dead-link']", f'per-file."{glob}": "{glob}" {message}')


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ("Milestone {ID}", 'is no level-1 heading; begin with "# ", as in "# {ID}: {Title}"'),
        ("## {ID}", 'is no level-1 heading; begin with "# ", as in "# {ID}: {Title}"'),
        ("# Milestone", 'has no slot {ID}; write it once, as in "# {ID}: {Title}"'),
        ("# {id} {Title}", 'has no slot {ID}; write it once, as in "# {ID}: {Title}"'),
        ("# {ID} {ID}", 'has 2 slots {ID}; write it once, as in "# {ID}: {Title}"'),
        ("# {ID} {Title", "has a brace without its partner; a slot is a word between { and }"),
    ],
)
def test_a_heading_form_that_cannot_be_used_is_told(form: str, message: str) -> None:
    check_problems(f"heading = [«'{form}'»]", f'heading: "{form}" {message}')


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("M(", "is no regular expression: missing ), unterminated subpattern at position 1"),
        ("*M", "is no regular expression: nothing to repeat at position 0"),
        ("M[[a]", "is no regular expression: Possible nested set at position 2"),
        ("M{99999999999999999}", "is no regular expression: the repetition number is too large"),
        ("(?i)m", "sets flags for the whole expression; write (?i:…) instead of (?i)…"),
        (r"M?\d*", "matches the empty word; write what every ID holds, such as a digit"),
        (
            "(?:[A-Z]+-?)+1",
            f"could take very long on some words, since {AMBIGUOUS}",
        ),
    ],
)
def test_a_pattern_that_cannot_be_used_is_told(pattern: str, message: str) -> None:
    check_problems(f"id-pattern = «'{pattern}'»", f'id-pattern: "{pattern}" {message}')


def test_a_pattern_must_be_short() -> None:
    long = "M" * 501
    check_problems(
        f"id-pattern = «'{long}'»",
        f'id-pattern: "{"M" * 57}…" has over 500 characters; write a shorter expression',
    )


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        (
            "fail-on = ['gate', «'errors'»]",
            f'fail-on: "errors" {NO_CODE}; did you mean "error"?',
        ),
        (
            "fail-on = [«'off'»]",
            f'fail-on: "off" {NO_CODE}',
        ),
        ("[severity]\n«dead-lnk» = 'off'", 'severity: there is no code "dead-lnk"; did you mean "dead-link"?'),
        ("severity.«zzz» = 'off'", 'severity: there is no code "zzz"; milestone-ls rule lists the codes'),
        (
            "severity.dead-link = «'warn'»",
            'severity.dead-link: "warn" is not one of error, warning, information, hint, off; did you mean "warning"?',
        ),
        (
            "[per-file]\n'docs/**' = [\n  'dead-link',\n  «'missing-sections'»\n]",
            'per-file."docs/**": there is no code "missing-sections"; did you mean "missing-section"?',
        ),
        (
            "per-file.docs = «'dead-link'»",
            'per-file.docs: must be a list of strings, not a string; write ["dead-link"]',
        ),
    ],
)
def test_a_code_or_severity_that_does_not_exist_is_told(marked: str, message: str) -> None:
    check_problems(marked, message)


def test_a_name_with_two_roles_is_told_at_the_second() -> None:
    check_problems(
        "[aliases.fields]\ndepends-on = ['Needs', 'needs']\nblocks = ['Stops', «' NEEDS '»]",
        'aliases.fields.blocks: " NEEDS " already names depends-on; a name has one role',
    )
    check_problems(
        "[status]\nblocked = ['stuck']\ncompleted = ['ok', «'Stuck'»]",
        'status.completed: "Stuck" already means blocked; a phrase means one state',
    )


def test_all_problems_are_told_at_once_in_the_order_of_the_text() -> None:
    check_problems(
        "«zzz» = 1\nhours-per-day = «99»\n[status]\nblocked = [«1», 'a']\npending = [«'a'»]\n[severity]\n«x» = «'y'»",
        f'unknown key "zzz". Known keys: {KEYS}',
        "hours-per-day: 99 is too much; write at most 24",
        "status.blocked: each entry must be a string, not a number",
        'status.pending: "a" already means blocked; a phrase means one state',
        'severity: there is no code "x"; milestone-ls rule lists the codes',
        'severity.x: "y" is not one of error, warning, information, hint, off',
    )


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ("profile = «strict»", 'not TOML: strict is no value; a string stands between quotes, as in "strict"'),
        ("profile =«»\ninclude = []", "not TOML: a value is missing"),
        ("include = ['a',«»", "not TOML: a value is missing"),
        (
            'id-pattern = "M-«\\d»+"',
            r"not TOML: a backslash in a string is doubled, or the string stands between single quotes, as in 'M-\d+'",
        ),
        ("a = 1\r\nb = «@x», 1", "not TOML: invalid value"),
        ("profile «'strict'»", "not TOML: expected '=' after a key in a key/value pair"),
        ("profile = 'a'\nhours-per-day = 1\n«profile» = 'b'", "not TOML: profile is defined a second time"),
        ("[status]\n[severity]\n[«status»]", "not TOML: status is defined a second time"),
        ("aliases = { fields = 1, «fields» = 2 }", "not TOML: fields is defined a second time"),
        ("profile = 'x«»\n", "not TOML: a string is not closed"),
        ('profile = "x«»\n', "not TOML: a string is not closed"),
        ("profile = '''x«»", "not TOML: a string is not closed"),
        ("profile = 'x' «y»", "not TOML: expected newline or end of document after a statement"),
        ("[status«»", "not TOML: expected ']' at the end of a table declaration"),
        ("«»a = " + "[" * 3000, "not TOML that can be read: lists or tables are nested too deeply"),
        ("«»max-size = " + "9" * 5000, "not TOML that can be read: a number in it has too many digits"),
        ("«" + "a." * 40 + "»a = 1", "a key of over 40 parts is not read"),
        ("«»# " + "x" * 300_000, "a configuration of over 250000 characters is not read"),
    ],
)
def test_what_is_no_toml_is_told_where_it_ends_to_be_some(marked: str, message: str) -> None:
    check_problems(marked, message)


def test_a_byte_order_mark_moves_nothing() -> None:
    loaded = load("\ufeffprofile = 3", "milestone-ls.toml")
    assert loaded is not None
    assert [tuple(problem.span) for problem in loaded.problems] == [((0, 11), (0, 12))]


def test_columns_are_code_points_and_lines_end_as_in_the_protocol() -> None:
    check_problems(
        "per-file = {'🐳\u2028é' = [«'zzz'»]}\r\n\r\nprofile = «1»",
        'per-file."🐳\u2028é": there is no code "zzz"; milestone-ls rule lists the codes',
        "profile: 1 is not one of minimal, standard, strict",
    )
