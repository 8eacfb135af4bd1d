"""``milestone-ls schema``: the JSON Schema of the configuration file, for editors that complete and check TOML."""

import json
from argparse import ArgumentParser, Namespace

from milestone_ls.cli import output
from milestone_ls.config import json_schema
from milestone_ls.rules.catalogue import CODES


def add_arguments(_parser: ArgumentParser) -> None:
    """It takes none."""


def run(_options: Namespace) -> int:
    output.write(json.dumps(json_schema(CODES), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return output.EXIT_FINE
