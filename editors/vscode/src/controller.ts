/**
 * The one server of a window: found, started, stopped, and what the user hears of it.
 *
 * What is asked for while something else goes on waits for its turn, so that there is never a second server.
 */

import * as vscode from "vscode";
import { type LanguageClient, State as ClientState } from "vscode-languageclient/node";
import { type Instead, makeClient, sendSettingsChanged, startProblem } from "./client.ts";
import { shortened } from "./entries.ts";
import { ActiveEnvironment } from "./environments.ts";
import { outcome, type Search } from "./finding.ts";
import { isMilestoneDocument } from "./inFront.ts";
import { CONFIGURATIONS } from "./recognising.ts";
import type { Serving } from "./serving.ts";
import { SECTION } from "./settings.ts";
import { setUp } from "./setUpCommand.ts";
import type { State } from "./status.ts";
import { StatusItem } from "./statusItem.ts";
import { isAtLeast, readVersion } from "./versions.ts";
import { World } from "./world.ts";

const DONT_SHOW_AGAIN = "dont-show-again";

/** Characters for which a quick pick has room. */
const ROOM = 60;

export class Controller implements vscode.Disposable {
  private readonly status = new StatusItem("milestone-ls.showMenu");
  private readonly environments = new ActiveEnvironment();
  private readonly world: World;
  private readonly subscriptions: { dispose(): unknown }[];
  private client: LanguageClient | undefined;
  private state: State = { kind: "starting" };
  private turn: Promise<void> = Promise.resolve();
  /** The command of the server that was started last. */
  private command = "";
  private hasAsked = false;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
    private readonly serving: Serving,
    private readonly instead: Instead,
  ) {
    this.world = new World(context);
    const { workspace, languages } = vscode;
    this.subscriptions = [
      this.status,
      this.environments,
      this.environments.onDidChange(() => void this.lookAgain()),
      languages.onDidChangeDiagnostics(() => {
        this.count();
      }),
      workspace.onDidGrantWorkspaceTrust(() => void this.lookAgain()),
      workspace.onDidOpenTextDocument(() => void this.askForSetUp()),
      workspace.onDidChangeConfiguration((event) => {
        const changed = ["enable", "server"].some((key) => event.affectsConfiguration(`${SECTION}.${key}`));
        if (changed) void this.restart();
        else if (event.affectsConfiguration(SECTION) && this.client) void sendSettingsChanged(this.client);
      }),
    ];
  }

  /** Stop the server if there is one, look for it anew and start it. */
  async restart(): Promise<void> {
    await this.inTurn(async () => {
      await this.stopClient();
      await this.start();
    });
  }

  /** Start another server if looking again gives another. */
  async lookAgain(): Promise<void> {
    await this.inTurn(async () => {
      if (!this.isEnabled()) return;
      const search = await this.search();
      const same =
        search.kind === "found" && this.client !== undefined && search.candidate.command.join("\0") === this.command;
      if (same) return;
      await this.stopClient();
      await this.startFound(search);
    });
  }

  /** Set up the server that the extension carries, if the user agrees, and start it. */
  async setUp(): Promise<void> {
    await this.inTurn(async () => {
      const before = this.state;
      const active = await this.activeInterpreter();
      const isDone = await setUp(this.world, active, this.log, () => {
        this.show({ kind: "setting-up" });
      });
      if (!isDone) {
        if (this.state.kind === "setting-up") this.show(before);
        return;
      }
      await this.stopClient();
      await this.start();
    });
  }

  /** What is the matter, and what can be done. */
  async showMenu(): Promise<void> {
    const { label, detail } = this.status.shown;
    const actions: (vscode.QuickPickItem & { readonly command: string; readonly argument?: string })[] = [
      { label: "$(refresh) Restart Server", command: "milestone-ls.restart" },
      { label: "$(output) Show Log", command: "milestone-ls.showLog" },
      { label: "$(cloud-download) Set Up Server", command: "milestone-ls.setUp" },
      { label: "$(warning) Show Problems", command: "workbench.actions.view.problems" },
      {
        label: "$(gear) Open Settings",
        command: "workbench.action.openSettings",
        argument: `@ext:${this.context.extension.id}`,
      },
    ];
    const placeHolder = shortened(detail, ROOM);
    const choice = await vscode.window.showQuickPick(actions, { title: label, placeHolder });
    if (choice !== undefined) await vscode.commands.executeCommand(choice.command, choice.argument);
  }

  showLog(): void {
    this.log.show();
  }

  /** Stop the server; nothing of it is left when this is done. */
  async stop(): Promise<void> {
    await this.inTurn(() => this.stopClient());
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
  }

  private async inTurn(task: () => Promise<void>): Promise<void> {
    const mine = this.turn.then(task);
    this.turn = mine.catch((error: unknown) => {
      this.log.error(error instanceof Error ? error : String(error));
    });
    await this.turn;
  }

  private isEnabled(): boolean {
    return vscode.workspace.getConfiguration(SECTION).get<boolean>("enable") !== false;
  }

  private async activeInterpreter(): Promise<string | undefined> {
    // Settings of the workspace may decide which environment is active.
    return vscode.workspace.isTrusted ? await this.environments.interpreter(this.log) : undefined;
  }

  private async search(): Promise<Search> {
    const search = await this.world.search(await this.activeInterpreter());
    for (const each of search.tried) this.log.info(outcome(each));
    return search;
  }

  private async start(): Promise<void> {
    this.show({ kind: "starting" });
    this.status.show({ inPlan: await this.isPlan() });
    if (this.isEnabled()) await this.startFound(await this.search());
    else this.show({ kind: "disabled" });
  }

  private async startFound(search: Search): Promise<void> {
    if (search.kind === "found") {
      await this.startClient(search);
      return;
    }
    this.show(withoutServer(search, this.world.minimum.text));
    if (search.kind === "none") this.log.warn("No server was found.");
    void this.askForSetUp();
  }

  private async startClient(found: Search & { readonly kind: "found" }): Promise<void> {
    const { candidate } = found;
    const { cwd, env } = this.world.context();
    this.command = candidate.command.join("\0");
    this.log.info(`Starting ${candidate.command.join(" ")} server, version ${found.version.text}`);
    const ready = (version: string): State => ({ kind: "ready", version, program: candidate.command[0] });
    let version = found.version.text;
    const client = makeClient({ command: candidate.command, cwd, env }, this.log, {
      onReading: (detail) => {
        this.show(detail === undefined ? ready(version) : { kind: "reading", version, detail });
      },
      onGivenUp: (reason) => {
        this.gaveUp(client, reason);
      },
      onPlanChanged: (root) => {
        this.serving.planChanged(root);
      },
      instead: this.instead,
    });
    this.client = client;
    this.world.storage.hold(candidate.command[0]);
    try {
      await client.start();
    } catch (error) {
      this.gaveUp(client, startProblem(error));
      return;
    }
    // What answers may be another version than the file on the disk said, which may have changed in between.
    version = client.initializeResult?.serverInfo?.version ?? version;
    const answered = readVersion(version);
    if (answered !== undefined && !isAtLeast(answered, this.world.minimum)) {
      await this.stopClient();
      this.show({ kind: "too-old", program: candidate.command[0], version, minimum: this.world.minimum.text });
      return;
    }
    if (this.state.kind !== "reading") this.show(ready(version));
    this.serving.use(client);
    client.onDidChangeState(({ newState }) => {
      if (this.client !== client) return;
      this.serving.use(newState === ClientState.Running ? client : undefined);
      if (newState === ClientState.Running && this.state.kind !== "reading") this.show(ready(version));
      else if (newState === ClientState.Starting) this.show({ kind: "starting" });
    });
    if (candidate.origin === "set up here") {
      this.world.storage.tidy();
      this.offerUpdate();
    }
  }

  /** Tell that there is no server any more, unless it was told or another one took over. */
  private gaveUp(client: LanguageClient, reason: string): void {
    if (this.client !== client) return;
    this.client = undefined;
    this.serving.use(undefined);
    this.show({ kind: "stopped", reason });
    this.log.error(reason);
    void vscode.window.showErrorMessage(`Milestones: ${reason}`, "Restart", "Show Log").then((choice) => {
      if (choice === "Restart") void this.restart();
      else if (choice === "Show Log") this.log.show();
    });
  }

  private async stopClient(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    this.serving.use(undefined);
    if (client === undefined) return;
    try {
      await client.dispose();
    } catch (error) {
      // It did not run, or did not end in time: its process is ended by the client.
      this.log.warn(`While stopping: ${String(error)}`);
    }
  }

  private show(state: State): void {
    this.state = state;
    this.status.show({ state });
    void vscode.commands.executeCommand("setContext", "milestone-ls.server", state.kind);
    this.count();
  }

  private count(): void {
    let [errors, warnings] = [0, 0];
    this.client?.diagnostics?.forEach((_, diagnostics) => {
      for (const { severity } of diagnostics) {
        if (severity === vscode.DiagnosticSeverity.Error) errors += 1;
        else if (severity === vscode.DiagnosticSeverity.Warning) warnings += 1;
      }
    });
    this.status.show({ counts: { errors, warnings } });
  }

  private async isPlan(): Promise<boolean> {
    if (vscode.workspace.textDocuments.some(isMilestoneDocument)) return true;
    return (await vscode.workspace.findFiles(`**/${CONFIGURATIONS}`, "**/node_modules/**", 1)).length > 0;
  }

  /** Tell once that there is no server, where it would be of use. */
  private async askForSetUp(): Promise<void> {
    if (!this.mayAsk() || !(await this.isPlan()) || !this.mayAsk()) return;
    this.hasAsked = true;
    this.status.show({ inPlan: true });
    const { detail } = this.status.shown;
    const choice = await vscode.window.showWarningMessage(
      `Milestones: ${detail}`,
      "Set Up",
      "Show Log",
      "Don't Show Again",
    );
    if (choice === "Set Up") await this.setUp();
    else if (choice === "Show Log") this.log.show();
    else if (choice !== undefined) await this.context.globalState.update(DONT_SHOW_AGAIN, true);
  }

  private mayAsk(): boolean {
    const isMissing = this.state.kind === "not-found" || this.state.kind === "too-old";
    return isMissing && !this.hasAsked && this.context.globalState.get(DONT_SHOW_AGAIN) !== true;
  }

  private offerUpdate(): void {
    const bundle = this.world.bundle();
    const current = this.world.storage.current();
    if (bundle === undefined || current === undefined || bundle.digest === current.digest || this.hasAsked) return;
    this.hasAsked = true;
    const message = `Milestones: version ${bundle.version} of the server came with the extension; ${current.version} is set up.`;
    void vscode.window.showInformationMessage(message, "Update").then((choice) => {
      if (choice !== undefined) void this.setUp();
    });
  }
}

function withoutServer(search: Exclude<Search, { kind: "found" }>, minimum: string): State {
  switch (search.kind) {
    case "too-old":
      return { kind: "too-old", program: search.candidate.command[0], version: search.version.text, minimum };
    case "bad-setting":
      return { kind: "not-found", reason: `The settings name a server that does not work: ${search.reason}.` };
    case "none":
      return { kind: "not-found", reason: "The server milestone-ls was not found." };
  }
}
