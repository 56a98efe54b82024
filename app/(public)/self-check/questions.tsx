import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Query } from "#lib/applications/self-check";
import { SubmitButton } from "#ui/button";
import { CheckboxGroup, RadioGroup } from "#ui/choice-field";
import { SelectField } from "#ui/field";
import { Section } from "#ui/page";
import { useChoices } from "../../_messages/choices";
import { useCountries } from "../../_messages/countries";
import { firstOf, PlaceFields } from "./place-fields";

type Props = { query: Query; errors: Readonly<Record<string, string>> };

/** The ten questions as a plain GET form: the answers are the address of the next page. */
export function SelfCheckQuestions({ query, errors }: Props) {
  const t = useTranslations("selfCheck");
  const choices = useChoices();
  const countries = useCountries();
  const yesNo = [
    { value: "yes", label: t("yes") },
    { value: "no", label: t("no") },
  ];
  const ask = (name: string) => ({ name, error: errors[name], required: true });
  const chosen = (name: string) => firstOf(query[name]);
  const menu = (name: string) => ({ ...ask(name), empty: t("choose"), defaultValue: chosen(name) ?? "" });
  return (
    <Section title={t("ten")} id="questions">
      <form method="get" action="/self-check" className="grid gap-10" noValidate>
        <Question number={1} title={t("who")}>
          <SelectField {...menu("who")} label={t("whoLabel")} choices={choices("customerTypes")} />
        </Question>
        <Question number={2} title={t("use")}>
          <SelectField {...menu("use")} label={t("useLabel")} choices={choices("useCases")} />
        </Question>
        <Question number={3} title={t("operation")}>
          <CheckboxGroup
            {...ask("operation")}
            label={t("operationLabel")}
            choices={choices("operations")}
            values={listOf(query.operation)}
          />
        </Question>
        <Question number={4} title={t("mode")}>
          <RadioGroup
            {...ask("mode")}
            label={t("modeLabel")}
            choices={choices("modes")}
            value={chosen("mode")}
          />
        </Question>
        <Question number={5} title={t("camera")}>
          <SelectField {...menu("camera")} label={t("cameraLabel")} choices={choices("cameras")} />
          <RadioGroup
            {...ask("space")}
            label={t("spaceLabel")}
            choices={choices("spaces")}
            value={chosen("space")}
          />
        </Question>
        <Question number={6} title={t("where")}>
          <PlaceFields query={query} errors={errors} />
        </Question>
        <Question number={7} title={t("whose")}>
          <CheckboxGroup
            {...ask("subject")}
            label={t("whoseLabel")}
            choices={choices("subjects")}
            values={listOf(query.subject)}
          />
          <RadioGroup {...ask("adults")} label={t("adults")} choices={yesNo} value={chosen("adults")} />
        </Question>
        <Question number={8} title={t("gallery")}>
          <SelectField {...menu("gallery")} label={t("galleryLabel")} choices={choices("gallerySources")} />
          <RadioGroup {...ask("optional")} label={t("optional")} choices={yesNo} value={chosen("optional")} />
        </Question>
        <Question number={9} title={t("follows")}>
          <RadioGroup
            {...ask("consequence")}
            label={t("consequenceLabel")}
            choices={choices("consequences")}
            value={chosen("consequence")}
          />
          <RadioGroup
            {...ask("output")}
            label={t("outputLabel")}
            choices={choices("outputUses")}
            value={chosen("output")}
          />
        </Question>
        <Question number={10} title={t("police")}>
          <RadioGroup
            {...ask("acts")}
            label={t("actsLabel")}
            help={t("actsHelp")}
            choices={choices("actsForLawEnforcement")}
            value={chosen("acts")}
          />
          <SelectField
            name="acts_country"
            error={errors.acts_country}
            label={t("actsCountry")}
            empty={t("actsEmpty")}
            choices={countries}
            defaultValue={chosen("acts_country") ?? ""}
          />
        </Question>
        <div className="border-t border-rule pt-6">
          <SubmitButton>{t("see")}</SubmitButton>
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
