"""``milestone-ls schema``: the JSON Schemas of the configuration file and of what commands print for programs."""

import json
from argparse import ArgumentParser, Namespace

from milestone_ls.cli import output
from milestone_ls.render.schemas import SCHEMAS

_CONFIGURATION = "configuration"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="?",
        choices=(_CONFIGURATION, *SCHEMAS),
        default=_CONFIGURATION,
        help="the configuration file (default), or the command whose JSON it is",
    )


def run(options: Namespace) -> int:
    schema = _configuration() if options.what == _CONFIGURATION else SCHEMAS[options.what]
    output.write(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return output.EXIT_FINE


def _configuration() -> dict[str, object]:
    # It loads pydantic and every rule.
    from milestone_ls.config import json_schema  # noqa: PLC0415 - see above
    from milestone_ls.rules.catalogue import CODES  # noqa: PLC0415 - see above

    return json_schema(CODES)
