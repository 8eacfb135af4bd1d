/** The server that runs now, as views and commands ask it. */

import * as vscode from "vscode";
import {
  ExecuteCommandRequest,
  type ClientCapabilities,
  type FeatureState,
  type LanguageClient,
  type StaticFeature,
} from "vscode-languageclient/node";

/** What the server sends, to those who say that they hear it, when what it lists of a plan may have changed. */
export const PLAN_CHANGED = "milestone-ls/planChanged";

/** Names of the server's commands. */
export const COMMANDS = {
  listMilestones: "milestone-ls.listMilestones",
  newMilestone: "milestone-ls.newMilestone",
  toggleTask: "milestone-ls.toggleTask",
  setStatus: "milestone-ls.setStatus",
  nextPlaceholder: "milestone-ls.nextPlaceholder",
  exportGraph: "milestone-ls.exportGraph",
  showPlan: "milestone-ls.showPlan",
  /** Behind a code lens, which leads to places; by itself the server would open the first. */
  showPlaces: "milestone-ls.showPlaces",
} as const;

/** Says to the server that changes of plans are heard. */
export class HearsPlanChanges implements StaticFeature {
  fillClientCapabilities(capabilities: ClientCapabilities): void {
    const experimental = capabilities.experimental as Record<string, unknown> | undefined;
    capabilities.experimental = { ...experimental, milestonePlanChanged: true };
  }

  initialize(): void {
    // The server sends or does not, whatever its capabilities say.
  }

  getState(): FeatureState {
    return { kind: "static" };
  }

  clear(): void {
    // Nothing is kept.
  }
}

/** There is no server to ask. */
export class NoServerError extends Error {
  constructor() {
    super("The server of Milestones does not run.");
  }
}

export class Serving implements vscode.Disposable {
  private readonly starts = new vscode.EventEmitter<void>();
  private readonly ends = new vscode.EventEmitter<void>();
  private readonly changes = new vscode.EventEmitter<string>();
  private client: LanguageClient | undefined;
  /** Roots of plans that a server told of which nobody was asking yet. */
  private readonly early = new Set<string>();

  /** A server runs, and knows nothing of what the last one was asked. */
  readonly onDidStart = this.starts.event;
  /** No server runs any more. */
  readonly onDidEnd = this.ends.event;
  /** What the server lists of the plan with this root may have changed. */
  readonly onDidChangePlan = this.changes.event;

  /** From now on `client` is asked, which runs; nobody, where there is none. */
  use(client: LanguageClient | undefined): void {
    if (client === this.client) return;
    this.client = client;
    void vscode.commands.executeCommand("setContext", "milestone-ls.isRunning", client !== undefined);
    const early = [...this.early];
    this.early.clear();
    if (client === undefined) {
      this.ends.fire();
      return;
    }
    this.starts.fire();
    // A folder with several plans is not listed as one: that they are there is known from what the server told.
    for (const root of early) this.changes.fire(root);
  }

  planChanged(root: string): void {
    if (this.client === undefined) this.early.add(root);
    else this.changes.fire(root);
  }

  /** What the server answers to one of its commands; its error as an Error whose message is for people. */
  async ask(command: string, ...args: unknown[]): Promise<unknown> {
    if (this.client?.isRunning() !== true) throw new NoServerError();
    return await this.client.sendRequest(ExecuteCommandRequest.type, { command, arguments: args });
  }

  dispose(): void {
    this.starts.dispose();
    this.ends.dispose();
    this.changes.dispose();
  }
}
