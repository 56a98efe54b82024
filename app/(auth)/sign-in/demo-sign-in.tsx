"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { Button } from "#ui/button";

type Person = { id: string; name: string; about: string; group: string };

/** One click each, grouped by what they do. */
export function DemoSignIn({ people, next }: { people: readonly Person[]; next: string }) {
  const [busy, setBusy] = useState<string | null>(null);
  async function enter(person: Person) {
    setBusy(person.id);
    await signIn("demo", { personId: person.id, callbackUrl: next });
  }
  const groups = [...new Set(people.map(({ group }) => group))];
  return (
    <div className="grid gap-6 md:grid-cols-2">
      {groups.map((group) => (
        <section key={group} aria-label={group} className="grid content-start gap-1">
          <h3>{group}</h3>
          <ul className="grid">
            {people
              .filter((person) => person.group === group)
              .map((person) => (
                <li
                  key={person.id}
                  className="flex items-center justify-between gap-3 border-t border-rule py-2 first:border-t-0"
                >
                  <span className="min-w-0">
                    <span className="block font-medium">{person.name}</span>
                    <span className="block text-small text-ink-2">{person.about}</span>
                  </span>
                  <Button
                    data-demo-person={person.id}
                    aria-label={`Sign in as ${person.name}, ${person.about}`}
                    aria-disabled={busy !== null}
                    onClick={() => void enter(person)}
                  >
                    {busy === person.id ? "Signing in…" : "Sign in"}
                  </Button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
