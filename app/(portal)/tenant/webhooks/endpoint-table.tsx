import { useTranslations } from "next-intl";
import type { EndpointRow } from "#lib/webhooks/view";
import { Moment } from "#ui/moment";
import { StateBadge } from "#ui/state-badge";
import { Table } from "#ui/table";

/** Where messages go, and how it goes with each. */
export function EndpointTable({ endpoints }: { endpoints: readonly EndpointRow[] }) {
  const t = useTranslations("tenant.webhooks.endpoints");
  return (
    <Table
      caption={t("title")}
      columns={[
        { key: "url", head: t("url") },
        { key: "events", head: t("events") },
        { key: "since", head: t("since") },
        { key: "state", head: t("state") },
      ]}
      rows={endpoints.map((endpoint) => ({
        key: endpoint.id,
        cells: [
          <span key="url" className="grid">
            <span className="break-all">{endpoint.url}</span>
            <span className="font-mono text-tiny text-ink-3">{endpoint.id}</span>
          </span>,
          endpoint.events.length === 0 ? t("all") : endpoint.events.join(", "),
          <Moment key="since" at={endpoint.createdAt} dayOnly />,
          <EndpointState key="state" endpoint={endpoint} />,
        ],
      }))}
    />
  );
}

function EndpointState({ endpoint }: { endpoint: EndpointRow }) {
  const t = useTranslations("tenant.webhooks.endpoints");
  if (endpoint.disabledAt !== null) {
    return (
      <span className="grid justify-items-start gap-1">
        <StateBadge tone="bad">{t("disabled")}</StateBadge>
        <span className="text-tiny text-ink-2">
          {t(endpoint.disabledReason === "gone" ? "gone" : "asked")}
        </span>
      </span>
    );
  }
  if (endpoint.failures > 0) {
    return (
      <span className="grid justify-items-start gap-1">
        <StateBadge tone="warn">{t("failing", { count: endpoint.failures })}</StateBadge>
        {endpoint.restsUntil === null ? null : (
          <span className="text-tiny text-ink-2">
            {t("rests")} <Moment at={endpoint.restsUntil} />
          </span>
        )}
      </span>
    );
  }
  return <StateBadge tone="good">{t("live")}</StateBadge>;
}
