"use client";

import { useActionState } from "react";
import { FILED_AS_WORDS } from "#lib/concerns/concern";
import { SubmitButton } from "#ui/button";
import { RadioGroup } from "#ui/choice-field";
import { TextArea, TextField } from "#ui/field";
import { FormMessage } from "#ui/form-message";
import { KeptForm } from "#ui/kept-form";
import { fieldError, IDLE, typed } from "../../_edge/form-state";
import { sendConcern } from "./actions";

const FILED_AS = Object.entries(FILED_AS_WORDS).map(([value, label]) => ({ value, label }));

/** What happened, where, when, by whom as far as known. The organisation is free text: nothing is suggested. */
export function ConcernForm() {
  const [state, action, sending] = useActionState(sendConcern, IDLE);
  const field = (name: string) => ({
    name,
    error: fieldError(state, name),
    defaultValue: typed(state, name),
    dir: "auto" as const,
  });
  const trapError = fieldError(state, "website");
  return (
    <KeptForm state={state} action={action} sending={sending} className="grid gap-6">
      <FormMessage state={state} />
      <RadioGroup
        name="filed_as"
        label="Who are you in this?"
        choices={FILED_AS}
        value={typed(state, "filed_as")}
        error={fieldError(state, "filed_as")}
        required
      />
      <TextArea
        {...field("happened")}
        label="What happened?"
        help="In your own words and language: what was done, and what followed from it."
        rows={8}
        required
      />
      <TextField
        {...field("place")}
        label="Where?"
        help="A place, an address or a website, as exactly as you know."
        required
      />
      <TextField
        {...field("happened_on")}
        label="When?"
        help="A day and a time if you know them, or roughly."
        required
      />
      <TextField
        {...field("organisation")}
        label="Which organisation or system?"
        help="If you know. A person matches it to what we have approved."
      />
      <TextArea
        {...field("evidence")}
        label="What shows it?"
        help="Letters, reference numbers, witnesses, addresses of pages. Leave out pictures of faces."
        rows={4}
      />
      <TextField
        {...field("contact")}
        label="How can we reach you?"
        help="If you want to be reached: an e-mail address, a telephone number, a representative. You can follow your concern without it."
        autoComplete="email"
      />
      <div className={trapError === undefined ? "sr-only" : undefined} aria-hidden={trapError === undefined}>
        <TextField
          name="website"
          error={trapError}
          label="Leave this empty"
          tabIndex={trapError === undefined ? -1 : undefined}
          autoComplete="off"
          defaultValue={typed(state, "website")}
        />
      </div>
      <div>
        <SubmitButton>Send the concern</SubmitButton>
      </div>
    </KeptForm>
  );
}
