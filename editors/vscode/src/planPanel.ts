/** The picture of a plan in a panel, which follows the plan. */

import * as vscode from "vscode";
import { isPage, openedFrom, wordPage } from "./planPage.ts";
import { COMMANDS, type Serving } from "./serving.ts";

const KIND = "milestone-ls.plan";
/** Under which the workspace keeps which plans were shown last. */
const SHOWN = "milestone-ls.plansShown";

// Scripts are those that the page's own policy lets through; nothing is loaded from anywhere.
const CONTENT: vscode.WebviewOptions = { enableScripts: true, localResourceRoots: [] };

/** A plan as its panel needs it. */
interface Plan {
  readonly root: string;
  readonly name: string;
}

/**
 * The panels of a window, which come back when the window is loaded anew.
 *
 * A panel that comes back knows its title; the workspace knows which plans had panels.
 */
export class PlanPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private readonly panels = new Map<string, PlanPanel>();
  /** The plans of the panels that may come back. */
  private expected: readonly Plan[];
  private isEnding = false;
  private readonly subscriptions: readonly { dispose(): unknown }[];

  constructor(
    private readonly serving: Serving,
    private readonly log: vscode.LogOutputChannel,
    private readonly icon: vscode.Uri,
    private readonly memory: vscode.Memento,
  ) {
    this.expected = memory.get<unknown[]>(SHOWN, []).filter(isPlan);
    this.subscriptions = [
      vscode.window.registerWebviewPanelSerializer(KIND, this),
      serving.onDidChangePlan((root) => this.panels.get(root)?.update()),
      serving.onDidStart(() => {
        for (const panel of this.panels.values()) panel.update();
      }),
    ];
  }

  /** Show the picture of `plan`, in the panel that it has already if there is one. */
  show(plan: Plan): void {
    const known = this.panels.get(plan.root);
    if (known !== undefined) {
      known.reveal();
      return;
    }
    const options = { ...CONTENT, enableFindWidget: true };
    const column = { viewColumn: vscode.ViewColumn.Active };
    this.take(plan, vscode.window.createWebviewPanel(KIND, titleOf(plan), column, options));
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    const plan = this.expected.find((each) => titleOf(each) === panel.title);
    if (plan === undefined) panel.dispose();
    else this.take(plan, panel);
    return Promise.resolve();
  }

  private take(plan: Plan, shown: vscode.WebviewPanel): void {
    const panel = new PlanPanel(plan, shown, this.serving, this.log, this.icon);
    this.panels.set(plan.root, panel);
    this.expected = this.expected.filter(({ root }) => root !== plan.root);
    panel.onDidClose(() => {
      this.panels.delete(plan.root);
      this.remember();
    });
    this.remember();
  }

  /** Keep which plans are shown; panels that close with their window are to come back. */
  private remember(): void {
    if (this.isEnding) return;
    const plans = [...[...this.panels.values()].map(({ plan }) => plan), ...this.expected];
    void this.memory.update(SHOWN, plans);
  }

  dispose(): void {
    this.isEnding = true;
    for (const each of [...this.subscriptions, ...this.panels.values()]) each.dispose();
  }
}

class PlanPanel implements vscode.Disposable {
  private shown = "";
  /** Whether the plan has changed since it was last asked for. */
  private isStale = true;
  private isAsking = false;
  private isClosed = false;

  readonly onDidClose: vscode.Event<void>;

  constructor(
    readonly plan: Plan,
    private readonly panel: vscode.WebviewPanel,
    private readonly serving: Serving,
    private readonly log: vscode.LogOutputChannel,
    icon: vscode.Uri,
  ) {
    // A panel that comes back has the options that the window kept for it.
    panel.webview.options = CONTENT;
    panel.iconPath = icon;
    this.onDidClose = this.panel.onDidDispose;
    this.onDidClose(() => {
      this.isClosed = true;
    });
    this.panel.webview.onDidReceiveMessage((message: unknown) => void this.open(message));
    this.panel.onDidChangeViewState(() => void this.refresh());
    this.put(wordPage("The plan is being drawn."));
    void this.refresh();
  }

  /** The plan has changed. */
  update(): void {
    this.isStale = true;
    void this.refresh();
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    this.panel.dispose();
  }

  /** Ask for the page anew, once for all that changed meanwhile, and while somebody sees it. */
  private async refresh(): Promise<void> {
    if (this.isClosed || this.isAsking || !this.isStale || !this.panel.visible) return;
    this.isAsking = true;
    this.isStale = false;
    this.put(await this.page());
    this.isAsking = false;
    await this.refresh();
  }

  private async page(): Promise<string> {
    try {
      const page = await this.serving.ask(COMMANDS.exportGraph, this.plan.root, "html");
      if (isPage(page)) return page;
      return wordPage("The server gave no page that shuts out what is not its own.");
    } catch (error) {
      this.log.warn(`Show Plan: ${String(error)}`);
      return wordPage(error instanceof Error ? error.message : String(error));
    }
  }

  private put(page: string): void {
    if (this.isClosed || page === this.shown) return;
    this.shown = page;
    this.panel.webview.html = page;
  }

  /** Open the document that was clicked, beside the panel. */
  private async open(message: unknown): Promise<void> {
    const uri = openedFrom(message, this.plan.root);
    if (uri === undefined) return;
    const { One, Beside } = vscode.ViewColumn;
    const isFirst = (this.panel.viewColumn ?? One) === One;
    await vscode.commands.executeCommand("vscode.open", vscode.Uri.parse(uri), {
      viewColumn: isFirst ? Beside : One,
    } satisfies vscode.TextDocumentShowOptions);
  }
}

function titleOf({ name }: Plan): string {
  return `Plan: ${name}`;
}

function isPlan(kept: unknown): kept is Plan {
  if (typeof kept !== "object" || kept === null) return false;
  return "root" in kept && typeof kept.root === "string" && "name" in kept && typeof kept.name === "string";
}
