"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { useFormStatus } from "react-dom";
import type { DemoPerson } from "#lib/identity/demo-people";
import { Button } from "#ui/button";
import { FormMessage } from "#ui/form-message";
import { IDLE } from "../../_edge/form-state";
import { signInAsDemoPerson } from "./actions";

type Person = { id: string; name: string; about: string; group: DemoPerson["group"] };

/** One click each, grouped by what they do. */
export function DemoSignIn({ people, next }: { people: readonly Person[]; next: string }) {
  const t = useTranslations("auth");
  const [state, action] = useActionState(signInAsDemoPerson, IDLE);
  const groups = [...new Set(people.map(({ group }) => group))];
  return (
    <form action={action} className="grid gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="next" value={next} />
      <div className="gap-x-6 md:columns-2">
        {groups.map((group) => (
          <section key={group} aria-label={t(`group.${group}`)} className="mb-6 break-inside-avoid">
            <h3 className="mb-1">{t(`group.${group}`)}</h3>
            <ul className="grid">
              {people
                .filter((person) => person.group === group)
                .map((person) => (
                  <DemoPersonLine key={person.id} {...person} />
                ))}
            </ul>
          </section>
        ))}
      </div>
    </form>
  );
}

function DemoPersonLine({ id, name, about }: Person) {
  const t = useTranslations("auth");
  const { pending, data } = useFormStatus();
  const entering = pending && data.get("person_id") === id;
  return (
    <li className="flex items-center justify-between gap-3 border-t border-rule py-2 first:border-t-0">
      <span className="min-w-0">
        <span className="block font-medium">{name}</span>
        <span lang="en" className="block text-small text-ink-2">
          {about}
        </span>
      </span>
      <Button
        type="submit"
        name="person_id"
        value={id}
        data-demo-person={id}
        aria-label={t("signInAs", { name, about })}
        aria-disabled={pending}
        className="shrink-0"
      >
        {entering ? t("signingIn") : t("signIn")}
      </Button>
    </li>
  );
}
