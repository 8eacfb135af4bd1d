/**
 * The Python environment that is active in the editor, asked of the extension that manages environments.
 *
 * Neither extension is needed. What they export is taken as unknown: only the little that is used is believed.
 */

import * as vscode from "vscode";

/** Milliseconds that the other extension may take to wake up and answer. */
const LIMIT = 10_000;

/** Manages environments in newer installations. */
const ENVIRONMENTS_EXTENSION = "ms-python.vscode-python-envs";
const PYTHON_EXTENSION = "ms-python.python";

interface EnvironmentsApi {
  getEnvironment(scope: vscode.Uri | undefined): Promise<{ execInfo?: { run?: { executable?: string } } } | undefined>;
  onDidChangeEnvironment?: vscode.Event<unknown>;
}

interface PythonApi {
  readonly environments: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    resolveEnvironment(environment: unknown): Promise<{ executable?: { uri?: vscode.Uri } } | undefined>;
    onDidChangeActiveEnvironmentPath?: vscode.Event<unknown>;
  };
}

/** Interpreters of the active environment, as the extensions that are installed tell it. */
export class ActiveEnvironment implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listening = new Map<string, vscode.Disposable>();

  /** Another environment may be active now. Only fires after `interpreter` was asked for. */
  readonly onDidChange = this.changed.event;

  /** The interpreter's path; undefined where no extension tells one, or not in time. */
  async interpreter(log: vscode.LogOutputChannel): Promise<string | undefined> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    for (const ask of [() => this.fromEnvironments(folder), () => this.fromPython(folder)]) {
      try {
        const found = await inTime(ask());
        if (found !== undefined && found !== "") return found;
      } catch (error) {
        log.warn(`The active Python environment could not be asked for: ${String(error)}`);
      }
    }
    return undefined;
  }

  dispose(): void {
    this.changed.dispose();
    for (const each of this.listening.values()) each.dispose();
  }

  private async fromEnvironments(folder: vscode.Uri | undefined): Promise<string | undefined> {
    const api = await exported<EnvironmentsApi>(ENVIRONMENTS_EXTENSION);
    if (typeof api?.getEnvironment !== "function") return undefined;
    this.listen(ENVIRONMENTS_EXTENSION, api.onDidChangeEnvironment);
    return (await api.getEnvironment(folder))?.execInfo?.run?.executable;
  }

  private async fromPython(folder: vscode.Uri | undefined): Promise<string | undefined> {
    const environments = (await exported<PythonApi>(PYTHON_EXTENSION))?.environments;
    if (typeof environments?.getActiveEnvironmentPath !== "function") return undefined;
    this.listen(PYTHON_EXTENSION, environments.onDidChangeActiveEnvironmentPath);
    const resolved = await environments.resolveEnvironment(environments.getActiveEnvironmentPath(folder));
    return resolved?.executable?.uri?.fsPath;
  }

  private listen(extension: string, event: vscode.Event<unknown> | undefined): void {
    if (event === undefined || this.listening.has(extension)) return;
    this.listening.set(
      extension,
      event(() => {
        this.changed.fire();
      }),
    );
  }
}

async function exported<Api>(id: string): Promise<Partial<Api> | undefined> {
  const extension = vscode.extensions.getExtension<Partial<Api> | undefined>(id);
  return extension === undefined ? undefined : await extension.activate();
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error("no answer in time"));
    }, LIMIT);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
