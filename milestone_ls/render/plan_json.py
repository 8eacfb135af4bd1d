"""A plan's figures for programs, and the JSON Schema that says what they look like. pydantic stands at this border."""

import json
from typing import Any

from pydantic import TypeAdapter

from milestone_ls.render.plan_view import VERSION, Plans, PlanView

_ADAPTER = TypeAdapter(Plans)


def plans_as_json(plans: tuple[PlanView, ...]) -> str:
    """One JSON object with a line end; ``docs/cli.md`` tells its shape and *version* counts it."""
    data = _ADAPTER.dump_python(Plans(VERSION, plans), mode="json")
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def plans_json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of :func:`plans_as_json`."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_ADAPTER.json_schema(mode="serialization")}
