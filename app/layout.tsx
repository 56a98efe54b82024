import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { directionOf } from "./_messages/languages";
import { areasOf } from "./_messages/messages";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  return {
    title: { default: "Countersign", template: "%s · Countersign" },
    description: t("description"),
    robots: { index: false },
  };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get("theme")?.value;
  const language = await getLocale();
  return (
    <html
      lang={language}
      dir={directionOf(language)}
      data-theme={theme === "light" || theme === "dark" ? theme : undefined}
    >
      <body className="min-h-dvh">
        <NextIntlClientProvider locale={language} messages={areasOf(await getMessages(), ["shell", "ui"])}>
          {children}
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
