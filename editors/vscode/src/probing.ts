/** Asking programs for their version, within a time limit. */

import type { Answer } from "./finding.ts";
import type { Command } from "./platform.ts";
import { type Ended, run } from "./processes.ts";
import { readPythonVersion, readServerVersion, type Version } from "./versions.ts";

/** Milliseconds; the first start of a Python takes seconds on a busy machine. */
export const PROBE_LIMIT = 10_000;

export interface ProbeOptions {
  readonly cwd: string;
  readonly env: Record<string, string>;
  readonly limit?: number;
}

/** The version of the server that `command` prints. */
export async function probeServer(command: Command, options: ProbeOptions): Promise<Answer> {
  const limit = options.limit ?? PROBE_LIMIT;
  return serverAnswer(await run(command, { ...options, limit }), limit);
}

/** What `ended`, the end of `--version`, says of a server. */
export function serverAnswer(ended: Ended, limit: number): Answer {
  switch (ended.kind) {
    case "not-started":
      return { kind: "failed", reason: `cannot be started: ${ended.reason}` };
    case "timed-out":
      return { kind: "failed", reason: `did not tell its version within ${String(limit / 1000)} seconds` };
    case "cancelled":
      return { kind: "failed", reason: "was not asked to the end" };
    case "ended":
      return endedAnswer(ended.code, ended.output, ended.errors);
  }
}

function endedAnswer(code: number, output: string, errors: string): Answer {
  if (code !== 0 && /No module named '?milestone_ls\b/.test(errors)) return { kind: "absent" };
  if (/unknown option:? -P/i.test(errors)) return { kind: "failed", reason: "is older than Python 3.11" };
  if (code !== 0) return { kind: "failed", reason: `ended with ${String(code)}${lastLine(errors)}` };
  const version = readServerVersion(output);
  if (version !== undefined) return { kind: "version", version };
  return { kind: "failed", reason: `is not milestone-ls: asked for its version it printed ${excerpt(output)}` };
}

/** The version of a Python; undefined if it is none, or does not run. */
export async function probePython(command: Command, options: ProbeOptions): Promise<Version | undefined> {
  const ended = await run([...command, "--version"], { ...options, limit: options.limit ?? PROBE_LIMIT });
  return ended.kind === "ended" && ended.code === 0 ? readPythonVersion(ended.output) : undefined;
}

function lastLine(errors: string): string {
  const line = errors.trim().split("\n").at(-1)?.trim() ?? "";
  return line === "" ? "" : `: ${line.slice(0, 200)}`;
}

function excerpt(output: string): string {
  const line = output.trim().split("\n")[0]?.trim() ?? "";
  return line === "" ? "nothing" : JSON.stringify(line.slice(0, 80));
}
