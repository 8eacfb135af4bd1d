"""``milestone-ls schema``: the JSON Schemas of the configuration file and of what commands print for programs."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from functools import partial

from milestone_ls.cli import output
from milestone_ls.render.schemas import SCHEMAS, Schema

_CONFIGURATION = "configuration"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="?",
        choices=tuple(_SCHEMAS),
        default=_CONFIGURATION,
        help="the configuration file (default), or the command whose JSON it is",
    )


def run(options: Namespace) -> int:
    schema = _SCHEMAS[options.what]()
    output.write(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return output.EXIT_FINE


def _configuration() -> Schema:
    from milestone_ls.config import json_schema  # noqa: PLC0415 - loads pydantic
    from milestone_ls.rules.catalogue import CODES  # noqa: PLC0415 - loads every rule

    return json_schema(CODES)


def _figures() -> Schema:
    from milestone_ls.render.plan_json import plans_json_schema  # noqa: PLC0415 - loads pydantic

    return plans_json_schema()


def _graph() -> Schema:
    from milestone_ls.render.pictures.json import json_schema  # noqa: PLC0415 - loads pydantic

    return json_schema()


_SCHEMAS: Mapping[str, Callable[[], Schema]] = {
    _CONFIGURATION: _configuration,
    **{command: partial(SCHEMAS.__getitem__, command) for command in SCHEMAS},
    **dict.fromkeys(("plan", "next", "show"), _figures),
    "graph": _graph,
}
