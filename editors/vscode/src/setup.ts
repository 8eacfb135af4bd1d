/**
 * How the server is set up: a Python environment of the extension's own, filled from the wheel that comes with it.
 *
 * This module says what is to be run and what went wrong; running it is the matter of `installing.ts`.
 */

import { type Command, type Environment, interpreterIn, type Platform, programsOnPath, shown } from "./platform.ts";
import type { Version } from "./versions.ts";

/** What the extension carries. `digest` changes with the content of any of the files. */
export interface Bundle {
  readonly wheel: string;
  readonly requirements: string;
  /** What draws the picture of a plan, which is not there for each machine. */
  readonly pictures: string;
  readonly version: string;
  readonly digest: string;
}

export interface Step {
  /** What is done, for people. */
  readonly title: string;
  readonly command: Command;
  /** Whether the server runs without it, too. */
  readonly isOptional?: boolean;
}

export interface Plan {
  /** The environment's folder, which is not there yet. */
  readonly folder: string;
  readonly interpreter: string;
  readonly steps: readonly Step[];
}

const PIP = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input"] as const;

/** The steps that make an environment in `folder` with `python`. */
export function plan(python: Command, bundle: Bundle, folder: string, platform: Platform): Plan {
  const interpreter = interpreterIn(folder, platform);
  const locked = ["--require-hashes", "--only-binary", ":all:", "--requirement"];
  return {
    folder,
    interpreter,
    steps: [
      { title: "Making a Python environment", command: [...python, "-m", "venv", folder] },
      { title: "Installing what the server needs", command: [interpreter, ...PIP, ...locked, bundle.requirements] },
      {
        title: "Installing what draws the plan",
        command: [interpreter, ...PIP, ...locked, bundle.pictures],
        isOptional: true,
      },
      { title: "Installing the server", command: [interpreter, ...PIP, "--no-deps", "--no-index", bundle.wheel] },
    ],
  };
}

/** What the user is asked to agree to. */
export function explained(steps: readonly Step[], python: Version, platform: Platform): string {
  return [
    `With Python ${python.text}, in a folder of the extension; nothing else on the machine changes. The second and the third command download packages, whose content is checked against the lists that come with the extension; the third may fail, where there is none for the machine:`,
    ...steps.map((step) => shown(step.command, platform)),
  ].join("\n\n");
}

/** The commands that may start a Python, likeliest first. `interpreters` are those that are known by their path. */
export function pythonCommands(
  interpreters: readonly string[],
  environment: Environment,
  platform: Platform,
): Command[] {
  const names =
    platform === "win32"
      ? ["python", "python3"]
      : ["python3", "python", ...[14, 13, 12, 11].map((minor) => `python3.${String(minor)}`)];
  const known = [...interpreters, ...names.flatMap((name) => programsOnPath([name], environment, platform))];
  const commands: Command[] = [...new Set(known)].map((program) => [program]);
  if (platform === "win32") {
    commands.push(...programsOnPath(["py"], environment, platform).map((program): Command => [program, "-3"]));
  }
  return commands;
}

/** The name of a new environment's folder; `mark` makes it like no other. */
export function folderName(bundle: Bundle, mark: string): string {
  return `${bundle.version}-${bundle.digest.slice(0, 8)}-${mark}`;
}

/** What is written down about the environment in use. */
export interface Installed {
  /** Name of the folder, beside the file that holds this. */
  readonly folder: string;
  readonly version: string;
  readonly digest: string;
}

/** The note of what is installed; undefined where `text` is none. */
export function readInstalled(text: string): Installed | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const { folder, version, digest } = value as Record<string, unknown>;
  if (typeof folder !== "string" || typeof version !== "string" || typeof digest !== "string") return undefined;
  const isName = /^[\w.+-]+$/.test(folder) && !/^\.+$/.test(folder);
  return isName ? { folder, version, digest } : undefined;
}

/** What to do about a step that failed, by what it printed. */
export function remedy(output: string, platform: Platform): string {
  for (const [pattern, advice] of REMEDIES) {
    if (pattern.test(output)) return typeof advice === "string" ? advice : advice(platform);
  }
  return "The log tells what the command printed.";
}

type Advice = string | ((platform: Platform) => string);

const REMEDIES: readonly (readonly [RegExp, Advice])[] = [
  [
    /ensurepip is not available|No module named '?(?:venv|ensurepip)\b|returned non-zero exit status .*ensurepip/,
    (platform) =>
      platform === "linux"
        ? "This Python cannot make environments. On Debian and Ubuntu: sudo apt install python3-venv. Then set up again."
        : "This Python cannot make environments. Install Python from python.org, then set up again.",
  ],
  [
    /DO NOT MATCH THE HASHES/,
    "What was downloaded is not what was expected, so nothing of it was installed. Is a proxy or mirror in between?",
  ],
  [
    /CERTIFICATE_VERIFY_FAILED|SSLError/,
    "The connection could not be trusted. Behind a proxy with a certificate of its own, tell pip of it: pip config set global.cert FILE.",
  ],
  [
    /NewConnectionError|NameResolutionError|Temporary failure in name resolution|getaddrinfo failed|ConnectTimeout|ReadTimeout|Network is unreachable|ProxyError|Connection refused|ConnectionResetError|Could not fetch URL/,
    "The packages could not be downloaded. Is there a network? Behind a proxy, set HTTPS_PROXY or pip's own setting.",
  ],
  [
    /No matching distribution found/,
    "The package index gave nothing that fits this Python and this machine. Is there a network, and does the index have the packages? If so, another version of Python may do.",
  ],
  [/No space left on device|ENOSPC/, "The disk is full."],
  [
    /Permission denied|EACCES|Access is denied/,
    "A file could not be written. Is the folder of the extension writable?",
  ],
];
