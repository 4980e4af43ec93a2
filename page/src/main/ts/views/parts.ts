// Small pieces that several views draw.

import { html, svg, nothing, type TemplateResult } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import { initials } from "../format.js";
import { t } from "../i18n.js";
import type { Name, SecretLink } from "../types.js";

export type View = TemplateResult | typeof nothing;

export function face(name: Name, online: boolean, group = false): View {
  return html`<div class="face ${online ? "on" : ""} ${group ? "group" : ""}" aria-hidden="true">${initials(name)}</div>`;
}

export function bar(percent: number, label: string): View {
  return html`<progress class="bar" max="100" value=${percent} aria-label=${label}>${percent} %</progress>`;
}

/** Sets `--done` of the element that it stands in. A style attribute would need a weaker content security policy. */
export function doneShare(percent: number): ReturnType<typeof ref> {
  return ref((element) => (element as HTMLElement | undefined)?.style.setProperty("--done", `${percent}%`));
}

export function iconButton(label: string, sign: string, act: (event: Event) => void, kind = "ghost"): View {
  return html`<button class=${kind} aria-label=${label} title=${label} @click=${act}><span aria-hidden="true">${sign}</span></button>`;
}

/** A QR code from rows of "1" and "0", as one path that prints and scales. */
export function qrCode(rows: string[]): View {
  const side = rows.length;
  const path = rows
    .flatMap((row, y) => [...row].map((cell, x) => (cell === "1" ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return html`<svg class="qr" viewBox="-2 -2 ${side + 4} ${side + 4}" role="img" aria-label="QR">
    <rect x="-2" y="-2" width=${side + 4} height=${side + 4} fill="#fff"></rect>${svg`<path d=${path} fill="#000"></path>`}
  </svg>`;
}

/** A link to be copied, or read by a camera. */
export function secretLink(link: SecretLink, hint: string): View {
  return html`<div class="pad secret">
    <p>${hint}</p>
    ${link.qr ? qrCode(link.qr) : nothing}
    <code>${link.link}</code>
    <button class="primary wide" @click=${(event: Event) => void copy(link.link, event.currentTarget as HTMLElement)}>${t("copy")}</button>
  </div>`;
}

async function copy(text: string, button: HTMLElement): Promise<void> {
  await navigator.clipboard.writeText(text);
  button.textContent = t("copied");
}

export function closeButton(close: () => void): View {
  return html`<button class="ghost" aria-label=${t("close")} @click=${close}>✕</button>`;
}

/** Opens a modal dialog once it is in the document; Escape and the close button end it through `close` events. */
export function showModal(element: Element | undefined): void {
  const dialog = element as HTMLDialogElement | undefined;
  queueMicrotask(() => {
    if (dialog?.isConnected && !dialog.open) {
      dialog.showModal();
    }
  });
}
