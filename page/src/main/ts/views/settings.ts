// Devices, language, and leaving; a link for another device with its QR code.

import { html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { when, clock } from "../format.js";
import { choose, language, LANGUAGES, t, type Language } from "../i18n.js";
import type { DeviceInfo, LinkInfo, SecretLink } from "../types.js";
import { closeButton, secretLink, showModal, type View } from "./parts.js";

export interface SettingsState {
  devices: DeviceInfo[];
  link: SecretLink | undefined;
  links: LinkInfo[];
  drop: SecretLink | undefined;
  fault: string | undefined;
}

export interface SettingsActions {
  close(): void;
  linkDevice(): void;
  revoke(device: DeviceInfo): void;
  makeDrop(): void;
  end(link: LinkInfo): void;
  signOut(): void;
  redraw(): void;
}

export function settings(state: SettingsState, act: SettingsActions): View {
  return html`<dialog aria-labelledby="settings" ${ref(showModal)} @close=${act.close}>
    <header><h1 id="settings" class="grow">${t("settings")}</h1>${closeButton(act.close)}</header>
    <h2>${t("devices")}</h2>
    ${state.devices.map(
      (one) => html`<div class="row">
        <div class="grow">
          <div class="cut">${one.label} ${one.this ? html`<span class="soft">(${t("thisDevice")})</span>` : nothing}</div>
          <div class="soft">${one.seen ? when(one.seen) : when(one.added)}</div>
        </div>
        ${one.this ? nothing : html`<button class="ghost" aria-label="${t("revoke")} ${one.label}" @click=${() => act.revoke(one)}>✕</button>`}
      </div>`,
    )}
    ${state.fault ? html`<p class="fault pad" role="alert">${state.fault}</p>` : nothing}
    ${state.link
      ? secretLink(state.link, t("linkHint", { time: clock(state.link.expires) }))
      : html`<p class="pad"><button class="primary wide" @click=${act.linkDevice}>${t("linkDevice")}</button></p>`}
    <h2>${t("links")}</h2>
    ${state.links.length === 0 ? html`<p class="pad soft">${t("noLinks")}</p>` : nothing}
    ${state.links.map(
      (one) => html`<div class="row">
        <div class="grow">
          <div class="cut"><bdi>${one.drop === undefined ? one.name : one.drop || t("dropLink")}</bdi></div>
          <div class="soft">${t("goodUntil", { time: when(one.expires) })} · ${t("used", { count: one.uses })}</div>
        </div>
        <button class="ghost" aria-label="${t("endLink")} ${one.name ?? one.drop}" @click=${() => act.end(one)}>✕</button>
      </div>`,
    )}
    ${state.drop
      ? secretLink(state.drop, t("dropHint", { time: when(state.drop.expires) }))
      : html`<p class="pad"><button class="ghost wide" @click=${act.makeDrop}>${t("makeDrop")}</button></p>`}
    <h2>${t("language")}</h2>
    <p class="pad">
      ${Object.entries(LANGUAGES).map(
        ([code, name]) => html`<button
          class="ghost ${language() === code ? "chosen" : ""}"
          aria-pressed=${language() === code}
          lang=${code}
          @click=${() => {
            choose(code as Language);
            act.redraw();
          }}
        >
          ${name}
        </button>`,
      )}
    </p>
    <p class="pad"><button class="ghost danger wide" @click=${act.signOut}>${t("signOut")}</button></p>
  </dialog>`;
}
