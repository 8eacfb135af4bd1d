// Opens, edits, saves and closes plan.md and changes a setting, once each, with the recorder as the language server;
// then writes how it went into the file RECORD_DONE. The client gets no option that it can do without.
'use strict';
const fs = require('node:fs');
const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

const SECTION = 'milestone-ls';

const next = (event, wanted = () => true) => new Promise((resolve) => {
  const listener = event((value) => {
    if (wanted(value)) {
      listener.dispose();
      resolve(value);
    }
  });
});

async function session() {
  const [command, ...args] = JSON.parse(process.env.RECORD_SERVER);
  const client = new LanguageClient(SECTION, SECTION, { command, args }, {
    documentSelector: [{ language: 'markdown' }],
  });
  await client.start();

  const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, 'plan.md');
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);

  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(2, 5, 2, 8), 'new');
  edit.insert(uri, new vscode.Position(0, 0), '<!-- top -->\n');
  await vscode.workspace.applyEdit(edit);

  const saved = next(vscode.workspace.onDidSaveTextDocument);
  await document.save();
  await saved;

  const configured = next(vscode.workspace.onDidChangeConfiguration, (change) => change.affectsConfiguration(SECTION));
  await vscode.workspace.getConfiguration(SECTION).update('mark', true, vscode.ConfigurationTarget.Workspace);
  await configured;

  // The document of a closed tab lives on for minutes; one that changes its language is closed for the client at once.
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  const closed = next(vscode.workspace.onDidCloseTextDocument);
  await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
  await closed;
  await client.stop();
}

exports.activate = () => {
  session()
    .then(() => 'ok', (error) => error.stack)
    .then((end) => fs.writeFileSync(process.env.RECORD_DONE, `${end}\n`));
};
