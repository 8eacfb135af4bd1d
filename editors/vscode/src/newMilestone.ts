/** What a new milestone is asked for: its title, its ID, and what it depends on. */

import * as vscode from "vscode";
import { withoutIcons } from "./entries.ts";
import type { Listing } from "./listing.ts";
import { idProblem, titleProblem } from "./naming.ts";
import { pick } from "./picks.ts";

/** As the server takes it; without an ID it chooses the next one that is free. */
export interface Wanted {
  readonly title: string;
  readonly id?: string;
  readonly dependsOn?: readonly string[];
}

/** What the user wants in a plan, or in one that has no milestones yet; undefined where they do not go on. */
export async function askForMilestone(listing: Listing | undefined): Promise<Wanted | undefined> {
  const candidates = (listing?.milestones ?? []).filter(({ id }) => id !== "");
  const steps = candidates.length === 0 ? 2 : 3;
  const heading = (step: number): string => `New Milestone (${String(step)}/${String(steps)})`;
  const title = await vscode.window.showInputBox({
    title: heading(1),
    prompt: "Title",
    placeHolder: "What is it about, in a few words?",
    ignoreFocusOut: true,
    validateInput: titleProblem,
  });
  if (title === undefined) return undefined;
  const id = await vscode.window.showInputBox({
    title: heading(2),
    prompt: "ID",
    placeHolder: "Left empty: the next one that is free",
    ignoreFocusOut: true,
    validateInput: (text) => idProblem(text, candidates),
  });
  if (id === undefined) return undefined;
  const wanted: Wanted = { title: title.trim(), ...(id.trim() === "" ? {} : { id: id.trim() }) };
  if (listing === undefined || steps === 2) return wanted;
  const items = candidates.map((milestone) => ({ ...pick(milestone.uri, listing), id: milestone.id }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: heading(3),
    placeHolder: `What ${withoutIcons(wanted.title)} depends on; none is fine, too`,
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (chosen === undefined) return undefined;
  return chosen.length === 0 ? wanted : { ...wanted, dependsOn: chosen.map((each) => each.id) };
}
