"use client";

import { useActionState } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "#ui/button";
import { FormMessage } from "#ui/form-message";
import { IDLE } from "../../_edge/form-state";
import { signInAsDemoPerson } from "./actions";

type Person = { id: string; name: string; about: string; group: string };

/** One click each, grouped by what they do. */
export function DemoSignIn({ people, next }: { people: readonly Person[]; next: string }) {
  const [state, action] = useActionState(signInAsDemoPerson, IDLE);
  const groups = [...new Set(people.map(({ group }) => group))];
  return (
    <form action={action} className="grid gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="next" value={next} />
      <div className="gap-x-6 md:columns-2">
        {groups.map((group) => (
          <section key={group} aria-label={group} className="mb-6 break-inside-avoid">
            <h3 className="mb-1">{group}</h3>
            <ul className="grid">
              {people
                .filter((person) => person.group === group)
                .map((person) => (
                  <DemoPerson key={person.id} {...person} />
                ))}
            </ul>
          </section>
        ))}
      </div>
    </form>
  );
}

function DemoPerson({ id, name, about }: Person) {
  const { pending, data } = useFormStatus();
  const entering = pending && data.get("person_id") === id;
  return (
    <li className="flex items-center justify-between gap-3 border-t border-rule py-2 first:border-t-0">
      <span className="min-w-0">
        <span className="block font-medium">{name}</span>
        <span className="block text-small text-ink-2">{about}</span>
      </span>
      <Button
        type="submit"
        name="person_id"
        value={id}
        data-demo-person={id}
        aria-label={`Sign in as ${name}, ${about}`}
        aria-disabled={pending}
        className="shrink-0"
      >
        {entering ? "Signing in…" : "Sign in"}
      </Button>
    </li>
  );
}
