/** What the status item says in each state, as words and icons. */

/** What the server is doing, or why it is not there. */
export type State =
  | { readonly kind: "starting" }
  | { readonly kind: "setting-up" }
  | { readonly kind: "reading"; readonly version: string; readonly detail: string }
  | { readonly kind: "ready"; readonly version: string; readonly program: string }
  | { readonly kind: "stopped"; readonly reason: string }
  | { readonly kind: "too-old"; readonly program: string; readonly version: string; readonly minimum: string }
  | { readonly kind: "not-found"; readonly reason: string }
  | { readonly kind: "disabled" };

/** Findings of the server that the editor shows now. */
export interface Counts {
  readonly errors: number;
  readonly warnings: number;
}

export interface Shown {
  /** With icons, as the status bar draws them. */
  readonly text: string;
  /** In words alone, for those who hear it. */
  readonly label: string;
  readonly detail: string;
  readonly isProblem: boolean;
}

const NAME = "Milestones";

/** The look of `state`; counts show only while there is a server that they come from. */
export function shownStatus(state: State, counts: Counts): Shown {
  const parts = described(state, counts);
  return { ...parts, label: `${NAME}: ${parts.words}`, isProblem: parts.isProblem ?? false };
}

function described(state: State, counts: Counts): { text: string; words: string; detail: string; isProblem?: boolean } {
  switch (state.kind) {
    case "starting":
      return { text: `$(loading~spin) ${NAME}`, words: "starting", detail: "The server starts." };
    case "setting-up":
      return { text: `$(loading~spin) ${NAME}`, words: "setting up", detail: "The server is being set up." };
    case "reading":
      return {
        text: `$(loading~spin) ${NAME}`,
        words: `reading ${state.detail}`.trim(),
        detail: `The server reads the plan. Version ${state.version}.`,
      };
    case "ready":
      return {
        text: `$(checklist) ${findings(counts)}`,
        words: spoken(counts),
        detail: `Version ${state.version}, ${state.program}`,
      };
    case "stopped":
      return { text: `$(error) ${NAME}`, words: "stopped", detail: state.reason, isProblem: true };
    case "too-old":
      return {
        text: `$(warning) ${NAME}`,
        words: "server too old",
        detail: `${state.program} is version ${state.version}; ${state.minimum} or later is needed.`,
        isProblem: true,
      };
    case "not-found":
      return { text: `$(circle-slash) ${NAME}`, words: "no server", detail: state.reason, isProblem: true };
    case "disabled":
      return { text: `$(circle-slash) ${NAME}`, words: "off", detail: "Switched off by milestone-ls.enable." };
  }
}

function findings({ errors, warnings }: Counts): string {
  if (errors + warnings === 0) return NAME;
  return `$(error) ${String(errors)} $(warning) ${String(warnings)}`;
}

function spoken({ errors, warnings }: Counts): string {
  return `${counted(errors, "error")}, ${counted(warnings, "warning")}`;
}

function counted(count: number, noun: string): string {
  return `${count === 0 ? "no" : String(count)} ${noun}${count === 1 ? "" : "s"}`;
}
