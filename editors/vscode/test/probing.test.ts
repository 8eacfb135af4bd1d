import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { probePython, probeServer } from "../src/probing.ts";
import { isRunning, run } from "../src/processes.ts";

/** Real programs of this machine: shell scripts, so not on Windows. */
void describe("asking a program for its version", { skip: process.platform === "win32" }, () => {
  let cwd = "";
  before(() => {
    cwd = mkdtempSync(path.join(os.tmpdir(), "milestone-ls-"));
  });
  after(() => {
    rmSync(cwd, { recursive: true });
  });

  function script(text: string): string {
    const file = path.join(cwd, "program");
    writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    return file;
  }
  const options = (limit = 10_000): { cwd: string; env: Record<string, string>; limit: number } => ({
    cwd,
    env: { PATH: "/usr/bin:/bin" },
    limit,
  });

  void it("gives the version that it prints", async () => {
    const answer = await probeServer([script("echo milestone-ls 0.3.1"), "--version"], options());
    assert.equal(answer.kind === "version" && answer.version.text, "0.3.1");
  });

  void it("tells apart a Python without the server from one that is broken or too old", async () => {
    for (const [text, expected] of [
      ["echo '/py: No module named milestone_ls' >&2; exit 1", { kind: "absent" }],
      ["echo 'Unknown option: -P' >&2; exit 2", { kind: "failed", reason: "is older than Python 3.11" }],
      ["echo one >&2; echo two >&2; exit 3", { kind: "failed", reason: "ended with 3: two" }],
      ["exit 0", { kind: "failed", reason: "is not milestone-ls: asked for its version it printed nothing" }],
      ["echo hello", { kind: "failed", reason: 'is not milestone-ls: asked for its version it printed "hello"' }],
    ] as const) {
      assert.deepEqual(await probeServer([script(text)], options()), expected);
    }
  });

  void it("does not wait for a program that hangs, and ends what it started", async () => {
    const answer = await probeServer([script(`sleep 60 & echo $! > ${cwd}/pid; wait`)], options(500));
    assert.deepEqual(answer, { kind: "failed", reason: "did not tell its version within 0.5 seconds" });
    const pid = Number(readFileSync(path.join(cwd, "pid"), "utf8"));
    const end = Date.now() + 5000;
    while (isRunning(pid) && !isZombie(pid) && Date.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 10));
    assert.ok(!isRunning(pid) || isZombie(pid));
  });

  void it("tells of a file that is no program", async () => {
    const file = path.join(cwd, "text");
    writeFileSync(file, "text", { mode: 0o644 });
    const answer = await probeServer([file], options());
    assert.ok(answer.kind === "failed");
    assert.match(answer.reason, /^cannot be started: .*EACCES/);
  });

  void it("bears endless output", async () => {
    const answer = await probeServer([script("yes")], options(500));
    assert.equal(answer.kind, "failed");
  });

  void it("knows a Python by what it prints", async () => {
    assert.equal((await probePython([script("echo Python 3.12.1")], options()))?.text, "3.12.1");
    assert.equal(await probePython([script("echo Python 3.12.1; exit 1")], options()), undefined);
    assert.equal(await probePython([script("echo Ruby 3.2")], options()), undefined);
  });

  void it("stops when it is cancelled", async () => {
    const stop = new AbortController();
    const ended = run([script("echo begun; sleep 60")], {
      ...options(),
      signal: stop.signal,
      onOutput: () => {
        stop.abort();
      },
    });
    assert.deepEqual(await ended, { kind: "cancelled" });
    assert.deepEqual(await run([script("echo")], { ...options(), signal: stop.signal }), { kind: "cancelled" });
  });
});

/** Whether a process has ended and only waits for its parent to notice. */
function isZombie(pid: number): boolean {
  try {
    return readFileSync(`/proc/${String(pid)}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}
