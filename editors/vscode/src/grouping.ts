/** Milestones in groups: by wave, track or status. */

import { type Milestone, type MilestoneState, STATES } from "./listing.ts";

export const GROUPINGS = ["wave", "track", "status"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface Group {
  /** Like that of no other group of the plan. */
  readonly key: string;
  readonly label: string;
  /** How many of them are done, in words. */
  readonly description: string;
  /** Whether there is nothing left to do in it. */
  readonly isOver: boolean;
  /** In the order in which they were given. */
  readonly milestones: readonly Milestone[];
}

interface Place {
  readonly key: string;
  readonly label: string;
  /** Groups stand in the order of these; those with the same, in the order in which they came. */
  readonly order: number;
}

/** What each state is called. */
export const STATE_WORDS: Readonly<Record<MilestoneState, string>> = {
  active: "In Progress",
  ready: "Ready",
  blocked: "Blocked",
  unknown: "Unknown",
  done: "Completed",
  cancelled: "Cancelled",
};

/** Whether `value`, which somebody stored, names a grouping. */
export function isGrouping(value: unknown): value is Grouping {
  return GROUPINGS.some((grouping) => grouping === value);
}

/** The groups that have milestones, in their order. */
export function grouped(milestones: readonly Milestone[], by: Grouping): Group[] {
  const groups = new Map<string, { place: Place; members: Milestone[] }>();
  for (const milestone of milestones) {
    const place = PLACES[by](milestone);
    const group = groups.get(place.key) ?? { place, members: [] };
    group.members.push(milestone);
    groups.set(place.key, group);
  }
  return [...groups.values()].sort((a, b) => a.place.order - b.place.order).map(asGroup);
}

const PLACES: Readonly<Record<Grouping, (milestone: Milestone) => Place>> = {
  wave: ({ wave, state }) => {
    if (wave !== null) return { key: `wave ${String(wave)}`, label: `Wave ${String(wave)}`, order: wave };
    if (state === "cancelled") return { key: "cancelled", label: STATE_WORDS.cancelled, order: Infinity };
    return { key: "no wave", label: "Wave Unknown", order: Number.MAX_SAFE_INTEGER };
  },
  track: ({ track }) =>
    track === null
      ? { key: "no track", label: "No Track", order: 1 }
      : { key: `track ${track}`, label: track, order: 0 },
  status: ({ state }) => ({ key: state, label: STATE_WORDS[state], order: STATES.indexOf(state) }),
};

function asGroup({ place, members }: { place: Place; members: Milestone[] }): Group {
  const open = members.filter(({ state }) => state !== "cancelled");
  const done = open.filter(({ state }) => state === "done").length;
  return {
    key: place.key,
    label: place.label,
    description: open.length === 0 ? "" : `${String(done)}/${String(open.length)}`,
    isOver: done === open.length,
    milestones: members,
  };
}
