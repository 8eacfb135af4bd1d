/**
 * The environments that the extension has made, in one folder: which is in use, and which may go.
 *
 * A folder counts only once it is noted in `current.json`, so that one that was not finished is never used. One that
 * another window uses stays, for a server imports parts of itself late.
 */

import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { interpreterIn, type Platform } from "./platform.ts";
import { isRunning } from "./processes.ts";
import { type Bundle, folderName, type Installed, readInstalled } from "./setup.ts";

const CURRENT = "current.json";
const USER = /^in-use-(\d+)$/;

export class Storage {
  /** `root` is the folder of all environments, which need not be there. */
  constructor(
    readonly root: string,
    private readonly platform: Platform,
  ) {}

  /** The environment in use, if it was set up and is still there. */
  current(): (Installed & { readonly interpreter: string }) | undefined {
    const installed = this.noted();
    if (installed === undefined) return undefined;
    const interpreter = interpreterIn(path.join(this.root, installed.folder), this.platform);
    return existsSync(interpreter) ? { ...installed, interpreter } : undefined;
  }

  /** A folder for a new environment; it is not made. */
  fresh(bundle: Bundle): string {
    mkdirSync(this.root, { recursive: true });
    return path.join(this.root, folderName(bundle, randomBytes(3).toString("hex")));
  }

  /** From now on the environment in `folder` is the one in use; it is complete. */
  use(folder: string, bundle: Bundle): void {
    const installed: Installed = { folder: path.basename(folder), version: bundle.version, digest: bundle.digest };
    const draft = path.join(this.root, `${CURRENT}.${String(process.pid)}`);
    writeFileSync(draft, JSON.stringify(installed));
    renameSync(draft, path.join(this.root, CURRENT));
  }

  /** Note that this process uses the environment that `interpreter` belongs to, if it is one of ours. */
  hold(interpreter: string): void {
    const folder = path.dirname(path.dirname(interpreter));
    if (path.dirname(folder) === this.root) writeFileSync(path.join(folder, `in-use-${String(process.pid)}`), "");
  }

  /** Remove what is neither in use, nor being made by `process`es that still run. */
  tidy(): void {
    const current = this.noted()?.folder;
    for (const entry of this.folders()) {
      const folder = path.join(this.root, entry);
      if (entry === current || users(folder).some((pid) => pid !== process.pid && isRunning(pid))) continue;
      rmSync(folder, { recursive: true, force: true, maxRetries: 2 });
    }
  }

  private folders(): string[] {
    if (!existsSync(this.root)) return [];
    return readdirSync(this.root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
  }

  private noted(): Installed | undefined {
    try {
      return readInstalled(readFileSync(path.join(this.root, CURRENT), "utf8"));
    } catch {
      return undefined; // nothing was set up
    }
  }
}

function users(folder: string): number[] {
  return readdirSync(folder).flatMap((name) => {
    const pid = USER.exec(name)?.[1];
    return pid === undefined ? [] : [Number(pid)];
  });
}

/** What the extension carries in `folder`; undefined in a checkout where it was not built. */
export function readBundle(folder: string): Bundle | undefined {
  if (!existsSync(folder)) return undefined;
  const wheel = readdirSync(folder).find((name) => name.endsWith(".whl"));
  const version = wheel === undefined ? undefined : /^milestone_ls-([^-]+)-/.exec(wheel)?.[1];
  if (wheel === undefined || version === undefined) return undefined;
  const files = [wheel, "requirements.txt", "pictures.txt"].map((name) => path.join(folder, name));
  if (!files.every((file) => existsSync(file))) return undefined;
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  const [file = "", requirements = "", pictures = ""] = files;
  return { wheel: file, requirements, pictures, version, digest: hash.digest("hex") };
}
