import { useTranslations } from "next-intl";
import type { ErasureReceipt } from "#lib/own-data/erase-account";
import { Notice } from "#ui/form-message";

/** What went and what is left, by table, as it stands in the ledger. */
export function ReceiptOfErasure({ receiptId, erased, kept }: ErasureReceipt) {
  const t = useTranslations("ui.erase");
  return (
    <Notice tone="good" title={t("done", { id: receiptId })}>
      <p>{t("counts")}</p>
      <Counts of={erased} />
      <p className="mt-2">{t("kept")}</p>
      <Counts of={kept} />
    </Notice>
  );
}

function Counts({ of }: { of: Readonly<Record<string, number>> }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 font-mono">
      {Object.entries(of).map(([table, rows]) => (
        <div key={table} className="contents">
          <dt>{table}</dt>
          <dd>{rows}</dd>
        </div>
      ))}
    </dl>
  );
}
