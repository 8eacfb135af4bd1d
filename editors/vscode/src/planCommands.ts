/** The commands that go through a plan or change a milestone of it, as their user sees them. */

import * as vscode from "vscode";
import { entry, withoutIcons } from "./entries.ts";
import type { Listing, Milestone } from "./listing.ts";
import { milestoneOf, opening, planOf } from "./milestonesView.ts";
import { askForMilestone } from "./newMilestone.ts";
import { pick } from "./picks.ts";
import type { PlanPanels } from "./planPanel.ts";
import { isSame, type PlansKnown } from "./plansKnown.ts";
import { COMMANDS, type Serving } from "./serving.ts";

/** Milliseconds for which the status bar says that there was nothing to do. */
const SAID = 5_000;

/** What the server writes as a status, with what it is called here. */
const STATUSES: readonly (readonly [string, string])[] = [
  ["pending", "Pending"],
  ["in_progress", "In Progress"],
  ["completed", "Completed"],
  ["blocked", "Blocked"],
  ["cancelled", "Cancelled"],
];

export type Direction = "upstream" | "downstream";

export class PlanCommands {
  constructor(
    private readonly plans: PlansKnown,
    private readonly serving: Serving,
    private readonly panels: PlanPanels,
  ) {}

  /** Go to what the milestone depends on, or to what depends on it; which of several, the user says. */
  async goTo(direction: Direction, on: unknown): Promise<void> {
    const from = await this.subject(on);
    if (from === undefined) return;
    const { listing, milestone } = from;
    const uris = milestone[direction];
    const picks = uris.map((uri) => pick(uri, listing));
    const [only] = picks;
    if (only === undefined) {
      say(direction === "upstream" ? "It depends on no milestone." : "No milestone depends on it.");
      return;
    }
    const placeHolder = direction === "upstream" ? "What it depends on" : "What depends on it";
    const title = withoutIcons(entry(milestone).label);
    const choice = picks.length === 1 ? only : await vscode.window.showQuickPick(picks, { title, placeHolder });
    if (choice !== undefined) await open(choice.uri, listing);
  }

  /** Have the server write the status that the user chooses. */
  async setStatus(on: unknown): Promise<void> {
    const subject = await this.subject(on);
    if (subject === undefined) return;
    const { milestone } = subject;
    const items = STATUSES.map(([status, label]) => {
      return { label, status, description: status === milestone.status ? "as it is" : "" };
    });
    const title = withoutIcons(entry(milestone).label);
    const choice = await vscode.window.showQuickPick(items, { title, placeHolder: "Status" });
    if (choice === undefined) return;
    // The server writes into documents that are open, and the user sees what is written.
    const uri = vscode.Uri.parse(milestone.uri);
    if (vscode.window.activeTextEditor?.document.uri.toString() !== uri.toString())
      await vscode.window.showTextDocument(uri);
    const isDone = await this.serving.ask(COMMANDS.setStatus, uri.toString(), choice.status);
    if (isDone === null) say("That is its status already.");
  }

  /** Ask for a milestone and have the server create it, who shows it then. */
  async create(on: unknown): Promise<void> {
    const listing = await this.plan(on);
    const where = listing?.root ?? (await folder());
    if (where === undefined) {
      say("Open a folder first.");
      return;
    }
    const wanted = await askForMilestone(listing);
    if (wanted !== undefined) await this.serving.ask(COMMANDS.newMilestone, where, wanted);
  }

  async showPlan(on: unknown): Promise<void> {
    const plan = typeof on === "string" ? await this.plans.current(on) : await this.plan(on);
    if (plan === undefined) say("There are no milestones.");
    else this.panels.show(plan);
  }

  /** Tick the task under the cursor, or open it again. */
  async toggleTask(): Promise<void> {
    const isDone = await this.atCursor(COMMANDS.toggleTask);
    if (isDone === null) say("There is no task on this line.");
  }

  /** Select what is next to be filled in. */
  async nextPlaceholder(): Promise<void> {
    const place = await this.atCursor(COMMANDS.nextPlaceholder);
    if (place === null) say("Nothing is left to fill in.");
  }

  /** Ask for another ID of the milestone, where the editor asks for names. */
  async rename(on: unknown): Promise<void> {
    const subject = await this.subject(on);
    if (subject === undefined) return;
    await open(subject.milestone.uri, subject.listing);
    await vscode.commands.executeCommand("editor.action.rename");
  }

  async openToSide(on: unknown): Promise<void> {
    const subject = await this.subject(on);
    if (subject === undefined) return;
    const [uri, options] = opening(subject.milestone);
    await vscode.window.showTextDocument(uri, { ...options, viewColumn: vscode.ViewColumn.Beside });
  }

  async copyId(on: unknown): Promise<void> {
    const id = (await this.subject(on))?.milestone.id;
    if (id !== undefined && id !== "") await vscode.env.clipboard.writeText(id);
  }

  /** The plan that is meant: that of what was clicked, of the document in front, the only one, or the user's choice. */
  private async plan(on: unknown): Promise<Listing | undefined> {
    const clicked = planOf(on);
    if (clicked !== undefined) return clicked;
    const document = vscode.window.activeTextEditor?.document;
    const here = document === undefined ? undefined : this.plans.at(document.uri)?.listing;
    const { plans } = this.plans;
    if (here !== undefined || plans.length < 2) return here ?? plans[0];
    const items = plans.map((listing) => ({
      label: withoutIcons(listing.name),
      description: vscode.workspace.asRelativePath(vscode.Uri.parse(listing.root)),
      listing,
    }));
    return (await vscode.window.showQuickPick(items, { placeHolder: "Plan" }))?.listing;
  }

  /** The milestone that is meant, as it stands now: the one that was clicked, or that of the document in front. */
  private async subject(on: unknown): Promise<{ listing: Listing; milestone: Milestone } | undefined> {
    const clicked = milestoneOf(on);
    const document = vscode.window.activeTextEditor?.document;
    const uri = clicked === undefined ? document?.uri : vscode.Uri.parse(clicked.milestone.uri);
    if (uri === undefined) {
      say("Open a milestone first.");
      return undefined;
    }
    const listing = await this.plans.current(uri.toString());
    const milestone = listing.milestones.find((each) => isSame(each.uri, uri));
    if (milestone === undefined) say("This document is no milestone.");
    return milestone && { listing, milestone };
  }

  private async atCursor(command: string): Promise<unknown> {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) return undefined;
    const { line, character } = editor.selection.active;
    return await this.serving.ask(command, editor.document.uri.toString(), { line, character });
  }
}

/** Runs `action`, and shows the user the text of an error as it is. */
export async function withErrorsShown(action: () => unknown): Promise<void> {
  try {
    await action();
  } catch (error) {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

/** The folder for the first milestone of all: the only one, or the user's choice. */
async function folder(): Promise<string | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const chosen = folders.length < 2 ? folders[0] : await vscode.window.showWorkspaceFolderPick();
  return chosen?.uri.toString();
}

async function open(uri: string, { milestones }: Listing): Promise<void> {
  const milestone = milestones.find((each) => each.uri === uri);
  const [target, options] = milestone === undefined ? [vscode.Uri.parse(uri), {}] : opening(milestone);
  await vscode.window.showTextDocument(target, options);
}

function say(words: string): void {
  vscode.window.setStatusBarMessage(`Milestones: ${words}`, SAID);
}
