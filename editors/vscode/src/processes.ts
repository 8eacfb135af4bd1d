/** Programs that are run to their end, within a time limit, and ended with all that they started. */

import { type ChildProcess, spawn } from "node:child_process";
import type { Command } from "./platform.ts";

/** How a program ended. `output` is what it printed, stdout only or both as they came; at most OUTPUT_LIMIT characters. */
export type Ended =
  | { readonly kind: "ended"; readonly code: number; readonly output: string; readonly errors: string }
  | { readonly kind: "not-started"; readonly reason: string }
  | { readonly kind: "timed-out" }
  | { readonly kind: "cancelled" };

export interface RunOptions {
  readonly cwd: string;
  readonly env: Record<string, string>;
  /** Milliseconds. */
  readonly limit: number;
  readonly signal?: AbortSignal;
  /** Called with what comes, from both streams. */
  readonly onOutput?: (text: string) => void;
}

const OUTPUT_LIMIT = 1_000_000;

/** Runs `command` without a shell and without input. Never rejects. */
export async function run(command: Command, options: RunOptions): Promise<Ended> {
  const { signal } = options;
  if (signal?.aborted === true) return { kind: "cancelled" };
  return await new Promise((resolve) => {
    const [program, ...args] = command;
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
      // A group of its own, so that it ends together with what it started.
      detached: process.platform !== "win32",
    });
    const finish = (ended: Ended): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
      resolve(ended);
    };
    const end = (ended: Ended): void => {
      endGroup(child);
      child.stdout.destroy();
      child.stderr.destroy();
      finish(ended);
    };
    const cancel = (): void => {
      end({ kind: "cancelled" });
    };
    const timer = setTimeout(() => {
      end({ kind: "timed-out" });
    }, options.limit);
    signal?.addEventListener("abort", cancel);
    const output = collected(child.stdout, options.onOutput);
    const errors = collected(child.stderr, options.onOutput);
    child.on("error", (error) => {
      finish({ kind: "not-started", reason: error.message });
    });
    child.on("close", (code, killed) => {
      finish({ kind: "ended", code: code ?? (killed === null ? 1 : 128), output: output(), errors: errors() });
    });
  });
}

function collected(stream: NodeJS.ReadableStream, onOutput: ((text: string) => void) | undefined): () => string {
  let text = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    text = (text + chunk).slice(0, OUTPUT_LIMIT);
    onOutput?.(chunk);
  });
  return () => text;
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  if (process.platform === "win32") {
    spawn("taskkill", ["/pid", String(child.pid), "/T", "/F"], { windowsHide: true }).on("error", () => child.kill());
    return;
  }
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL"); // the group is gone, or was never made
  }
}

/** Whether there is a process `pid`. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
