import { useTranslations } from "next-intl";
import type { DeliveryRow, EndpointRow } from "#lib/webhooks/view";
import { Moment } from "#ui/moment";
import { StateBadge } from "#ui/state-badge";
import { Table } from "#ui/table";
import { ReplayForm } from "./replay-form";

const ERRORS = [
  "refused",
  "name_unknown",
  "address_refused",
  "timed_out",
  "connection_failed",
  "endpoint_rests",
  "endpoint_disabled",
] as const;

/** What was told, and what came of it; whatever is over can be sent again. */
export function DeliveryTable({
  organisationId,
  deliveries,
  endpoints,
  mayReplay,
}: {
  organisationId: string;
  deliveries: readonly DeliveryRow[];
  endpoints: readonly EndpointRow[];
  mayReplay: boolean;
}) {
  const t = useTranslations("tenant.webhooks.deliveries");
  const of = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));
  return (
    <Table
      caption={t("title")}
      columns={[
        { key: "type", head: t("type") },
        { key: "to", head: t("to") },
        { key: "state", head: t("state") },
        { key: "answer", head: t("answer") },
        { key: "attempts", head: t("attempts"), numeric: true },
        { key: "again", head: t("again") },
      ]}
      rows={deliveries.map((delivery) => ({
        key: delivery.id,
        cells: [
          <span key="type" className="grid">
            {delivery.type}
            <span className="font-mono text-tiny text-ink-3">{delivery.messageId}</span>
            <span className="text-tiny text-ink-2">
              <Moment at={delivery.createdAt} />
            </span>
          </span>,
          <span key="to" className="break-all">
            {of.get(delivery.endpointId)?.url}
          </span>,
          <DeliveryState key="state" delivery={delivery} />,
          <Answer key="answer" delivery={delivery} />,
          delivery.attempts,
          mayReplay && delivery.state !== "waiting" && of.get(delivery.endpointId)?.disabledAt === null ? (
            <ReplayForm
              key="again"
              organisationId={organisationId}
              endpointId={delivery.endpointId}
              deliveryId={delivery.id}
              messageId={delivery.messageId}
            />
          ) : (
            "–"
          ),
        ],
      }))}
    />
  );
}

function DeliveryState({ delivery: { state, attempts, dueAt } }: { delivery: DeliveryRow }) {
  const t = useTranslations("tenant.webhooks.deliveries.states");
  if (state === "delivered") return <StateBadge tone="good">{t("delivered")}</StateBadge>;
  if (state === "dead") return <StateBadge tone="bad">{t("dead")}</StateBadge>;
  return (
    <span className="grid justify-items-start gap-1">
      <StateBadge tone="plain">{t("waiting")}</StateBadge>
      {attempts > 0 ? (
        <span className="text-tiny text-ink-2">
          {t("next")} <Moment at={dueAt} />
        </span>
      ) : null}
    </span>
  );
}

function Answer({ delivery: { lastStatus, lastError, attemptedAt } }: { delivery: DeliveryRow }) {
  const t = useTranslations("tenant.webhooks.deliveries");
  const error = ERRORS.find((one) => one === lastError);
  if (lastStatus === null && error === undefined) return t("notYet");
  return (
    <span className="grid">
      {lastStatus === null ? null : t("status", { status: String(lastStatus) })}
      {error === undefined ? null : <span>{t(`errors.${error}`)}</span>}
      {attemptedAt === null ? null : (
        <span className="text-tiny text-ink-2">
          <Moment at={attemptedAt} />
        </span>
      )}
    </span>
  );
}
