/** Decides whether a server that ended by itself is started again. */

export const MOST_CRASHES = 5;
export const PERIOD = 3 * 60_000;

export class Crashes {
  private readonly times: number[] = [];

  constructor(private readonly now: () => number = Date.now) {}

  /** Notes one; returns whether it is worth another try. */
  another(): boolean {
    const now = this.now();
    this.times.push(now);
    while (this.times[0] !== undefined && now - this.times[0] > PERIOD) {
      this.times.shift();
    }
    return this.times.length < MOST_CRASHES;
  }

  /** Forgets all: somebody asked for a start. */
  forget(): void {
    this.times.length = 0;
  }
}
