/** Where the extension begins and ends. */

import * as vscode from "vscode";
import { Controller } from "./controller.ts";
import { followEditors } from "./inFront.ts";
import { MilestonesView } from "./milestonesView.ts";
import { PlanCommands, withErrorsShown } from "./planCommands.ts";
import { PlanPanels } from "./planPanel.ts";
import { PlansKnown } from "./plansKnown.ts";
import { COMMANDS, Serving } from "./serving.ts";

/** `on` is what the command was called on in a view; a text where another program gives what the server takes. */
type Run = (on?: unknown) => unknown;

let controller: Controller | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("Milestones", { log: true });
  const serving = new Serving();
  const plans = new PlansKnown(serving, log);
  const view = new MilestonesView(plans, context.workspaceState);
  const icon = vscode.Uri.joinPath(context.extensionUri, "media", "icon.png");
  const panels = new PlanPanels(serving, log, icon, context.workspaceState);
  const commands = new PlanCommands(plans, serving, panels);
  const asked = askedHere(commands);
  const mine = new Controller(context, log, serving, (command, [on]) => {
    const run = typeof on === "string" && command !== COMMANDS.showPlan ? undefined : asked.get(command);
    return run === undefined ? undefined : withErrorsShown(() => run(on));
  });
  controller = mine;
  context.subscriptions.push(log, serving, plans, view, panels, mine, followEditors(plans));
  for (const [name, run] of Object.entries({ ...ofServer(mine), ...ofPlan(commands, view) })) {
    context.subscriptions.push(
      vscode.commands.registerCommand(`milestone-ls.${name}`, (on: unknown) => withErrorsShown(() => run(on))),
    );
  }
  void vscode.commands.executeCommand("setContext", "milestone-ls.isActive", true);
  await mine.restart();
}

export async function deactivate(): Promise<void> {
  await controller?.stop();
}

/** Commands of the server that ask their user when nobody says what they are about. The client registers them. */
function askedHere(commands: PlanCommands): ReadonlyMap<string, Run> {
  return new Map<string, Run>([
    [COMMANDS.newMilestone, (on) => commands.create(on)],
    [COMMANDS.showPlan, (on) => commands.showPlan(on)],
    [COMMANDS.setStatus, (on) => commands.setStatus(on)],
    [COMMANDS.toggleTask, () => commands.toggleTask()],
    [COMMANDS.nextPlaceholder, () => commands.nextPlaceholder()],
  ]);
}

function ofServer(mine: Controller): Record<string, Run> {
  return {
    restart: () => mine.restart(),
    showLog: () => {
      mine.showLog();
    },
    setUp: () => mine.setUp(),
    showMenu: () => mine.showMenu(),
  };
}

function ofPlan(commands: PlanCommands, view: MilestonesView): Record<string, Run> {
  return {
    goToUpstream: (on) => commands.goTo("upstream", on),
    goToDownstream: (on) => commands.goTo("downstream", on),
    openToSide: (on) => commands.openToSide(on),
    rename: (on) => commands.rename(on),
    copyId: (on) => commands.copyId(on),
    groupByWave: () => view.groupBy("wave"),
    groupByTrack: () => view.groupBy("track"),
    groupByStatus: () => view.groupBy("status"),
  };
}
