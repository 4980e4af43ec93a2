// A link to a file for people who have no login.

import { html, nothing } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { size, when } from "../format.js";
import { t } from "../i18n.js";
import type { Attachment, SecretLink } from "../types.js";
import { closeButton, secretLink, showModal, type View } from "./parts.js";

const DAY = 24 * 3600;

export interface ShareState {
  file: Attachment;
  link: SecretLink | undefined;
  fault: string | undefined;
}

/** What is asked of the server. */
export interface ShareTerms {
  media: string;
  seconds: number;
  uses?: number;
  password?: string;
}

export interface ShareActions {
  close(): void;
  make(terms: ShareTerms): void;
}

export function share(state: ShareState, act: ShareActions): View {
  const { file, link, fault } = state;
  return html`<dialog aria-labelledby="share" ${ref(showModal)} @close=${act.close}>
    <header><h1 id="share" class="grow">${t("share")}</h1>${closeButton(act.close)}</header>
    <p class="pad"><bdi>${file.name}</bdi> <span class="soft">${size(file.size)}</span></p>
    ${fault ? html`<p class="fault pad" role="alert">${fault}</p>` : nothing}
    ${link ? secretLink(link, t("shareHint", { time: when(link.expires) })) : form(file, act)}
  </dialog>`;
}

function form(file: Attachment, act: ShareActions): View {
  return html`<form
    class="pad fields"
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      const form = new FormData(event.target as HTMLFormElement);
      const uses = Number(form.get("uses"));
      const password = String(form.get("password"));
      act.make({
        media: file.media,
        seconds: Number(form.get("days")) * DAY,
        ...(uses > 0 ? { uses } : {}),
        ...(password === "" ? {} : { password }),
      });
    }}
  >
    <label
      >${t("goodFor")}
      <select name="days">
        ${[1, 7, 30, 365].map((days) => html`<option value=${days} ?selected=${days === 7}>${t("days", { count: days })}</option>`)}
      </select></label
    >
    <label
      >${t("howOften")}
      <select name="uses">
        <option value="0">${t("anyTimes")}</option>
        ${[1, 5, 20].map((count) => html`<option value=${count}>${t("times", { count })}</option>`)}
      </select></label
    >
    <label>${t("passwordIfAny")} <input name="password" type="text" autocomplete="off" maxlength="200" /></label>
    <button class="primary wide">${t("makeLink")}</button>
  </form>`;
}
