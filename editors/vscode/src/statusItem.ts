/** The item in the status bar: shown beside Markdown documents and wherever there is a plan. */

import * as vscode from "vscode";
import { type Counts, shownStatus, type State } from "./status.ts";

export class StatusItem implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly listener: vscode.Disposable;
  private state: State = { kind: "starting" };
  private counts: Counts = { errors: 0, warnings: 0 };
  private inPlan = false;

  constructor(command: string) {
    this.item = vscode.window.createStatusBarItem("milestone-ls.status", vscode.StatusBarAlignment.Left, 10);
    this.item.name = "Milestones";
    this.item.command = command;
    this.listener = vscode.window.onDidChangeActiveTextEditor(() => {
      this.draw();
    });
    this.draw();
  }

  /** Show what is given, and keep showing the rest. */
  show(news: { readonly state?: State; readonly counts?: Counts; readonly inPlan?: boolean }): void {
    this.state = news.state ?? this.state;
    this.counts = news.counts ?? this.counts;
    this.inPlan = news.inPlan ?? this.inPlan;
    this.draw();
  }

  /** What is shown, in words. */
  get shown(): { readonly label: string; readonly detail: string } {
    return shownStatus(this.state, this.counts);
  }

  dispose(): void {
    this.listener.dispose();
    this.item.dispose();
  }

  private draw(): void {
    const { text, label, detail, isProblem } = shownStatus(this.state, this.counts);
    this.item.text = text;
    this.item.tooltip = `${label}\n${detail}`;
    this.item.accessibilityInformation = { label: `${label}. ${detail}`, role: "button" };
    this.item.backgroundColor =
      isProblem && this.inPlan ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    const beside = vscode.window.activeTextEditor?.document.languageId === "markdown";
    if (beside || this.inPlan) this.item.show();
    else this.item.hide();
  }
}
