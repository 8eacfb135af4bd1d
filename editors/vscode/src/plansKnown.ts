/** The plans of the workspace, kept as the server lists them. */

import * as vscode from "vscode";
import { type Listing, type Milestone, readListing } from "./listing.ts";
import { COMMANDS, NoServerError, type Serving } from "./serving.ts";

export class PlansKnown implements vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly listings = new Map<string, Listing>();
  /** What is being asked for; true: again when the answer is there. */
  private readonly asked = new Map<string, boolean>();
  private readonly subscriptions: readonly { dispose(): unknown }[];

  readonly onDidChange = this.changes.event;

  constructor(
    private readonly serving: Serving,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscriptions = [
      this.changes,
      serving.onDidStart(() => {
        this.reload();
      }),
      serving.onDidEnd(() => {
        this.listings.clear();
        this.changes.fire();
      }),
      serving.onDidChangePlan((root) => {
        this.refresh(root);
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.reload();
      }),
    ];
  }

  /** Those that have milestones, by their names. */
  get plans(): readonly Listing[] {
    const found = [...this.listings.values()].filter(({ milestones }) => milestones.length > 0);
    return found.sort((a, b) => a.name.localeCompare(b.name) || a.root.localeCompare(b.root));
  }

  /** The milestone whose document stands at `uri`, with its plan. */
  at(uri: vscode.Uri): { readonly milestone: Milestone; readonly listing: Listing } | undefined {
    for (const listing of this.listings.values()) {
      const milestone = listing.milestones.find((each) => isSame(each.uri, uri));
      if (milestone !== undefined) return { milestone, listing };
    }
    return undefined;
  }

  /** The plan with `root`, or the one that a document or folder belongs to, as the server lists it now. */
  async current(uri: string): Promise<Listing> {
    const listing = readListing(await this.serving.ask(COMMANDS.listMilestones, uri));
    if (listing === undefined) throw new Error("The server did not list the milestones.");
    this.keep(listing);
    return listing;
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  private reload(): void {
    this.listings.clear();
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) this.refresh(uri.toString());
  }

  private refresh(uri: string): void {
    const isAsked = this.asked.has(uri);
    this.asked.set(uri, isAsked);
    if (!isAsked) void this.fetch(uri);
  }

  private async fetch(uri: string): Promise<void> {
    try {
      await this.current(uri);
    } catch (error) {
      if (!(error instanceof NoServerError)) this.log.warn(`Milestones of ${uri}: ${String(error)}`);
      if (this.listings.delete(uri)) this.changes.fire();
    }
    const again = this.asked.get(uri) === true;
    this.asked.delete(uri);
    if (again) this.refresh(uri);
  }

  private keep(listing: Listing): void {
    this.listings.set(listing.root, listing);
    this.changes.fire();
  }
}

/** Whether a URI that the server wrote is `uri`, whatever each of the two escapes. */
export function isSame(written: string, uri: vscode.Uri): boolean {
  return vscode.Uri.parse(written).toString() === uri.toString();
}
