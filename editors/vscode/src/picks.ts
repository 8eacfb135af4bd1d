/** Milestones among which the user chooses. */

import * as vscode from "vscode";
import { entry, iconOf, withoutIcons } from "./entries.ts";
import { fileName, type Listing } from "./listing.ts";

export interface MilestonePick extends vscode.QuickPickItem {
  readonly uri: string;
}

/** What stands at `uri`, as one of several to choose from. */
export function pick(uri: string, { milestones }: Listing): MilestonePick {
  const milestone = milestones.find((each) => each.uri === uri);
  if (milestone === undefined) return { label: withoutIcons(fileName(uri)), uri };
  const { label, description } = entry(milestone);
  const { name, color } = iconOf(milestone);
  const iconPath = new vscode.ThemeIcon(name, new vscode.ThemeColor(color));
  return { label: withoutIcons(label), description: withoutIcons(description), iconPath, uri };
}
