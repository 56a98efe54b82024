/** Lets one piece of work run at a time, in the order in which they came. */
export type Turns = { take<Result>(work: () => Result | Promise<Result>): Promise<Result> };

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take: (work) => {
      const mine = last.then(work);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
