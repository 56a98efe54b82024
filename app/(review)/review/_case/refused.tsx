import { ButtonLink } from "#ui/button";
import { Page, PageHeader } from "#ui/page";

const TITLES: Readonly<Record<string, string>> = {
  conflict_declared: "You take no part in this case",
  wrong_state: "Not yet",
};

/** A case that is shut to this person, or a page whose time has not come, and where to go instead. */
export function Refused({ code, detail, back }: { code: string; detail: string; back?: string }) {
  return (
    <Page width="prose">
      <PageHeader title={TITLES[code] ?? "Not possible"} lead={detail} />
      <div className="flex flex-wrap gap-2">
        {back === undefined ? null : <ButtonLink href={back}>To the dossier</ButtonLink>}
        <ButtonLink href="/review">To the queue</ButtonLink>
      </div>
    </Page>
  );
}
