/** How often a server that ended by itself is started again. */

/** Restarts within WINDOW milliseconds after which the server is left alone. */
const MOST = 4;
const WINDOW = 3 * 60_000;

export class Crashes {
  private times: number[] = [];

  /** Notes a crash at `now`, in milliseconds; whether to start again. */
  again(now: number): boolean {
    this.times = [...this.times.filter((time) => now - time < WINDOW), now];
    return this.times.length <= MOST;
  }
}
