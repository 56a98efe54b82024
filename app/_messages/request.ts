import { cookies, headers } from "next/headers";
import { hasLocale } from "next-intl";
import { getRequestConfig } from "next-intl/server";
import { log } from "#lib/platform/log";
import {
  isLanguage,
  LANGUAGE_COOKIE,
  LANGUAGE_HEADER,
  LANGUAGES,
  type Language,
  languageFor,
} from "./languages";
import { messagesOf } from "./messages";

/** What next-intl asks once a request; `next.config.ts` leads it here. */
export default getRequestConfig(async ({ locale }) => {
  const language = hasLocale(LANGUAGES, locale) ? locale : await requestLanguage();
  return {
    locale: language,
    messages: await messagesOf(language),
    timeZone: "UTC",
    onError: (error) => log.error({ err: error }, "a text of the portal could not be shown"),
  };
});

/** Read anew from the cookie: a choice counts in the very answer to it. */
async function requestLanguage(): Promise<Language> {
  const [given, kept] = [await headers(), await cookies()];
  const fixed = given.get(LANGUAGE_HEADER);
  if (isLanguage(fixed)) return fixed;
  return languageFor(kept.get(LANGUAGE_COOKIE)?.value, given.get("accept-language"));
}
