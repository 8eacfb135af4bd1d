/** The set-up as the user sees it: what will be run, how far it is, how it ended. */

import * as vscode from "vscode";
import { findPython, install, type Outcome } from "./installing.ts";
import { explained, plan } from "./setup.ts";
import { readVersion } from "./versions.ts";
import type { World } from "./world.ts";

/** What the server runs on. */
const PYTHON = "3.11";

/** Asks, sets up, and tells of failures; whether there is a new server now. */
export async function setUp(
  world: World,
  active: string | undefined,
  log: vscode.LogOutputChannel,
  onBegin: () => void,
): Promise<boolean> {
  const bundle = world.bundle();
  if (bundle === undefined) {
    void vscode.window.showErrorMessage(
      "This build of the extension carries no server. Install milestone-ls with pip.",
    );
    return false;
  }
  const context = world.context();
  const minimum = readVersion(PYTHON);
  const python =
    minimum && (await findPython(world.pythons(active), minimum, (program) => world.isAllowed(program), context));
  if (!python) {
    void vscode.window.showErrorMessage(
      `Python ${PYTHON} or later was not found. Install it, or name one in the setting milestone-ls.server.interpreter; then set up again.`,
    );
    return false;
  }
  const steps = plan(python.command, bundle, world.storage.fresh(bundle), world.platform);
  const detail = explained(steps.steps, python.version, world.platform);
  const agreed = await vscode.window.showInformationMessage(
    `Set up milestone-ls ${bundle.version}?`,
    { modal: true, detail },
    "Set Up",
  );
  if (agreed === undefined) return false;
  onBegin();
  const outcome = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: "milestone-ls", cancellable: true },
    async (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => {
        stop.abort();
      });
      return await install(steps, bundle, world.storage, context, {
        signal: stop.signal,
        onStep: (message) => {
          progress.report({ message });
        },
        onOutput: (text) => {
          log.info(text.trimEnd());
        },
      });
    },
  );
  tell(outcome, log);
  return outcome.kind === "done";
}

function tell(outcome: Outcome, log: vscode.LogOutputChannel): void {
  if (outcome.kind !== "failed") return;
  log.error(`${outcome.reason} ${outcome.remedy}`);
  const message = `milestone-ls was not set up. ${outcome.reason} ${outcome.remedy}`;
  void vscode.window.showErrorMessage(message, "Show Log").then((choice) => {
    if (choice !== undefined) log.show();
  });
}
