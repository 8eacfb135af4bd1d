/** What the machine and the editor are like now, gathered for the modules that decide without asking. */

import { existsSync, mkdirSync, realpathSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import * as vscode from "vscode";
import { candidates, findServer, type Search } from "./finding.ts";
import {
  type Command,
  type Environment,
  expandedHome,
  interpreterIn,
  isAbsolute,
  type Platform,
  platformOf,
  variable,
} from "./platform.ts";
import { probeServer } from "./probing.ts";
import type { Context } from "./installing.ts";
import { SECTION, textSetting } from "./settings.ts";
import { readBundle, Storage } from "./storage.ts";
import { pythonCommands } from "./setup.ts";
import { isAllowed, safeEnvironment, type Trust } from "./trust.ts";
import { readVersion, type Version } from "./versions.ts";

export class World {
  readonly platform: Platform = platformOf(process.platform);
  readonly storage: Storage;
  /** The least version of the server that this extension speaks with. */
  readonly minimum: Version;
  private readonly environment: Environment = process.env;
  private readonly folder: string;

  constructor(private readonly extension: vscode.ExtensionContext) {
    this.folder = extension.globalStorageUri.fsPath;
    this.storage = new Storage(path.join(this.folder, "environments"), this.platform);
    const about = extension.extension.packageJSON as { minimumServerVersion?: unknown };
    const minimum = readVersion(String(about.minimumServerVersion));
    if (minimum === undefined) throw new Error("package.json has no minimumServerVersion");
    this.minimum = minimum;
  }

  /** The server that this extension carries. */
  bundle(): ReturnType<typeof readBundle> {
    return readBundle(path.join(this.extension.extensionPath, "server"));
  }

  /** How programs are started: away from the workspace, and with nothing of it that is not trusted. */
  context(): Context {
    // Not the storage folder itself: nothing is ever written here, so there is nothing to be imported by accident.
    const cwd = path.join(this.folder, "empty");
    mkdirSync(cwd, { recursive: true });
    return {
      cwd,
      env: safeEnvironment(this.environment, this.trust(), this.platform, realpathSync),
      platform: this.platform,
    };
  }

  isAllowed(program: string): boolean {
    return isAllowed(program, this.trust(), this.platform, realpathSync);
  }

  /** The server to start. `active` is the interpreter of the environment that is active in the editor. */
  async search(active: string | undefined): Promise<Search> {
    const { platform, environment, minimum } = this;
    const context = this.context();
    const named = { path: this.setting("server.path"), interpreter: this.setting("server.interpreter") };
    const own = this.storage.current()?.interpreter;
    return await findServer(candidates({ ...named, active, environment, own }, platform), {
      exists: existsSync,
      isAllowed: (program) => this.isAllowed(program),
      version: (command) => probeServer(command, context),
      minimum,
      platform,
    });
  }

  /** Commands that may start a Python to set the server up with. */
  pythons(active: string | undefined): Command[] {
    const virtual = variable(this.environment, "VIRTUAL_ENV", this.platform);
    const known = [
      this.setting("server.interpreter"),
      active,
      virtual === undefined ? undefined : interpreterIn(virtual, this.platform),
    ];
    const usable = known.filter((name) => name !== undefined).filter((name) => isAbsolute(name, this.platform));
    return pythonCommands(usable, this.environment, this.platform);
  }

  private setting(name: string): string | undefined {
    const text = textSetting(vscode.workspace.getConfiguration(SECTION).get(name));
    return text === undefined ? undefined : expandedHome(text, os.homedir(), this.platform);
  }

  private trust(): Trust {
    const folders = vscode.workspace.workspaceFolders ?? [];
    return { trusted: vscode.workspace.isTrusted, folders: folders.map((folder) => folder.uri.fsPath) };
  }
}
