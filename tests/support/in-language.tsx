import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { en } from "../../app/_messages/en";
import { es } from "../../app/_messages/es";
import { fr } from "../../app/_messages/fr";
import type { Language } from "../../app/_messages/languages";

const CATALOGUE = { en, es, fr };

/** A component with the text of a language around it, as the frame of a page gives it. */
export function inLanguage(language: Language, children: ReactNode): ReactNode {
  return (
    <NextIntlClientProvider locale={language} messages={CATALOGUE[language]} timeZone="UTC">
      {children}
    </NextIntlClientProvider>
  );
}
