/** The language client: which documents it serves, what it sends, and what is heard of it. */

import * as vscode from "vscode";
import {
  CloseAction,
  DidChangeConfigurationNotification,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  type Location,
  type Middleware,
  type Position,
  State,
} from "vscode-languageclient/node";
import { Crashes } from "./crashes.ts";
import type { Command } from "./platform.ts";
import { COMMANDS, HearsPlanChanges, PLAN_CHANGED } from "./serving.ts";
import { forServer, SECTION } from "./settings.ts";

/** The beginning of the names under which the server tells how far it has read. */
const READING = "milestone-ls/reading/";

const ENDED_EARLY = "The server ended before it answered.";

export interface Hooks {
  /** The server reads its plan, so far as `detail` says; undefined when it is done. */
  readonly onReading: (detail: string | undefined) => void;
  /** The server ended by itself and is not started again, for a reason in words. */
  readonly onGivenUp: (reason: string) => void;
  /** What the server lists of the plan with this root may have changed. */
  readonly onPlanChanged: (root: string) => void;
  /** Does what the window itself does for a command of the server; undefined for one that is the server's alone. */
  readonly instead: Instead;
}

/** What is done in the place of a server's command; undefined where nothing is. */
export type Instead = (command: string, args: readonly unknown[]) => Promise<unknown> | undefined;

export interface Start {
  readonly command: Command;
  readonly cwd: string;
  readonly env: Record<string, string>;
}

/** A client that writes what went wrong into the log, and leaves it to the caller what the user is told. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** A client that is not started yet. */
export function makeClient(start: Start, log: vscode.LogOutputChannel, hooks: Hooks): LanguageClient {
  const [command, ...args] = start.command;
  const executable = { command, args: [...args, "server"], options: { cwd: start.cwd, env: start.env } };
  const crashes = new Crashes();
  const goesOn = (): boolean => {
    if (client.state === State.Starting) hooks.onGivenUp(ENDED_EARLY);
    else if (crashes.again(Date.now())) return true;
    else hooks.onGivenUp("The server ended several times and is not started again.");
    return false;
  };
  const client = new QuietClient(SECTION, "Milestones", executable, clientOptions(log, hooks, goesOn));
  client.registerFeature(new HearsPlanChanges());
  client.onNotification(PLAN_CHANGED, ({ root }: { readonly root: string }) => {
    hooks.onPlanChanged(root);
  });
  return client;
}

/** Why `client.start()` failed with `error`, in words. */
export function startProblem(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  // What a connection says whose other end is gone.
  if (/EPIPE|ECONNRESET|ERR_STREAM|disposed|Pending response/.test(message)) return ENDED_EARLY;
  return `The server did not start: ${message}`;
}

/** Tell the server that settings changed; it asks for them then. */
export async function sendSettingsChanged(client: LanguageClient): Promise<void> {
  if (client.isRunning()) await client.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
}

/** `goesOn` tells, when the server has ended by itself, whether it is to be started again. */
function clientOptions(log: vscode.LogOutputChannel, hooks: Hooks, goesOn: () => boolean): LanguageClientOptions {
  return {
    documentSelector: ["file", "untitled"].map((scheme) => ({ scheme, language: "markdown" })),
    outputChannel: log,
    initializationOptions: forServer(vscode.workspace.getConfiguration().get(SECTION)),
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => {
        return { action: goesOn() ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true };
      },
    },
    middleware: middleware(hooks),
  };
}

/** Shows the places in a peek view, at the place that they are asked from; the arguments are the protocol's. */
async function showPlaces([uri, position, places]: unknown[]): Promise<void> {
  const from = position as Position;
  const locations = (places as Location[]).map(({ uri: target, range: { start, end } }) => {
    const range = new vscode.Range(start.line, start.character, end.line, end.character);
    return new vscode.Location(vscode.Uri.parse(target, true), range);
  });
  const here = vscode.Uri.parse(uri as string, true);
  const start = new vscode.Position(from.line, from.character);
  await vscode.commands.executeCommand("editor.action.showReferences", here, start, locations);
}

function middleware(hooks: Hooks): Middleware {
  return {
    // The outline of VS Code's own Markdown extension has every heading.
    provideDocumentSymbols: () => [],
    handleWorkDoneProgress: (token, params, next) => {
      if (!String(token).startsWith(READING)) {
        next(token, params);
      } else if (params.kind === "end") {
        hooks.onReading(undefined);
      } else {
        hooks.onReading(params.message ?? "");
      }
    },
    executeCommand: async (command, args: unknown[], next): Promise<unknown> =>
      await (command === COMMANDS.showPlaces
        ? showPlaces(args)
        : (hooks.instead(command, args) ?? next(command, args))),
    workspace: {
      configuration: async (params, token, next) => {
        const answers = await next(params, token);
        if (!Array.isArray(answers)) return answers;
        return answers.map((answer: unknown, i) => (params.items[i]?.section === SECTION ? forServer(answer) : answer));
      },
    },
  };
}
