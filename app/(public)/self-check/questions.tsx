import type { ReactNode } from "react";
import {
  actsForLawEnforcement,
  cameras,
  choicesOf,
  consequences,
  customerTypes,
  gallerySources,
  modes,
  operations,
  outputUses,
  spaces,
  subjects,
  useCases,
} from "#lib/applications/form/labels";
import { COUNTRY_OPTIONS } from "#lib/applications/form/places";
import type { Query } from "#lib/applications/self-check";
import { SubmitButton } from "#ui/button";
import { CheckboxGroup, RadioGroup } from "#ui/choice-field";
import { SelectField } from "#ui/field";
import { Section } from "#ui/page";
import { firstOf, PlaceFields } from "./place-fields";

type Props = { query: Query; errors: Readonly<Record<string, string>> };

const YES_NO = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
];

/** The ten questions as a plain GET form: the answers are the address of the next page. */
export function SelfCheckQuestions({ query, errors }: Props) {
  const ask = (name: string) => ({ name, error: errors[name], required: true });
  const chosen = (name: string) => firstOf(query[name]);
  const menu = (name: string) => ({ ...ask(name), empty: "Choose one", defaultValue: chosen(name) ?? "" });
  return (
    <Section title="Ten questions" id="questions">
      <form method="get" action="/self-check" className="grid gap-10" noValidate>
        <Question number={1} title="Who asks?">
          <SelectField {...menu("who")} label="Kind of organisation" choices={choicesOf(customerTypes)} />
        </Question>
        <Question number={2} title="What for?">
          <SelectField {...menu("use")} label="Purpose" choices={choicesOf(useCases)} />
        </Question>
        <Question number={3} title="What would the software do?">
          <CheckboxGroup
            {...ask("operation")}
            label="Operations"
            choices={choicesOf(operations)}
            values={listOf(query.operation)}
          />
        </Question>
        <Question number={4} title="Who or what starts it?">
          <RadioGroup
            {...ask("mode")}
            label="A call is started by"
            choices={choicesOf(modes)}
            value={chosen("mode")}
          />
        </Question>
        <Question number={5} title="With which camera, in what space?">
          <SelectField {...menu("camera")} label="Camera" choices={choicesOf(cameras)} />
          <RadioGroup {...ask("space")} label="Space" choices={choicesOf(spaces)} value={chosen("space")} />
        </Question>
        <Question number={6} title="Where?">
          <PlaceFields query={query} errors={errors} />
        </Question>
        <Question number={7} title="Whose faces?">
          <CheckboxGroup
            {...ask("subject")}
            label="All that may stand before the camera"
            choices={choicesOf(subjects)}
            values={listOf(query.subject)}
          />
          <RadioGroup
            {...ask("adults")}
            label="Are all of them adults?"
            choices={YES_NO}
            value={chosen("adults")}
          />
        </Question>
        <Question number={8} title="Where do enrolled faces come from?">
          <SelectField
            {...menu("gallery")}
            label="Source of the gallery"
            choices={choicesOf(gallerySources)}
          />
          <RadioGroup
            {...ask("optional")}
            label="Can a person say no without losing anything?"
            choices={YES_NO}
            value={chosen("optional")}
          />
        </Question>
        <Question number={9} title="What follows from an answer?">
          <RadioGroup
            {...ask("consequence")}
            label="The worst that a wrong answer does to a person"
            choices={choicesOf(consequences)}
            value={chosen("consequence")}
          />
          <RadioGroup
            {...ask("output")}
            label="How far does the answer decide?"
            choices={choicesOf(outputUses)}
            value={chosen("output")}
          />
        </Question>
        <Question number={10} title="Do you act for police?">
          <RadioGroup
            {...ask("acts")}
            label="For police or other law enforcement"
            help="What counts is who benefits, not who signs."
            choices={choicesOf(actsForLawEnforcement)}
            value={chosen("acts")}
          />
          <SelectField
            name="acts_country"
            error={errors.acts_country}
            label="If so, in which country?"
            empty="None, or several"
            choices={COUNTRY_OPTIONS}
            defaultValue={chosen("acts_country") ?? ""}
          />
        </Question>
        <div className="border-t border-rule pt-6">
          <SubmitButton>See what the policy says</SubmitButton>
        </div>
      </form>
    </Section>
  );
}

function Question({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <section
      aria-labelledby={`question-${number}`}
      className="grid gap-5 md:grid-cols-[14rem_minmax(0,34rem)] md:gap-8"
    >
      <h3 id={`question-${number}`} className="flex items-baseline gap-2">
        <span className="font-mono text-small font-normal text-ink-3">{number}</span> {title}
      </h3>
      <div className="grid gap-5">{children}</div>
    </section>
  );
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : [value].flat();
}
