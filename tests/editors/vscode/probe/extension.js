/**
 * Lets tests ask the extension host: a line of JSON, {"ask": name, "of": [...]}, gives a line {"answer"} or {"error"}.
 *
 * What is right is not known here. Lines and characters count from 0, as in VS Code.
 */
const fs = require("node:fs");
const net = require("node:net");
const path = require("node:path");
const readline = require("node:readline");
const vscode = require("vscode");

const SOURCE = "milestone-ls";
const place = (range) => [range.start.line, range.start.character, range.end.line, range.end.character];

const questions = {
  /** Each finding of the product as [path, range, code, severity]. */
  findings: () =>
    vscode.languages.getDiagnostics().flatMap(([uri, found]) =>
      found
        .filter(({ source }) => source === SOURCE)
        .map(({ range, code, severity }) => [uri.fsPath, place(range), code.value ?? code, severity]),
    ),

  open: async (file) => {
    await vscode.window.showTextDocument(vscode.Uri.file(file));
  },

  /** Close all editors; what was not saved is lost. */
  discard: async () => {
    // The settings, too, are unsaved for a moment, while VS Code itself writes them.
    const plans = vscode.workspace.textDocuments.filter(({ languageId }) => languageId === "markdown");
    for (const document of plans.filter(({ isDirty }) => isDirty)) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand("workbench.action.files.revert");
    }
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  },

  /** Each target as [path, range]. */
  definition: async (file, line, character) => {
    const at = new vscode.Position(line, character);
    const found = await vscode.commands.executeCommand("vscode.executeDefinitionProvider", vscode.Uri.file(file), at);
    return found.map((each) =>
      each.targetUri
        ? [each.targetUri.fsPath, place(each.targetSelectionRange ?? each.targetRange)]
        : [each.uri.fsPath, place(each.range)],
    );
  },

  /** Labels of the kind that the product gives milestones; words of the text are of another. */
  milestones: async (file, line, character, trigger) => {
    const at = new vscode.Position(line, character);
    const uri = vscode.Uri.file(file);
    const found = await vscode.commands.executeCommand("vscode.executeCompletionItemProvider", uri, at, trigger);
    const offered = found.items.filter(({ kind }) => kind === vscode.CompletionItemKind.Reference);
    return offered.map(({ label }) => (typeof label === "string" ? label : label.label)).sort();
  },

  create: (file, content) => vscode.workspace.fs.writeFile(vscode.Uri.file(file), Buffer.from(content)),

  remove: (file) => vscode.workspace.fs.delete(vscode.Uri.file(file)),

  rename: async (from, to) => {
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(vscode.Uri.file(from), vscode.Uri.file(to));
    return await vscode.workspace.applyEdit(edit);
  },

  /** Insert, without saving. */
  insert: async (file, line, character, content) => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(vscode.Uri.file(file), new vscode.Position(line, character), content);
    return await vscode.workspace.applyEdit(edit);
  },

  /** Set a setting of the user; null takes it back. */
  configure: (key, value) =>
    vscode.workspace.getConfiguration().update(key, value ?? undefined, vscode.ConfigurationTarget.Global),

  /** What a command answers. */
  run: async (command, ...args) => await vscode.commands.executeCommand(command, ...args),

  /** The text of an open document. */
  text: (file) => vscode.workspace.textDocuments.find(({ uri }) => uri.fsPath === file)?.getText(),

  commands: async () => (await vscode.commands.getCommands(true)).filter((name) => name.startsWith(`${SOURCE}.`)),

  isActive: (id) => vscode.extensions.getExtension(id)?.isActive ?? null,
};

async function answer(line) {
  try {
    const { ask, of } = JSON.parse(line);
    return { answer: (await questions[ask](...of)) ?? null };
  } catch (error) {
    return { error: String(error?.stack ?? error) };
  }
}

exports.activate = (context) => {
  const folder = process.env.PROBE;
  if (folder === undefined || vscode.workspace.name === undefined) return;
  // "two (Workspace)" is asked at the socket "two".
  const socket = path.join(folder, vscode.workspace.name.split(" ")[0]);
  fs.rmSync(socket, { force: true });
  const server = net.createServer((connection) => {
    readline.createInterface({ input: connection }).on("line", (line) => {
      void answer(line).then((told) => connection.write(`${JSON.stringify(told)}\n`));
    });
  });
  server.listen(socket);
  context.subscriptions.push({ dispose: () => server.close() });
};
