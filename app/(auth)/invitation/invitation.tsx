import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Page, PageHeader } from "#ui/page";
import { currentActor } from "../../_edge/current-actor";
import { AcceptAsNewForm, AcceptForm } from "./accept-forms";

/** Where a link that was mailed leads: to an organisation, or to the staff. */
export async function Invitation({ staff = false }: { staff?: boolean }) {
  const t = await getTranslations("auth");
  const actor = await currentActor();
  const lead = staff
    ? t(actor === null ? "invitation.leadStaffNew" : "invitation.leadStaff")
    : t(actor === null ? "invitation.leadNew" : "invitation.lead");
  return (
    <Page width="prose">
      <PageHeader title={t("invitation.title")} lead={lead} />
      {actor === null ? <AcceptAsNewForm staff={staff} /> : <AcceptForm name={actor.name} staff={staff} />}
      {actor === null ? (
        <p className="text-small text-ink-2">
          {t.rich("invitation.already", { link: (chunks) => <Link href="/sign-in">{chunks}</Link> })}
        </p>
      ) : null}
    </Page>
  );
}

/** The code is in the address: no other site is told where the reader comes from. */
export async function invitationMetadata() {
  const t = await getTranslations("auth");
  return { title: t("invitation.title"), referrer: "no-referrer" as const };
}
