/**
 * What the server has listed of each plan, and when it is asked again.
 *
 * Answers may come in another order than they were asked for: what is kept is what was asked for last. The editor is
 * not known here.
 */

import type { Listing } from "./listing.ts";

/** The server, and whoever wants to know what it says. */
export interface Listening {
  /** The plan with a root, or the one that a document or folder belongs to. */
  list(uri: string): Promise<Listing>;
  changed(): void;
  /** There is no such plan, or several. */
  failed(uri: string, error: unknown): void;
}

export class Listings {
  private readonly known = new Map<string, Listing>();
  /** Of each root, the number of the request whose answer holds. */
  private readonly answered = new Map<string, number>();
  /** What is being asked for; true: again when the answer is there. */
  private readonly asked = new Map<string, boolean>();
  private requests = 0;
  /** Requests up to this one were made of another server. */
  private forgotten = 0;

  constructor(private readonly to: Listening) {}

  get all(): readonly Listing[] {
    return [...this.known.values()];
  }

  /** The plan with the root `uri`, or the one that a document or folder belongs to, as it is listed now. */
  async current(uri: string): Promise<Listing> {
    const request = ++this.requests;
    const listing = await this.to.list(uri);
    this.answer(listing.root, request, listing);
    return listing;
  }

  /** Asks for a plan again, once more when it is being asked for already. */
  refresh(uri: string): void {
    const isAsked = this.asked.has(uri);
    this.asked.set(uri, isAsked);
    if (!isAsked) void this.fetch(uri);
  }

  /**
   * The workspace has these folders now. The server says what has gone, but is silent on what stays as it was; and it
   * lists no folder that holds several plans.
   */
  foldersChanged(folders: readonly string[]): void {
    for (const uri of new Set([...this.known.keys(), ...folders])) this.refresh(uri);
  }

  /** Another server will be asked, or none. */
  clear(): void {
    this.known.clear();
    this.answered.clear();
    this.forgotten = this.requests;
    this.to.changed();
  }

  private async fetch(uri: string): Promise<void> {
    const request = this.requests + 1;
    try {
      const { root } = await this.current(uri);
      // The root of a plan without milestones stands for the only one below it.
      if (root !== uri) this.answer(uri, request);
    } catch (error) {
      this.to.failed(uri, error);
      this.answer(uri, request);
    }
    const again = this.asked.get(uri) === true;
    this.asked.delete(uri);
    if (again) this.refresh(uri);
  }

  private answer(root: string, request: number, listing?: Listing): void {
    if (request <= Math.max(this.forgotten, this.answered.get(root) ?? 0)) return;
    this.answered.set(root, request);
    if (listing !== undefined) this.known.set(root, listing);
    else if (!this.known.delete(root)) return;
    this.to.changed();
  }
}
