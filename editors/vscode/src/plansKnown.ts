/** The plans of the workspace, kept as the server lists them. */

import * as vscode from "vscode";
import { type Listing, type Milestone, readListing } from "./listing.ts";
import { Listings } from "./listings.ts";
import { COMMANDS, NoServerError, type Serving } from "./serving.ts";

export class PlansKnown implements vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly listings: Listings;
  private readonly subscriptions: readonly { dispose(): unknown }[];

  readonly onDidChange = this.changes.event;

  constructor(
    private readonly serving: Serving,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.listings = new Listings({
      list: async (uri) => await this.list(uri),
      changed: () => {
        this.changes.fire();
      },
      failed: (uri, error) => {
        if (!(error instanceof NoServerError)) this.log.warn(`Milestones of ${uri}: ${String(error)}`);
      },
    });
    this.subscriptions = [
      this.changes,
      serving.onDidStart(() => {
        this.listings.clear();
        this.askForFolders();
      }),
      serving.onDidEnd(() => {
        this.listings.clear();
      }),
      serving.onDidChangePlan((root) => {
        this.listings.refresh(root);
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.askForFolders();
      }),
    ];
  }

  /** Those that have milestones, by their names. */
  get plans(): readonly Listing[] {
    const found = this.listings.all.filter(({ milestones }) => milestones.length > 0);
    return found.sort((a, b) => a.name.localeCompare(b.name) || a.root.localeCompare(b.root));
  }

  /** The milestone whose document stands at `uri`, with its plan. */
  at(uri: vscode.Uri): { readonly milestone: Milestone; readonly listing: Listing } | undefined {
    for (const listing of this.listings.all) {
      const milestone = listing.milestones.find((each) => isSame(each.uri, uri));
      if (milestone !== undefined) return { milestone, listing };
    }
    return undefined;
  }

  /** The plan with `root`, or the one that a document or folder belongs to, as the server lists it now. */
  async current(uri: string): Promise<Listing> {
    return await this.listings.current(uri);
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  private askForFolders(): void {
    this.listings.foldersChanged((vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString()));
  }

  private async list(uri: string): Promise<Listing> {
    const listing = readListing(await this.serving.ask(COMMANDS.listMilestones, uri));
    if (listing === undefined) throw new Error("The server did not list the milestones.");
    return listing;
  }
}

/** Whether a URI that the server wrote is `uri`, whatever each of the two escapes. */
export function isSame(written: string, uri: vscode.Uri): boolean {
  return vscode.Uri.parse(written).toString() === uri.toString();
}
