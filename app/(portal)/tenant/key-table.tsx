import { useTranslations } from "next-intl";
import type { keysOfTenant } from "#lib/keys/view";
import { Moment } from "#ui/moment";
import { Empty } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { Table } from "#ui/table";
import { RevokeKeyForm } from "./revoke-key-form";
import { RotateKeyForm } from "./rotate-key-form";

type Key = Awaited<ReturnType<typeof keysOfTenant>>[number];

const TONES = { live: "good", expired: "plain", revoked: "bad" } as const;

export function KeyTable({
  organisationId,
  keys,
  mayRevoke,
  mayRotate = false,
}: {
  organisationId: string;
  keys: readonly Key[];
  mayRevoke: boolean;
  mayRotate?: boolean;
}) {
  const t = useTranslations("tenant.keys");
  if (keys.length === 0) return <Empty title={t("none")} />;
  return (
    <Table
      caption={t("caption")}
      columns={[
        { key: "name", head: t("name") },
        { key: "scopes", head: t("mayDo") },
        { key: "used", head: t("lastUsed") },
        { key: "ends", head: t("ends") },
        { key: "state", head: t("stateHead") },
      ]}
      rows={keys.map((key) => ({
        key: key.id,
        cells: [
          <span key="name" className="grid">
            {key.name}
            <span className="font-mono text-tiny text-ink-3">csk_live_{key.publicId}_…</span>
          </span>,
          <span key="scopes" className="grid">
            {key.scopes.join(", ")}
            {key.cidrs.length > 0 ? (
              <span className="text-tiny text-ink-2">{t("from", { ranges: key.cidrs.join(", ") })}</span>
            ) : null}
          </span>,
          key.lastUsedAt ? <Moment key="used" at={key.lastUsedAt} /> : t("never"),
          <Moment key="ends" at={key.expiresAt} dayOnly />,
          <span key="state" className="grid justify-items-start gap-2">
            <StateBadge tone={TONES[key.state]}>{t(`state.${key.state}`)}</StateBadge>
            {key.revokeReason ? <span className="text-tiny text-ink-2">{key.revokeReason}</span> : null}
            {key.isLeaked ? <span className="text-tiny text-ink-2">{t("leaked")}</span> : null}
            {key.state === "live" && key.oldSecretEndsAt ? (
              <span className="text-tiny text-ink-2">
                {t.rich("oldUntil", { when: () => <Moment at={key.oldSecretEndsAt ?? key.expiresAt} /> })}
              </span>
            ) : null}
            {key.state !== "revoked" && mayRotate ? (
              <RotateKeyForm organisationId={organisationId} keyId={key.id} name={key.name} />
            ) : null}
            {key.state === "live" && mayRevoke ? (
              <RevokeKeyForm organisationId={organisationId} keyId={key.id} name={key.name} />
            ) : null}
          </span>,
        ],
      }))}
    />
  );
}
