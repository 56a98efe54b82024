import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Footer, Shell } from "../_edge/shell";

export default function PublicLayout({ children }: { children: ReactNode }) {
  return (
    <Shell areas={["concern", "verify"]} footer={<PublicFooter />}>
      {children}
    </Shell>
  );
}

function PublicFooter() {
  const t = useTranslations("shell");
  const links = [
    { href: "/register", label: t("register") },
    { href: "/policy", label: t("policy") },
    { href: "/self-check", label: t("selfCheck") },
    { href: "/concern", label: t("concern") },
    { href: "/sign-in", label: t("signIn") },
  ];
  return (
    <Footer>
      <p>{t("onlySignatures")}</p>
      <nav aria-label={t("more")} className="flex flex-wrap gap-x-5 gap-y-1">
        {links.map(({ href, label }) => (
          <Link key={href} href={href} className="underline underline-offset-2">
            {label}
          </Link>
        ))}
      </nav>
    </Footer>
  );
}
