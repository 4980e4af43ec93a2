// The right side: everything that is on its way, from this browser and from elsewhere.

import { html, nothing } from "lit-html";
import { percent, size } from "../format.js";
import { t } from "../i18n.js";
import type { State } from "../state.js";
import type { RemoteUpload } from "../types.js";
import type { Upload } from "../upload.js";
import { bar, type View } from "./parts.js";
import { standing } from "./standing.js";

export interface TransferActions {
  choose(upload: Upload): void;
  goOn(remote: RemoteUpload): void;
}

export function transfers(state: State, act: TransferActions): View {
  const uploads = [...state.uploads.values()].filter((upload) => upload.state.is !== "complete");
  const elsewhere = [...state.elsewhere.values()];
  const moving = uploads.some((upload) => upload.state.is !== "paused");
  return html`<aside class="right" aria-label=${t("onItsWay")}>
    <header>
      <h1 class="grow">${t("onItsWay")}</h1>
      ${uploads.length > 0
        ? html`<button class="ghost" @click=${() => uploads.forEach((upload) => (moving ? upload.pause() : upload.resume()))}>
            ${moving ? t("pauseAll") : t("continueAll")}
          </button>`
        : nothing}
    </header>
    ${uploads.length + elsewhere.length === 0 ? html`<p class="soft pad">${t("nothingOnItsWay")}</p>` : nothing}
    ${uploads.map((upload) => own(upload, act))} ${elsewhere.map((remote) => foreign(remote, act))}
  </aside>`;
}

function own(upload: Upload, act: TransferActions): View {
  return html`<div class="task">
    <div class="cut"><bdi>${upload.stored.name}</bdi></div>
    ${bar(percent(upload.held, upload.stored.size), upload.stored.name)}
    <div class="soft cut">${standing(upload)}</div>
    ${upload.needsFile && upload.state.is === "waiting"
      ? html`<button class="ghost" @click=${() => act.choose(upload)}>${t("chooseAgain")}</button>`
      : nothing}
  </div>`;
}

function foreign(remote: RemoteUpload, act: TransferActions): View {
  return html`<div class="task">
    <div class="cut"><bdi>${remote.name}</bdi></div>
    ${bar(percent(remote.held, remote.size), remote.name)}
    <div class="soft">${percent(remote.held, remote.size)} % · ${size(remote.size)} · ${t("fromElsewhere")}</div>
    <button class="ghost" @click=${() => act.goOn(remote)}>${t("chooseAgain")}</button>
  </div>`;
}
