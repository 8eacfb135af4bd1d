/** How a milestone looks in a list: its words and its icon. */

import { STATE_WORDS } from "./grouping.ts";
import { type Milestone, type MilestoneState, nameOf } from "./listing.ts";

export interface Entry {
  readonly label: string;
  /** Behind the label: progress, and what holds it up. */
  readonly description: string;
  /** For those who hear it. */
  readonly spoken: string;
}

/** A codicon and the colour of a theme. */
export interface Icon {
  readonly name: string;
  readonly color: string;
}

const ICONS: Readonly<Record<MilestoneState, Icon>> = {
  active: { name: "record", color: "charts.purple" },
  ready: { name: "play-circle", color: "charts.blue" },
  blocked: { name: "lock", color: "descriptionForeground" },
  unknown: { name: "question", color: "charts.yellow" },
  done: { name: "pass-filled", color: "charts.green" },
  cancelled: { name: "circle-slash", color: "disabledForeground" },
};

export function iconOf({ state }: Milestone): Icon {
  return ICONS[state];
}

/** The words for `milestone`. */
export function entry(milestone: Milestone): Entry {
  const label = nameOf(milestone);
  const standing = standingOf(milestone);
  const tasks = milestone.progress === null ? [] : [milestone.progress];
  const description = [...tasks.map(({ done, total }) => `${String(done)}/${String(total)}`), ...standing];
  const spoken = [
    label,
    STATE_WORDS[milestone.state],
    ...tasks.map(({ done, total }) => `${String(done)} of ${String(total)} tasks done`),
    ...(milestone.state === "blocked" ? standing : []),
  ];
  return { label, description: description.join(" · "), spoken: spoken.join(", ") };
}

/** What `milestone` waits for, or that it can be begun; nothing where its icon says all. */
function standingOf({ state, blockedBy }: Milestone): string[] {
  if (state === "ready") return ["ready"];
  if (state === "blocked") return [blockedBy.length === 0 ? "blocked" : `blocked by ${blockedBy.join(" → ")}`];
  return [];
}

/** The figures of `milestone`, each with its name; `named` gives the name of what stands at a URI. */
export function figures(milestone: Milestone, named: (uri: string) => string): [string, string][] {
  const { state, status, progress, wave, track, blockedBy, upstream, downstream, critical } = milestone;
  const states = STATE_WORDS[state].toLowerCase();
  const told: [string, string | undefined][] = [
    ["Status", status === "unknown" || isSaid(status, state) ? states : `${status.replace("_", " ")}, ${states}`],
    ["Tasks", progress === null ? undefined : `${String(progress.done)} of ${String(progress.total)} done`],
    ["Wave", wave === null ? undefined : String(wave)],
    ["Track", track ?? undefined],
    ["Blocked by", blockedBy.join(" → ")],
    ["Depends on", upstream.map(named).join(", ")],
    ["Needed by", downstream.map(named).join(", ")],
    ["Critical", critical ? "yes: a delay delays the end" : undefined],
  ];
  return told.filter((figure): figure is [string, string] => figure[1] !== undefined && figure[1] !== "");
}

/** Whether the state's word says the status already. */
function isSaid(status: string, state: MilestoneState): boolean {
  return status.replace("_", " ") === STATE_WORDS[state].toLowerCase();
}

/** `text` for a quick pick, which would draw icons where names of icons stand in it. */
export function withoutIcons(text: string): string {
  return text.replace(/\$\([a-z0-9-]+(?:~[a-z]+)?\)/gi, "\\$&");
}

/** `text` in at most `length` characters: what is in the middle goes. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = Math.floor((length - 1) / 3);
  return `${text.slice(0, head)}…${text.slice(text.length - (length - 1 - head))}`;
}
