/** Sets the server up, step by step, so that it is there as a whole or not at all. */

import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Command, type Platform, shown } from "./platform.ts";
import { probePython, probeServer } from "./probing.ts";
import { run } from "./processes.ts";
import { type Bundle, type Plan, remedy } from "./setup.ts";
import type { Storage } from "./storage.ts";
import { isAtLeast, readVersion, type Version } from "./versions.ts";

/** Milliseconds for one step; pip downloads some 15 MB in the longest. */
const STEP_LIMIT = 15 * 60_000;

export interface Context {
  readonly cwd: string;
  readonly env: Record<string, string>;
  readonly platform: Platform;
}

export interface Listener {
  readonly signal: AbortSignal;
  readonly onStep: (title: string) => void;
  readonly onOutput: (text: string) => void;
}

export type Outcome =
  | { readonly kind: "done" }
  | { readonly kind: "cancelled" }
  | { readonly kind: "failed"; readonly reason: string; readonly remedy: string };

/** The first of `commands` that is a Python which the server runs on. */
export async function findPython(
  commands: readonly Command[],
  minimum: Version,
  isAllowed: (program: string) => boolean,
  context: Context,
): Promise<{ command: Command; version: Version } | undefined> {
  for (const command of commands) {
    if (!isAllowed(command[0]) || !existsSync(command[0])) continue;
    const version = await probePython(command, context);
    if (version !== undefined && isAtLeast(version, minimum)) return { command, version };
  }
  return undefined;
}

/** Runs `plan` and takes its environment into use; what was begun and not finished is removed. */
export async function install(
  plan: Plan,
  bundle: Bundle,
  storage: Storage,
  context: Context,
  listener: Listener,
): Promise<Outcome> {
  const outcome = await steps(plan, bundle, context, listener);
  if (outcome.kind !== "done") {
    rmSync(plan.folder, { recursive: true, force: true, maxRetries: 2 });
    return outcome;
  }
  storage.use(plan.folder, bundle);
  return outcome;
}

async function steps(plan: Plan, bundle: Bundle, context: Context, listener: Listener): Promise<Outcome> {
  const { signal, onOutput } = listener;
  mkdirSync(plan.folder, { recursive: true });
  // Another window that tidies up leaves it alone.
  writeFileSync(path.join(plan.folder, `in-use-${String(process.pid)}`), "");
  for (const { title, command, isOptional } of plan.steps) {
    listener.onStep(title);
    onOutput(`> ${shown(command, context.platform)}\n`);
    let printed = "";
    const onText = (text: string): void => {
      printed = (printed + text).slice(-100_000);
      onOutput(text);
    };
    const ended = await run(command, { ...context, limit: STEP_LIMIT, signal, onOutput: onText });
    if (ended.kind === "cancelled") return ended;
    if (isOptional === true) continue;
    if (ended.kind === "timed-out") return failed(title, "took too long", printed, context);
    if (ended.kind === "not-started") return failed(title, ended.reason, printed, context);
    if (ended.code !== 0) return failed(title, `ended with ${String(ended.code)}`, printed, context);
  }
  const answer = await probeServer([plan.interpreter, "-P", "-m", "milestone_ls", "--version"], context);
  const expected = readVersion(bundle.version);
  if (answer.kind === "version" && expected !== undefined && isAtLeast(answer.version, expected))
    return { kind: "done" };
  const reason = answer.kind === "failed" ? answer.reason : "gave another one";
  return failed("Asking the server for its version", reason, "", context);
}

function failed(title: string, reason: string, printed: string, { platform }: Context): Outcome {
  return { kind: "failed", reason: `${title} failed: ${reason}.`, remedy: remedy(printed, platform) };
}
