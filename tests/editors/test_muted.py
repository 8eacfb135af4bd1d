"""The muted server publishes no findings, knows no answers and gives no orders, and is a server otherwise."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MUTED = Path(__file__).with_name("muted.py")
ANSWERING = """
import json, sys
sys.path.insert(0, sys.argv[1])
from muted import _read, _write
out = sys.stdout.buffer
while (message := _read(sys.stdin.buffer)) is not None:
    _write(out, {"method": "textDocument/publishDiagnostics", "params": {"uri": "a", "diagnostics": [1]}})
    _write(out, {"id": 7, "method": "workspace/applyEdit", "params": {}})
    _write(out, {"id": message["id"], "result": message["method"]})
"""


def said(frames: bytes) -> Iterator[dict[str, Any]]:
    while frames:
        head, _, rest = frames.partition(b"\r\n\r\n")
        length = int(head.rpartition(b":")[2])
        yield json.loads(rest[:length])
        frames = rest[length:]


def test_findings_orders_and_answers_about_documents_are_taken_away_and_others_stay() -> None:
    asked = [{"id": 1, "method": "initialize"}, {"id": 2, "method": "textDocument/definition"}]
    frames = b"".join(
        b"Content-Length: %d\r\n\r\n%s" % (len(one), one) for one in (json.dumps(a).encode() for a in asked)
    )
    command = [sys.executable, str(MUTED), sys.executable, "-c", ANSWERING, str(MUTED.parent), "server"]
    done = subprocess.run(command, input=frames, capture_output=True, timeout=20, check=True)
    findings = {"method": "textDocument/publishDiagnostics", "params": {"uri": "a", "diagnostics": []}}
    order = {"id": 7, "method": "muted", "params": {}}
    answers = [{"id": 1, "result": "initialize"}, {"id": 2, "result": None}]
    assert list(said(done.stdout)) == [findings, order, answers[0], findings, order, answers[1]]


def test_a_command_that_starts_no_server_is_run_as_it_is() -> None:
    command = [sys.executable, str(MUTED), sys.executable, "-c", "print('as it is')"]
    assert subprocess.run(command, capture_output=True, text=True, timeout=20, check=True).stdout == "as it is\n"
