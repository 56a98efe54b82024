/** Why something was not accepted, in a sentence that an auditor can act on. */
export type Refused = { ok: false; reason: string };

export function refuse(reason: string): Refused {
  return { ok: false, reason };
}
