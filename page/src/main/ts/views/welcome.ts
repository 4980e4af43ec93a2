// Before this browser is a device: joining by an invitation, linking to a person, or what to do without either.

import { html, nothing } from "lit-html";
import { deviceLabel, type Secret } from "../device.js";
import { t } from "../i18n.js";
import type { View } from "./parts.js";

export interface WelcomeState {
  secret: Secret | undefined;
  busy: boolean;
  fault: string | undefined;
}

export function welcome(state: WelcomeState, enter: (name: string, label: string) => void): View {
  if (!("subtle" in (window.crypto ?? {})) || !window.isSecureContext) {
    return sheet(t("joinTitle"), html`<p role="alert">${t("noCrypto")}</p>`);
  }
  if (!state.secret) {
    return sheet(t("noInvitation"), html`<p>${t("noInvitationHint")}</p>`);
  }
  const joining = state.secret.kind === "join";
  return sheet(
    joining ? t("joinTitle") : t("linkTitle"),
    html`<form
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        const form = new FormData(event.target as HTMLFormElement);
        enter(String(form.get("name") ?? "").trim(), String(form.get("label") ?? "").trim());
      }}
    >
      <p>${joining ? t("joinHint") : t("linkQuestion")}</p>
      ${joining
        ? html`<label>${t("yourName")}<input name="name" required maxlength="64" autocomplete="username" autocapitalize="none" autofocus /></label>`
        : nothing}
      <label>${t("deviceName")}<input name="label" required maxlength="64" .value=${deviceLabel()} /></label>
      ${state.fault ? html`<p class="fault" role="alert">${state.fault}</p>` : nothing}
      <button class="primary wide" ?disabled=${state.busy}>${joining ? t("join") : t("link")}</button>
    </form>`,
  );
}

function sheet(title: string, content: View): View {
  return html`<main class="sheet"><section>
    <h1>${title}</h1>
    ${content}
  </section></main>`;
}
