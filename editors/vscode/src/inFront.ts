/** Tells menus and keys whether the document in front is a milestone. */

import * as vscode from "vscode";
import { looksLikeMilestone } from "./recognising.ts";
import type { PlansKnown } from "./plansKnown.ts";

/** Keeps the context `milestone-ls.inMilestone` true to the editor in front. */
export function followEditors(plans: PlansKnown): vscode.Disposable {
  const tell = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const isMilestone =
      document !== undefined && (plans.at(document.uri) !== undefined || isMilestoneDocument(document));
    void vscode.commands.executeCommand("setContext", "milestone-ls.inMilestone", isMilestone);
  };
  tell();
  return vscode.Disposable.from(vscode.window.onDidChangeActiveTextEditor(tell), plans.onDidChange(tell));
}

/** Whether `document` is a milestone by its text. */
export function isMilestoneDocument(document: vscode.TextDocument): boolean {
  return document.languageId === "markdown" && looksLikeMilestone(document.getText());
}
