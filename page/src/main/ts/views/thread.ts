// The middle: one conversation, its files, what is on its way into it, and the composer.

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { clock, day, percent, size } from "../format.js";
import { t } from "../i18n.js";
import { key, type Draft, type State, type Thread } from "../state.js";
import type { Attachment, Entry } from "../types.js";
import type { Upload } from "../upload.js";
import { composer, type Composer } from "./composer.js";
import { doneShare, face, iconButton, type View } from "./parts.js";
import { standing } from "./standing.js";

export interface ThreadActions {
  back(): void;
  earlier(thread: Thread): void;
  choose(upload: Upload): void;
  cancel(upload: Upload): void;
  drop(draft: Draft): void;
  share(file: Attachment): void;
}

const PICTURES = /^image\/(png|jpeg|gif|webp|avif)$/;
const FILMS = /^video\/(mp4|webm|quicktime)$/;
const SOUNDS = /^audio\/(mpeg|mp4|ogg|wav|webm|x-wav|aac)$/;

export function conversation(state: State, writing: Composer, act: ThreadActions): View {
  const thread = state.open === undefined ? undefined : state.threads.get(state.open);
  if (!thread) {
    return html`<main class="none"><p class="soft">${t("chooseConversation")}</p></main>`;
  }
  const drafts = [...state.drafts.values()].filter((draft) => key(draft.to) === key(thread.with));
  const present = thread.with.filter((name) => state.people.get(name)?.online);
  const away = thread.with.filter((name) => !present.includes(name));
  return html`<main aria-label=${thread.with.join(", ")}>
    <header>
      <button class="back" aria-label=${t("back")} @click=${act.back}>‹</button>
      ${face(thread.with[0]!, present.length > 0, thread.with.length > 1)}
      <div class="grow">
        <h1 class="cut"><bdi>${thread.with.join(", ")}</bdi></h1>
        <div class="soft cut">
          ${present.length > 0 ? `${present.join(", ")} ${t("isHere")}` : `${away.join(", ")} ${t("isAway")}`}
        </div>
      </div>
    </header>
    ${notice(state)}
    <div class="log" role="log" aria-live="polite" tabindex="0" aria-label=${thread.with.join(", ")}>
      ${thread.loaded && thread.more
        ? html`<button class="ghost earlier" @click=${() => act.earlier(thread)}>${t("loadMore")}</button>`
        : nothing}
      ${repeat(
        thread.entries,
        (entry) => entry.sender + entry.id,
        (entry, index) => html`${newDay(thread.entries[index - 1], entry)}${message(state, entry, act)}`,
      )}
      ${repeat(drafts, (draft) => draft.id, (draft) => waiting(state, draft, act))}
    </div>
    ${composer(state, thread, writing)}
  </main>`;
}

function notice(state: State): View {
  if (state.ended !== undefined) {
    return html`<div class="note" role="alert">
      <span class="grow">${t("ended", { reason: state.ended })}</span>
      <button class="ghost" @click=${() => void state.connect()}>${t("signIn")}</button>
    </div>`;
  }
  if (state.up || state.me === undefined) {
    return nothing;
  }
  return html`<div class="note" role="status"><span aria-hidden="true">◌</span> ${navigator.onLine ? t("away") : t("offline")}</div>`;
}

function newDay(before: Entry | undefined, entry: Entry): View {
  return before && day(before.posted) === day(entry.posted) ? nothing : html`<div class="day">${day(entry.posted)}</div>`;
}

function message(state: State, entry: Entry, act: ThreadActions): View {
  const mine = entry.sender === state.me?.name;
  if (entry.recalled) {
    return html`<div class="day">${t("takenBack", { name: mine ? t("you") : entry.sender })}</div>`;
  }
  const group = entry.to.length > 1 && !mine;
  return html`<article class="msg ${mine ? "mine" : ""}">
    ${group ? html`<div class="sender"><bdi>${entry.sender}</bdi></div>` : nothing}
    ${entry.attachments.map((file) => attachment(file, act))}
    ${entry.text ? html`<div class="text" dir="auto">${linked(entry.text)}</div>` : nothing}
    <span class="meta">${clock(entry.posted)} ${mine ? ticks(entry) : nothing}</span>
  </article>`;
}

function ticks(entry: Entry): View {
  const standings = entry.standings ?? [];
  const there = standings.length > 0 && standings.every((one) => one.delivered);
  const label = there ? t("delivered") : t("stored");
  return html`<span class="ticks" role="img" aria-label=${label} title=${label}>${there ? "✓✓" : "✓"}</span>`;
}

/** Text with its http and https addresses as links; nothing else in it means anything. */
function linked(text: string): unknown[] {
  return text.split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}])/).map((part, index) =>
    index % 2 === 1 ? html`<a href=${part} target="_blank" rel="noopener noreferrer">${part}</a>` : part,
  );
}

function attachment(file: Attachment, act: ThreadActions): View {
  if (file.gone) {
    return html`<div class="file soft">${t("gone", { file: file.name })}</div>`;
  }
  const address = `/media/${file.media}/${encodeURIComponent(file.name)}`;
  const inline = `${address}?inline=1`;
  if (PICTURES.test(file.type)) {
    return html`<div class="photo">
      <a href=${inline} target="_blank" rel="noopener"><img src=${inline} alt=${file.name} loading="lazy" /></a>
      ${shareButton(file, act)}
    </div>`;
  }
  return html`${FILMS.test(file.type) ? html`<video class="film" controls preload="metadata" src=${inline}></video>` : nothing}
    ${SOUNDS.test(file.type) ? html`<audio controls preload="metadata" src=${inline}></audio>` : nothing}
    <div class="file">
      <a class="ring" href=${address} download aria-label="${t("download")} ${file.name}"><span aria-hidden="true">↓</span></a>
      <div class="grow">
        <div class="cut"><bdi>${file.name}</bdi></div>
        <div class="soft cut">${size(file.size)}${file.about ? ` · ${file.about}` : ""}</div>
      </div>
      ${shareButton(file, act)}
    </div>`;
}

function shareButton(file: Attachment, act: ThreadActions): View {
  return iconButton(`${t("share")} ${file.name}`, "⤴", () => act.share(file), "quiet");
}

function waiting(state: State, draft: Draft, act: ThreadActions): View {
  const uploads = draft.uploads.map((id) => state.uploads.get(id)).filter((upload) => upload !== undefined);
  return html`<article class="msg mine pending">
    ${uploads.map((upload) => arriving(upload, act))} ${draft.text ? html`<div class="text" dir="auto">${draft.text}</div>` : nothing}
    <span class="meta">${draft.refused ?? t("waitsToPost")}</span>
    ${draft.refused ? iconButton(t("remove"), "✕", () => act.drop(draft), "") : nothing}
  </article>`;
}

export function arriving(upload: Upload, act: Pick<ThreadActions, "choose" | "cancel">): View {
  const done = percent(upload.held, upload.stored.size);
  const moving = upload.state.is !== "paused";
  return html`<div class="file">
    ${upload.needsFile && moving
      ? html`<div class="ring" aria-hidden="true"><span>?</span></div>`
      : html`<button
          class="ring"
          ${doneShare(done)}
          aria-label="${moving ? t("pause") : t("goOn")} ${upload.stored.name}"
          @click=${() => (moving ? upload.pause() : upload.resume())}
        >
          <span aria-hidden="true">${moving ? "❚❚" : "▶"}</span>
        </button>`}
    <div class="grow">
      <div class="cut"><bdi>${upload.stored.name}</bdi></div>
      <div class="soft cut">${standing(upload)}</div>
    </div>
    ${upload.needsFile && moving
      ? html`<button class="ghost" @click=${() => act.choose(upload)}>
          ${upload.stored.handle ? t("allowAgain") : t("chooseAgain")}
        </button>`
      : nothing}
    ${iconButton(`${t("cancel")} ${upload.stored.name}`, "✕", () => act.cancel(upload), "")}
  </div>`;
}
