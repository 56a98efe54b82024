"use client";

import { Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { Option } from "#lib/applications/form/field";
import { Button } from "#ui/button";
import { SelectField } from "#ui/field";
import { classes } from "../../../_ui/classes";
import { type Sending, sendFile } from "./send-file";
import { UploadProgress } from "./upload-progress";

/**
 * Documents by drag and drop, by choosing, many at once, each with its progress. Without scripts it is a plain
 * form that sends what was chosen.
 */
export function UploadForm({
  applicationId,
  kinds,
  accept,
}: {
  applicationId: string;
  kinds: readonly Option[];
  accept: string;
}) {
  const t = useTranslations("apply.docs");
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [over, setOver] = useState(false);
  const [wrongKind, setWrongKind] = useState(false);
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const base = `/api/applications/${applicationId}`;

  function update(one: Sending) {
    setSending((all) => [...all.filter(({ key }) => key !== one.key), one].sort((a, b) => a.key - b.key));
  }
  async function send(files: readonly File[]) {
    const kind = form.current === null ? "" : String(new FormData(form.current).get("kind") ?? "");
    setWrongKind(kind === "");
    if (kind === "") {
      form.current?.querySelector("select")?.focus();
      return;
    }
    // One after the other: many large files at once would share one line, and all would look stuck.
    for (const file of files) {
      await sendFile({ base, kind, file }, update);
      router.refresh();
    }
    form.current?.querySelector<HTMLInputElement>("input[type=file]")?.form?.reset();
  }

  return (
    <form
      ref={form}
      method="post"
      action={`${base}/evidence`}
      encType="multipart/form-data"
      className="grid gap-4"
      noValidate
    >
      <SelectField
        name="kind"
        label={t("kind")}
        choices={kinds}
        empty={t("choose")}
        defaultValue=""
        autoComplete="off"
        error={wrongKind ? "Choose what it is first, then the file" : undefined}
      />
      <fieldset
        aria-label={t("files")}
        className={classes(
          "grid justify-items-start gap-2 rounded-card border border-dashed px-5 py-6",
          over ? "border-accent bg-accent-soft" : "border-field",
        )}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void send([...event.dataTransfer.files]);
        }}
      >
        <Upload aria-hidden size={20} className="text-ink-3" />
        <label htmlFor="file" className="text-sm font-semibold">
          {t("drop")}
        </label>
        <input
          id="file"
          type="file"
          name="file"
          multiple
          accept={accept}
          className="max-w-full text-small file:mr-3 file:rounded-field file:border file:border-rule-2 file:bg-surface file:px-3 file:py-1.5 file:font-medium file:text-ink"
          onChange={(event) => void send([...(event.target.files ?? [])])}
        />
        <div className="hidden noscript:block">
          <Button type="submit" look="primary">
            {t("upload")}
          </Button>
        </div>
      </fieldset>
      <UploadProgress
        sending={sending}
        onAgain={(one) =>
          void sendFile({ base, kind: one.kind, file: one.file, key: one.key }, update).then(() =>
            router.refresh(),
          )
        }
      />
    </form>
  );
}
