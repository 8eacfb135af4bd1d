import * as vscode from "vscode";
import { LanguageClient } from "vscode-languageclient/node";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("Milestones", { log: true });
  context.subscriptions.push(log);
  const start = async (): Promise<void> => {
    await client?.stop();
    const settings = vscode.workspace.getConfiguration("milestone-ls.server");
    const interpreter = settings.get<string | null>("interpreter");
    const program = interpreter ?? settings.get<string | null>("path") ?? "milestone-ls";
    const args = interpreter ? ["-P", "-m", "milestone_ls", "server"] : ["server"];
    await vscode.workspace.fs.createDirectory(context.globalStorageUri);
    client = new LanguageClient(
      "milestone-ls",
      "Milestones",
      { command: program, args, options: { cwd: context.globalStorageUri.fsPath } },
      {
        documentSelector: ["file", "untitled"].map((scheme) => ({ scheme, language: "markdown" })),
        outputChannel: log,
        synchronize: { configurationSection: "milestone-ls" },
      },
    );
    await client.start();
  };
  context.subscriptions.push(
    vscode.commands.registerCommand("milestone-ls.showLog", () => {
      log.show();
    }),
    vscode.commands.registerCommand("milestone-ls.restart", start),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
