/** The view of the milestones: a tree of plans, groups and milestones. */

import * as vscode from "vscode";
import { entry, figures, iconOf } from "./entries.ts";
import { type Group, grouped, type Grouping, isGrouping } from "./grouping.ts";
import { type Listing, type Milestone, fileName, nameOf } from "./listing.ts";
import type { PlansKnown } from "./plansKnown.ts";

const VIEW = "milestone-ls.milestones";
const REMEMBERED = "grouping";

export interface MilestoneNode {
  readonly kind: "milestone";
  readonly listing: Listing;
  readonly milestone: Milestone;
}

interface GroupNode {
  readonly kind: "group";
  readonly listing: Listing;
  readonly group: Group;
}

interface PlanNode {
  readonly kind: "plan";
  readonly listing: Listing;
}

type Node = PlanNode | GroupNode | MilestoneNode;

/** The milestone that a command was called on in the view. */
export function milestoneOf(argument: unknown): MilestoneNode | undefined {
  if (typeof argument !== "object" || argument === null || !("kind" in argument)) return undefined;
  return argument.kind === "milestone" ? (argument as MilestoneNode) : undefined;
}

/** The plan that a command was called on in the view, or in which the milestone stands. */
export function planOf(argument: unknown): Listing | undefined {
  if (typeof argument !== "object" || argument === null || !("listing" in argument)) return undefined;
  return argument.listing as Listing;
}

export class MilestonesView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly view: vscode.TreeView<Node>;
  private readonly subscriptions: readonly { dispose(): unknown }[];
  private grouping: Grouping;

  readonly onDidChangeTreeData = this.changes.event;

  constructor(
    private readonly plans: PlansKnown,
    private readonly memory: vscode.Memento,
  ) {
    const remembered = memory.get(REMEMBERED);
    this.grouping = isGrouping(remembered) ? remembered : "wave";
    this.view = vscode.window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
    this.subscriptions = [
      this.changes,
      this.view,
      plans.onDidChange(() => {
        this.draw();
      }),
    ];
    this.draw();
  }

  async groupBy(grouping: Grouping): Promise<void> {
    this.grouping = grouping;
    this.draw();
    await this.memory.update(REMEMBERED, grouping);
  }

  getChildren(node?: Node): Node[] {
    const { plans } = this.plans;
    const [only] = plans;
    if (node === undefined) {
      return only !== undefined && plans.length === 1
        ? this.groups(only)
        : plans.map((listing) => ({ kind: "plan", listing }));
    }
    if (node.kind === "plan") return this.groups(node.listing);
    if (node.kind === "milestone") return [];
    const { listing, group } = node;
    return group.milestones.map((milestone) => ({ kind: "milestone", listing, milestone }));
  }

  getTreeItem(node: Node): vscode.TreeItem {
    switch (node.kind) {
      case "plan":
        return planItem(node.listing);
      case "group":
        return groupItem(node, this.grouping);
      case "milestone":
        return milestoneItem(node);
    }
  }

  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    if (node.kind === "milestone") item.tooltip = card(node);
    return item;
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  private groups(listing: Listing): Node[] {
    return grouped(listing.milestones, this.grouping).map((group) => ({ kind: "group", listing, group }));
  }

  private draw(): void {
    const { plans } = this.plans;
    this.view.description = plans.length === 0 ? "" : `by ${this.grouping}`;
    this.view.message = plans.some(({ complete }) => !complete) ? "The plan is still being read." : "";
    void vscode.commands.executeCommand("setContext", "milestone-ls.grouping", this.grouping);
    this.changes.fire();
  }
}

function planItem({ root, name }: Listing): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = root;
  item.iconPath = new vscode.ThemeIcon("checklist");
  item.contextValue = "plan";
  item.tooltip = vscode.Uri.parse(root).fsPath;
  return item;
}

function groupItem({ listing, group }: GroupNode, grouping: Grouping): vscode.TreeItem {
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(group.label, group.isOver ? Collapsed : Expanded);
  item.id = [listing.root, grouping, group.key].join("\n");
  item.description = group.description;
  item.contextValue = "group";
  item.tooltip = group.label;
  if (group.description !== "") {
    const [done, all] = group.description.split("/");
    item.accessibilityInformation = { label: `${group.label}, ${String(done)} of ${String(all)} milestones completed` };
  }
  return item;
}

function milestoneItem({ listing, milestone }: MilestoneNode): vscode.TreeItem {
  const { label, description, spoken } = entry(milestone);
  const icon = iconOf(milestone);
  const item = new vscode.TreeItem(label);
  item.id = [listing.root, milestone.uri].join("\n");
  item.description = description;
  item.iconPath = new vscode.ThemeIcon(icon.name, new vscode.ThemeColor(icon.color));
  item.accessibilityInformation = { label: spoken };
  item.contextValue = "milestone";
  item.command = { command: "vscode.open", title: "Open", arguments: opening(milestone) };
  return item;
}

/** What `vscode.open` is given to show `milestone` at its heading. */
export function opening({ uri, range: { start, end } }: Milestone): [vscode.Uri, vscode.TextDocumentShowOptions] {
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  return [vscode.Uri.parse(uri), { selection }];
}

/** What the pointer is told of a milestone; what its author wrote stays text. */
function card({ listing, milestone }: MilestoneNode): vscode.MarkdownString {
  const names = new Map(listing.milestones.map((each) => [each.uri, each.id === "" ? nameOf(each) : each.id]));
  const text = new vscode.MarkdownString("**").appendText(nameOf(milestone)).appendMarkdown("**\n\n");
  for (const [name, value] of figures(milestone, (uri) => names.get(uri) ?? fileName(uri))) {
    text.appendMarkdown(`- ${name}: `).appendText(value).appendMarkdown("\n");
  }
  return text;
}
