// How an upload stands, in words.

import { percent, size, span } from "../format.js";
import { t } from "../i18n.js";
import type { Upload } from "../upload.js";

/** How an upload stands, in a few words. */
export function standing(upload: Upload): string {
  const blanks = { done: size(upload.held), size: size(upload.stored.size), rate: size(upload.rate) };
  switch (upload.state.is) {
    case "waiting":
      return t("waitsForFile", { percent: percent(upload.held, upload.stored.size) });
    case "queued":
    case "complete":
      return t("starting", blanks);
    case "sending":
      return upload.rate > 0
        ? t("sending", { ...blanks, left: span((upload.stored.size - upload.held) / upload.rate) })
        : t("starting", blanks);
    case "elsewhere":
      return t("otherTab");
    case "paused":
      return `${percent(upload.held, upload.stored.size)} % · ${t("paused")}`;
    case "retrying":
      return `${percent(upload.held, upload.stored.size)} % · ${t("waits", { reason: upload.state.reason })}`;
    case "failed":
      return t("failed", { reason: upload.state.reason });
  }
}
