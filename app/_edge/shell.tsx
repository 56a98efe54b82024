import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { unreadCount } from "#lib/notices/view";
import { LanguageSwitch } from "#ui/language-switch";
import { SiteHeader } from "#ui/site-header";
import { directionOf } from "../_messages/languages";
import { type Area, areasOf } from "../_messages/messages";
import { chooseLanguage } from "./choose-language";
import { currentActor } from "./current-actor";
import { signOut } from "./sign-out";

type Props = {
  children: ReactNode;
  /** The areas of the catalogue that client components below read, besides those of the frame itself. */
  areas?: readonly Area[];
  footer?: ReactNode;
};

/**
 * The frame of every page. Navigation only: what someone may see is decided in the page's view, what they may do in
 * its verb. It says its language itself, since one may come to it by a link from a page in another.
 */
export async function Shell({ children, areas = [], footer }: Props) {
  const actor = await currentActor();
  const unread = actor === null ? 0 : await unreadCount(actor);
  const language = await getLocale();
  const messages = areasOf(await getMessages(), ["shell", "ui", "said", ...areas]);
  return (
    <NextIntlClientProvider locale={language} messages={messages}>
      <div lang={language} dir={directionOf(language)} className="contents">
        <SiteHeader actor={actor} signOut={signOut} unread={unread} />
        {children}
        {footer}
      </div>
    </NextIntlClientProvider>
  );
}

/** The foot of the pages whose reader chooses the language. */
export function Footer({ children }: { children?: ReactNode }) {
  return (
    <footer className="mt-8 border-t border-rule print:hidden">
      <div className="mx-auto flex max-w-5xl flex-wrap items-baseline justify-between gap-x-8 gap-y-2 px-4 py-6 text-small text-ink-2 sm:px-6">
        {children}
        <LanguageSwitch choose={chooseLanguage} />
      </div>
    </footer>
  );
}
