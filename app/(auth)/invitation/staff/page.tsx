import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Page, PageHeader } from "#ui/page";
import { currentActor } from "../../../_edge/current-actor";
import { AcceptAsNewForm, AcceptForm } from "../accept-forms";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("invitation.title"), referrer: "no-referrer" };
}

/** Where someone whom two people of the staff have named comes to it. */
export default async function StaffInvitationPage() {
  const t = await getTranslations("auth");
  const actor = await currentActor();
  return (
    <Page width="prose">
      <PageHeader
        title={t("invitation.title")}
        lead={actor === null ? t("invitation.leadStaffNew") : t("invitation.leadStaff")}
      />
      {actor === null ? <AcceptAsNewForm staff /> : <AcceptForm name={actor.name} staff />}
      {actor === null ? (
        <p className="text-small text-ink-2">
          {t.rich("invitation.already", { link: (chunks) => <Link href="/sign-in">{chunks}</Link> })}
        </p>
      ) : null}
    </Page>
  );
}
