import { z } from "zod";

/** What the tour reads of a problem document (RFC 9457). */
export const problemParts = {
  code: z.string().optional(),
  title: z.string().optional(),
  detail: z.string().optional(),
  reasons: z.array(z.string()).optional(),
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
};

const problem = z.looseObject(problemParts);

/** A refusal as sentences: its title and detail, and each field that is wrong. */
export function problemWords(httpStatus: number, body: z.infer<typeof problem>): string {
  const { code, title, detail, reasons = [], errors = [] } = body;
  const said = [title, detail === title ? undefined : detail, reasons.join(", ").replaceAll("_", " ")]
    .filter((part) => part !== undefined && part !== "")
    .map((part) => `${part}.`.replace(/([.!?])\.$/, "$1"));
  const head = `refused with ${httpStatus}${code === undefined ? "" : ` ${code}`}: ${said.join(" ")}`;
  return [head.trimEnd(), ...errors.map(({ pointer, message }) => `  ${pointer || "/"}: ${message}`)].join(
    "\n",
  );
}

/** The same of an answer's text, which may be no problem document at all. */
export function problemTextWords(httpStatus: number, text: string): string {
  try {
    return problemWords(httpStatus, problem.parse(JSON.parse(text)));
  } catch {
    return `refused with ${httpStatus}, and no reason that can be read`;
  }
}
