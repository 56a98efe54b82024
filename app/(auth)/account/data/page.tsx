import type { Metadata } from "next";
import { ownAccount } from "#lib/identity/view";
import { accountErasureDigest, whyNotErased } from "#lib/own-data/erase-account";
import { Notice } from "#ui/form-message";
import { Page, PageHeader, Section } from "#ui/page";
import { requireActor } from "../../../_edge/current-actor";
import { EraseForm } from "../../../_edge/erase-form";
import { erase } from "./actions";

export const metadata: Metadata = { title: "Your data" };

export default async function OwnDataPage() {
  const actor = await requireActor("/account/data");
  const [account, refusal] = await Promise.all([ownAccount(actor), whyNotErased(actor)]);
  return (
    <Page inEnglish width="prose">
      <PageHeader title="Your data" lead="What is kept about you: to take with you, and to have erased." />
      <Section
        title="Download"
        lead="One ZIP: your account, sessions and passkeys by name, notices, mail, what you signed, and where the public ledger speaks of you. With the SHA-256 of each file."
      >
        <p>
          <a href="/api/account/export" download>
            Download what is kept about you
          </a>
        </p>
      </Section>
      <Section title="Erase your account" lead="At once, and for good.">
        <WhatGoes />
        {refusal === null ? (
          <EraseForm
            erase={erase}
            label="Erase my account"
            means={{ hasTotp: account.hasTotp, hasPasskey: account.passkeys.length > 0 }}
            digest={accountErasureDigest(actor.personId)}
          />
        ) : (
          <Notice tone="warn" title="Not yet possible">
            {refusal}
          </Notice>
        )}
      </Section>
    </Page>
  );
}

function WhatGoes() {
  return (
    <>
      <h3 className="font-semibold">What goes</h3>
      <p>
        Your name and address in your account, password, authenticator, recovery codes, passkeys, sessions,
        notices, preferences and mail, and what the ledger's commitments to your name and address stand for.
      </p>
      <h3 className="font-semibold">What is kept, and why</h3>
      <ul className="grid list-disc gap-1 pl-5">
        <li>
          Your name where you signed for your organisation: the digest that others rely on covers it. It is
          kept to establish and defend legal claims (GDPR Article 17(3)(e)) for as long as the signed revision
          is.
        </li>
        <li>
          What you typed and uploaded in your organisation's applications: it is the organisation's, and goes
          when the organisation is erased.
        </li>
        <li>
          That an account with your id acted, in the record of each case and in the public ledger. The id
          names nobody any more.
        </li>
      </ul>
    </>
  );
}
