/** Version numbers of the server and of Python, as the programs print them. */

/** A version in the order of PEP 440, as far as releases and what comes before a release go. */
export interface Version {
  readonly text: string;
  readonly release: readonly number[];
  readonly isPrerelease: boolean;
}

const VERSION =
  /^v?(\d+(?:\.\d+)*)[-_.]?((?:a|b|c|rc|alpha|beta|pre|preview|dev)[-_.]?\d*)?(?:[-_.]?post\d*)?(?:\.dev\d+)?(?:\+[\w.]+)?$/i;

/** The version in `text`, which holds nothing else; undefined if it is none. */
export function readVersion(text: string): Version | undefined {
  const match = VERSION.exec(text.trim());
  if (match?.[1] === undefined) return undefined;
  const release = match[1].split(".").map(Number);
  return { text: text.trim(), release, isPrerelease: match[2] !== undefined || /\.dev\d+/i.test(text) };
}

/** What `milestone-ls --version` prints, in the one line that it prints. */
export function readServerVersion(output: string): Version | undefined {
  const match = /^milestone-ls (\S+)\s*$/.exec(output);
  return match?.[1] === undefined ? undefined : readVersion(match[1]);
}

/** What `python --version` prints. */
export function readPythonVersion(output: string): Version | undefined {
  const match = /^Python (\d+(?:\.\d+)*)\S*\s*$/.exec(output);
  return match?.[1] === undefined ? undefined : readVersion(match[1]);
}

/** Whether `version` is `minimum` or later; what comes before a release is earlier than it. */
export function isAtLeast(version: Version, minimum: Version): boolean {
  const length = Math.max(version.release.length, minimum.release.length);
  for (let i = 0; i < length; i++) {
    const difference = (version.release[i] ?? 0) - (minimum.release[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return !version.isPrerelease || minimum.isPrerelease;
}
