"use client";

import { TextField } from "#ui/field";
import { useCodeOfLink } from "../_edge/code-of-link";

/** The code of a link that was mailed, taken from the address; without scripts it is pasted. */
export function LinkCodeField({ error }: { error: string | undefined }) {
  const code = useCodeOfLink();
  return (
    <TextField
      key={code}
      name="code"
      label="Code of the link"
      help="What stands after the # in the link that you were sent."
      autoComplete="off"
      spellCheck={false}
      className="font-mono"
      defaultValue={code}
      error={error}
      required
    />
  );
}
