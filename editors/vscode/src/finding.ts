/**
 * Which server is started: the first that works, in the order in which a user would expect it.
 *
 * What is on the disk, what programs print and what is allowed is asked of the caller.
 */

import {
  type Command,
  type Environment,
  interpreterIn,
  isAbsolute,
  type Platform,
  programsOnPath,
  variable,
} from "./platform.ts";
import { isAtLeast, type Version } from "./versions.ts";

/** Where a candidate comes from. */
export type Origin = "setting" | "active environment" | "VIRTUAL_ENV" | "PATH" | "set up here";

export interface Candidate {
  readonly origin: Origin;
  readonly command: Command;
}

/** What asking a candidate for its version gave. */
export type Answer =
  | { readonly kind: "version"; readonly version: Version }
  /** There is no server: no such file, or a Python without it. */
  | { readonly kind: "absent" }
  | { readonly kind: "failed"; readonly reason: string };

export interface Tried {
  readonly candidate: Candidate;
  readonly answer: Answer | { readonly kind: "not-allowed" };
}

export type Search =
  | {
      readonly kind: "found";
      readonly candidate: Candidate;
      readonly version: Version;
      readonly tried: readonly Tried[];
    }
  | {
      readonly kind: "too-old";
      readonly candidate: Candidate;
      readonly version: Version;
      readonly tried: readonly Tried[];
    }
  /** A program that the user named in the settings does not work: nothing else is taken in its place. */
  | { readonly kind: "bad-setting"; readonly reason: string; readonly tried: readonly Tried[] }
  | { readonly kind: "none"; readonly tried: readonly Tried[] };

/** What is known of where servers may be. */
export interface Sources {
  readonly path: string | undefined;
  readonly interpreter: string | undefined;
  /** Interpreter of the environment that is active in the editor. */
  readonly active: string | undefined;
  readonly environment: Environment;
  /** Interpreter of the environment that the extension has set up. */
  readonly own: string | undefined;
}

/** How a Python runs the server: `-P` keeps the current folder out of what it imports. */
export function moduleCommand(interpreter: string): Command {
  return [interpreter, "-P", "-m", "milestone_ls"];
}

/** The candidates in the order in which they are tried. Those of the settings leave no room for others. */
export function candidates(sources: Sources, platform: Platform): Candidate[] {
  if (sources.path !== undefined) return [{ origin: "setting", command: [sources.path] }];
  if (sources.interpreter !== undefined) return [{ origin: "setting", command: moduleCommand(sources.interpreter) }];
  const found: Candidate[] = [];
  if (sources.active !== undefined)
    found.push({ origin: "active environment", command: moduleCommand(sources.active) });
  const virtual = variable(sources.environment, "VIRTUAL_ENV", platform);
  if (virtual !== undefined && isAbsolute(virtual, platform)) {
    found.push({ origin: "VIRTUAL_ENV", command: moduleCommand(interpreterIn(virtual, platform)) });
  }
  for (const program of programsOnPath(["milestone-ls"], sources.environment, platform)) {
    found.push({ origin: "PATH", command: [program] });
  }
  if (sources.own !== undefined) found.push({ origin: "set up here", command: moduleCommand(sources.own) });
  return found;
}

export interface Asking {
  readonly exists: (program: string) => boolean;
  readonly isAllowed: (program: string) => boolean;
  readonly version: (command: Command) => Promise<Answer>;
  readonly minimum: Version;
  readonly platform: Platform;
}

/** The first candidate whose version is `minimum` or later; else the first that is too old; else none. */
export async function findServer(found: readonly Candidate[], asking: Asking): Promise<Search> {
  const tried: Tried[] = [];
  let tooOld: { candidate: Candidate; version: Version } | undefined;
  for (const candidate of found) {
    const answer = await ask(candidate, asking);
    if (answer.kind === "absent" && candidate.origin === "PATH") continue;
    tried.push({ candidate, answer });
    if (answer.kind === "version") {
      if (isAtLeast(answer.version, asking.minimum)) {
        return { kind: "found", candidate, version: answer.version, tried };
      }
      tooOld ??= { candidate, version: answer.version };
    } else if (candidate.origin === "setting") {
      return { kind: "bad-setting", reason: problem(candidate, answer), tried };
    }
  }
  return tooOld === undefined ? { kind: "none", tried } : { kind: "too-old", ...tooOld, tried };
}

async function ask(candidate: Candidate, asking: Asking): Promise<Tried["answer"]> {
  const [program] = candidate.command;
  if (!isAbsolute(program, asking.platform)) return { kind: "failed", reason: "is not an absolute path" };
  if (!asking.isAllowed(program)) return { kind: "not-allowed" };
  if (!asking.exists(program)) return { kind: "absent" };
  return await asking.version([...candidate.command, "--version"]);
}

/** One line on what became of a candidate. */
export function outcome({ candidate, answer }: Tried): string {
  return `${candidate.origin}: ${answer.kind === "version" ? `${candidate.command[0]} is version ${answer.version.text}` : problem(candidate, answer)}`;
}

function problem(candidate: Candidate, answer: Exclude<Tried["answer"], { kind: "version" }>): string {
  const [program, ...args] = candidate.command;
  switch (answer.kind) {
    case "absent":
      return args.length === 0 ? `there is no ${program}` : `${program} has no milestone-ls`;
    case "not-allowed":
      return `${program} lies in the workspace, which is not trusted`;
    case "failed":
      return `${program} ${answer.reason}`;
  }
}
