/** Where the extension begins and ends. */

import * as vscode from "vscode";
import { Controller } from "./controller.ts";

let controller: Controller | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const mine = new Controller(context);
  controller = mine;
  const commands: Record<string, () => unknown> = {
    "milestone-ls.restart": () => mine.restart(),
    "milestone-ls.showLog": () => {
      mine.showLog();
    },
    "milestone-ls.setUp": () => mine.setUp(),
    "milestone-ls.showMenu": () => mine.showMenu(),
  };
  context.subscriptions.push(
    mine,
    ...Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run)),
  );
  await mine.restart();
}

export async function deactivate(): Promise<void> {
  await controller?.stop();
}
