// The left side: who one is, conversations by their newest message, and people that are here.

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { when } from "../format.js";
import { t } from "../i18n.js";
import { key, type State, type Thread } from "../state.js";
import type { Name } from "../types.js";
import { face, iconButton, type View } from "./parts.js";

const PHONE = matchMedia("(max-width: 640px)");

export interface ListActions {
  open(others: Name[]): void;
  settings(): void;
  compose(): void;
}

export function list(state: State, act: ListActions): View {
  const wanted = state.search.toLowerCase();
  const threads = [...state.threads.values()]
    .filter((thread) => thread.entries.length > 0 || key(thread.with) === state.open || hasDraft(state, thread))
    .filter((thread) => matches(thread, wanted))
    .sort((a, b) => newest(b).localeCompare(newest(a)));
  // Where a phone shows nothing else, it is the page's main part.
  const role = state.open === undefined && PHONE.matches ? "main" : "complementary";
  return html`<div class="left" role=${role} aria-label=${t("conversations")}>
    <div class="header">
      <div class="grow">
        <h1>Sampan</h1>
        <div class="soft cut">${state.me?.name ?? ""}</div>
      </div>
      ${iconButton(t("settings"), "⚙", act.settings)} ${iconButton(t("newConversation"), "＋", act.compose)}
    </div>
    <input
      class="search"
      type="search"
      .value=${state.search}
      placeholder=${t("search")}
      aria-label=${t("search")}
      @input=${(event: Event) => search(state, act, event)}
    />
    <nav aria-label=${t("conversations")}>
      ${threads.length === 0 && !wanted ? empty() : nothing}
      ${repeat(threads, (thread) => key(thread.with), (thread) => row(state, thread, act))} ${here(state, wanted, act)}
    </nav>
  </div>`;
}

function search(state: State, act: ListActions, event: Event): void {
  state.search = (event.target as HTMLInputElement).value;
  void act; // drawing follows from the change event of the page
  event.target!.dispatchEvent(new CustomEvent("redraw", { bubbles: true }));
}

function hasDraft(state: State, thread: Thread): boolean {
  return [...state.drafts.values()].some((draft) => key(draft.to) === key(thread.with));
}

function matches(thread: Thread, wanted: string): boolean {
  return (
    wanted === "" ||
    thread.with.some((name) => name.toLowerCase().includes(wanted)) ||
    thread.entries.some((entry) => entry.text.toLowerCase().includes(wanted))
  );
}

function newest(thread: Thread): string {
  return thread.entries[thread.entries.length - 1]?.posted ?? "";
}

function empty(): View {
  return html`<div class="empty"><b>${t("nothingYet")}</b><span>${t("nothingYetHint")}</span></div>`;
}

function row(state: State, thread: Thread, act: ListActions): View {
  const last = thread.entries[thread.entries.length - 1];
  const online = thread.with.some((name) => state.people.get(name)?.online);
  const here = key(thread.with) === state.open;
  const words = last
    ? (last.sender === state.me?.name ? `${t("you")}: ` : "") + (last.text || last.attachments[0]?.name || "")
    : "";
  return html`<button class="row ${here ? "here" : ""}" aria-current=${here ? "true" : "false"} @click=${() => act.open(thread.with)}>
    ${face(thread.with[0]!, online, thread.with.length > 1)}
    <span class="grow">
      <span class="cut name"><bdi>${thread.with.join(", ")}</bdi></span>
      <span class="soft cut"><bdi>${words}</bdi></span>
    </span>
    ${thread.unread > 0
      ? html`<span class="badge" aria-label=${t("unread", { count: thread.unread })}>${thread.unread}</span>`
      : html`<span class="soft">${last ? when(last.posted) : ""}</span>`}
  </button>`;
}

function here(state: State, wanted: string, act: ListActions): View {
  const people = [...state.people.values()]
    .filter((person) => person.online && person.name !== state.me?.name)
    .filter((person) => person.name.toLowerCase().includes(wanted))
    .sort((a, b) => a.name.localeCompare(b.name));
  return html`<h2>${t("hereNow")}</h2>
    ${people.length === 0 ? html`<p class="soft pad">${t("nobodyHere")}</p>` : nothing}
    ${people.map(
      (person) => html`<button class="row" @click=${() => act.open([person.name])}>
        ${face(person.name, true)}<span class="grow cut"><bdi>${person.display ?? person.name}</bdi></span>
      </button>`,
    )}`;
}
