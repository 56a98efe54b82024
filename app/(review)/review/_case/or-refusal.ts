import { AppError } from "#lib/platform/errors";
import { orNotFound } from "../../../_edge/or-not-found";

export type Seen<T> = { ok: true; value: T } | { ok: false; code: string; detail: string };

/**
 * For pages of a case: what a view returns, or a refusal that a reviewer should read in words (recused, not yet
 * decided). Whoever may not know of the case gets the page that says that there is nothing.
 */
export function orRefusal<T>(view: () => Promise<T>): Promise<Seen<T>> {
  return orNotFound(async (): Promise<Seen<T>> => {
    try {
      return { ok: true, value: await view() };
    } catch (error) {
      if (error instanceof AppError && (error.code === "conflict_declared" || error.code === "wrong_state")) {
        return { ok: false, code: error.code, detail: error.detail };
      }
      throw error;
    }
  });
}
