// Everything that the page knows, in one object that only this module changes. Views are functions of it.

import { call, Refused, Unreachable } from "./api.js";
import { forget, keep, readAll } from "./db.js";
import { logIn, type Device } from "./device.js";
import { Live, type Frame } from "./live.js";
import type { Conversation, Entry, Me, Name, Person, RemoteUpload, Standing } from "./types.js";
import { Upload, type StoredUpload } from "./upload.js";

const PAGE = 50;
const KEEP_WHOLE = 20 * 1024 * 1024;
const AT_ONCE = 3;

/** A message that was written here and is not on the server yet. */
export interface Draft {
  id: string;
  to: Name[];
  text: string;
  uploads: string[];
  /** Of uploads that are complete: upload id → media id. */
  media: Record<string, string>;
  written: string;
  refused?: string;
}

export interface Thread {
  with: Name[];
  entries: Entry[];
  more: boolean;
  loaded: boolean;
  unread: number;
}

export class State {
  me: Me | undefined;
  up = false;
  ended: string | undefined;
  people = new Map<Name, Person>();
  threads = new Map<string, Thread>();
  drafts = new Map<string, Draft>();
  uploads = new Map<string, Upload>();
  elsewhere = new Map<string, RemoteUpload>();
  open: string | undefined;
  search = "";
  caughtUp = false;

  private readonly live: Live;
  /** The tabs of this browser are one device: what one of them is brought, it tells the others. */
  private readonly tabs = new BroadcastChannel("sampan-entries");
  private posting = false;

  constructor(
    private readonly device: Device,
    private readonly changed: () => void,
  ) {
    this.live = new Live({
      onUp: () => this.onUp(),
      onDown: () => this.update(() => (this.up = false)),
      onFrame: (frame) => this.update(() => this.onFrame(frame)),
      onEnded: (why) => void this.onEnded(why),
    });
    this.tabs.onmessage = (event) => this.update(() => this.onDelivered(event.data as Entry));
    addEventListener("online", () => this.tryNow());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) {
        this.tryNow();
      }
    });
  }

  // ---- coming and going ---------------------------------------------------------------------------

  /** Takes up what was left here, logs in if that is needed, and goes online. */
  async begin(): Promise<void> {
    for (const draft of await readAll<Draft>("drafts")) {
      this.drafts.set(draft.id, draft);
    }
    for (const stored of await readAll<StoredUpload>("uploads")) {
      if (stored.base === undefined) {
        await this.takeUp(stored);
      }
    }
    this.changed();
    await this.connect();
  }

  async connect(): Promise<void> {
    try {
      this.me = await this.whoAmI();
      this.ended = undefined;
      this.live.start();
    } catch (fault) {
      if (fault instanceof Refused) {
        this.ended = fault.message;
      } else {
        setTimeout(() => void this.connect(), 2000);
      }
    }
    this.changed();
  }

  private async whoAmI(): Promise<Me> {
    try {
      return await call<Me>("GET", "/api/me");
    } catch (fault) {
      if (!(fault instanceof Refused) || fault.status !== 401) {
        throw fault;
      }
      await logIn(this.device);
      return call<Me>("GET", "/api/me");
    }
  }

  private onUp(): void {
    this.up = true;
    this.live.say({ t: "attend" });
    this.tryNow();
    void this.refresh();
    this.changed();
  }

  /** A session that has expired is begun anew with the key; a device that was revoked stays out. */
  private async onEnded(why: Refused): Promise<void> {
    this.up = false;
    if (why.code === "NOT_LOGGED_IN") {
      await this.connect();
    } else {
      this.ended = why.message;
      this.changed();
    }
  }

  private async refresh(): Promise<void> {
    const [people, conversations, uploads] = await Promise.all([
      call<{ people: Person[] }>("GET", "/api/people").catch(() => undefined),
      call<{ conversations: Conversation[] }>("GET", "/api/conversations").catch(() => undefined),
      call<{ uploads: RemoteUpload[] }>("GET", "/api/uploads").catch(() => undefined),
    ]);
    this.update(() => {
      for (const person of people?.people ?? []) {
        this.people.set(person.name, person);
      }
      for (const conversation of conversations?.conversations ?? []) {
        const thread = this.thread(conversation.with);
        thread.unread = conversation.unread;
        if (conversation.last) {
          insert(thread.entries, conversation.last);
        }
      }
      this.elsewhere = new Map(
        (uploads?.uploads ?? []).filter((one) => !this.isOurs(one.id)).map((one) => [one.id, one]),
      );
    });
  }

  private isOurs(id: string): boolean {
    return [...this.uploads.values()].some((upload) => upload.stored.url.endsWith(id) || upload.stored.id === id);
  }

  // ---- what arrives -------------------------------------------------------------------------------

  private onFrame(frame: Frame): void {
    switch (frame.t) {
      case "roster":
        this.people.forEach((person) => (person.online = false));
        (frame.online as Name[]).forEach((name) => this.presence(name, true));
        break;
      case "roster-delta":
        (frame.arrived as Name[]).forEach((name) => this.presence(name, true));
        (frame.left as Name[]).forEach((name) => this.presence(name, false));
        break;
      case "deliver":
        this.tabs.postMessage(frame.entry);
        this.live.say({ t: "received", place: (frame.entry as Entry).place });
        this.onDelivered(frame.entry as Entry);
        break;
      case "receipt":
        this.onReceipt(String(frame.id), frame.recipient as Name, String(frame.delivered));
        break;
      case "read":
        this.thread(frame.with as Name[]).unread = 0;
        break;
      case "recalled":
        this.onRecalled(String(frame.id), frame.sender as Name);
        break;
      case "caught-up":
        this.caughtUp = true;
        break;
      default: // of a newer server
    }
  }

  private presence(name: Name, online: boolean): void {
    const known = this.people.get(name);
    this.people.set(name, { ...(known ?? { name }), name, online });
  }

  private onDelivered(entry: Entry): void {
    const thread = this.thread(partners(entry, this.me?.name));
    const isNew = insert(thread.entries, entry);
    if (this.drafts.delete(entry.id)) {
      void forget("drafts", entry.id);
    }
    if (isNew && entry.sender !== this.me?.name) {
      if (this.open === key(thread.with) && !document.hidden) {
        this.markRead(thread);
      } else {
        thread.unread++;
      }
    }
  }

  private onRecalled(id: string, sender: Name): void {
    for (const thread of this.threads.values()) {
      const entry = thread.entries.find((one) => one.id === id && one.sender === sender);
      if (entry) {
        entry.recalled = true;
      }
    }
  }

  private onReceipt(id: string, recipient: Name, delivered: string): void {
    for (const thread of this.threads.values()) {
      const entry = thread.entries.find((one) => one.id === id && one.sender === this.me?.name);
      if (entry) {
        const others = (entry.standings ?? []).filter((one) => one.recipient !== recipient);
        entry.standings = [...others, { recipient, delivered }];
      }
    }
  }

  // ---- reading ------------------------------------------------------------------------------------

  thread(others: Name[]): Thread {
    const at = key(others);
    let thread = this.threads.get(at);
    if (!thread) {
      thread = { with: [...others].sort(), entries: [], more: true, loaded: false, unread: 0 };
      this.threads.set(at, thread);
    }
    return thread;
  }

  async openThread(others: Name[]): Promise<void> {
    const thread = this.thread(others);
    this.open = key(others);
    this.markRead(thread);
    this.changed();
    if (!thread.loaded) {
      await this.loadEarlier(thread);
    }
  }

  closeThread(): void {
    this.update(() => (this.open = undefined));
  }

  async loadEarlier(thread: Thread): Promise<void> {
    const oldest = thread.loaded ? thread.entries[0]?.place : undefined;
    const query = new URLSearchParams({ with: thread.with.join(","), limit: String(PAGE) });
    if (oldest) {
      query.set("before", oldest);
    }
    const page = await call<{ entries: Entry[]; more: boolean }>("GET", `/api/history?${query}`).catch(() => undefined);
    this.update(() => {
      page?.entries.forEach((entry) => insert(thread.entries, entry));
      thread.more = page?.more ?? thread.more;
      thread.loaded ||= page !== undefined;
    });
  }

  private markRead(thread: Thread): void {
    thread.unread = 0;
    const newest = thread.entries[thread.entries.length - 1];
    if (newest) {
      this.live.say({ t: "read", with: thread.with, place: newest.place });
    }
  }

  // ---- sending ------------------------------------------------------------------------------------

  /** Writes a message down, files and all, then sends it; it survives this tab. */
  async send(to: Name[], text: string, files: File[], handles: (FileSystemFileHandle | undefined)[] = []): Promise<void> {
    const draft: Draft = { id: newId(), to, text, uploads: [], media: {}, written: new Date().toISOString() };
    for (const [index, file] of files.entries()) {
      const stored: StoredUpload = {
        id: newId(),
        url: "",
        name: file.name || "file",
        type: file.type || "application/octet-stream",
        size: file.size,
        modified: file.lastModified,
        paused: false,
        ...(handles[index] ? { handle: handles[index] } : {}),
        ...(file.size <= KEEP_WHOLE && !handles[index] ? { blob: file } : {}),
      };
      await keep("uploads", stored.id, stored);
      draft.uploads.push(stored.id);
      this.uploads.set(stored.id, new Upload(stored, () => this.onUploadChanged()));
      this.uploads.get(stored.id)!.give(file);
    }
    await keep("drafts", draft.id, draft);
    this.update(() => this.drafts.set(draft.id, draft));
    void this.post();
  }

  private async takeUp(stored: StoredUpload): Promise<void> {
    const upload = new Upload(stored, () => this.onUploadChanged());
    this.uploads.set(stored.id, upload);
    if (stored.paused) {
      return;
    }
    if (stored.blob) {
      upload.give(stored.blob);
    } else if (stored.handle && (await permission(stored.handle)) === "granted") {
      upload.give(await stored.handle.getFile());
    }
  }

  /** Goes on with a file that is needed again: the browser's handle if there is one, or one that the person chooses. */
  async giveFile(upload: Upload, chosen: File | undefined): Promise<boolean> {
    const handle = upload.stored.handle;
    if (!chosen && handle && (await handle.requestPermission?.({ mode: "read" })) === "granted") {
      chosen = await handle.getFile();
    }
    return chosen !== undefined && upload.give(chosen);
  }

  /** Goes on with an upload that another device or the command line began. */
  continueElsewhere(remote: RemoteUpload, file: File): boolean {
    if (file.size !== remote.size) {
      return false;
    }
    const stored: StoredUpload = {
      id: remote.id,
      url: `/files/${remote.id}`,
      name: remote.name,
      type: file.type || "application/octet-stream",
      size: remote.size,
      modified: file.lastModified,
      paused: false,
    };
    const upload = new Upload(stored, () => this.onUploadChanged());
    this.uploads.set(stored.id, upload);
    this.elsewhere.delete(remote.id);
    return upload.give(file);
  }

  async cancelUpload(upload: Upload): Promise<void> {
    await upload.cancel();
    this.uploads.delete(upload.stored.id);
    for (const draft of this.drafts.values()) {
      if (draft.uploads.includes(upload.stored.id)) {
        draft.uploads = draft.uploads.filter((id) => id !== upload.stored.id);
        if (draft.uploads.length === 0 && draft.text === "") {
          this.drafts.delete(draft.id);
          await forget("drafts", draft.id);
        } else {
          await keep("drafts", draft.id, draft);
        }
      }
    }
    this.changed();
    void this.post();
  }

  private onUploadChanged(): void {
    for (const upload of this.uploads.values()) {
      if (upload.state.is === "complete") {
        for (const draft of this.drafts.values()) {
          if (draft.uploads.includes(upload.stored.id) && !draft.media[upload.stored.id]) {
            draft.media[upload.stored.id] = upload.state.media;
            void keep("drafts", draft.id, draft).then(() => this.post());
          }
        }
      }
    }
    this.changed();
  }

  /** Posts every draft whose files are there, one after the other, in the order in which they were written. */
  private async post(): Promise<void> {
    if (this.posting) {
      return;
    }
    this.posting = true;
    try {
      for (const draft of [...this.drafts.values()].sort((a, b) => a.written.localeCompare(b.written))) {
        if (draft.refused === undefined && draft.uploads.every((id) => draft.media[id])) {
          await this.postOne(draft);
        }
      }
    } catch (fault) {
      if (!(fault instanceof Unreachable)) {
        throw fault;
      }
    } finally {
      this.posting = false;
    }
  }

  private async postOne(draft: Draft): Promise<void> {
    const attachments = draft.uploads.map((id) => ({ media: draft.media[id]!, about: "" }));
    try {
      const answer = await this.live.ask({ t: "post", id: draft.id, to: draft.to, text: draft.text, attachments });
      this.onPosted(draft, String(answer.posted), (answer.standings as Standing[] | undefined) ?? []);
    } catch (fault) {
      if (!(fault instanceof Refused)) {
        throw fault;
      }
      draft.refused = fault.message;
      await keep("drafts", draft.id, draft);
    }
    this.changed();
  }

  /** Our own entry comes back through the log; until then it is shown as it was written. */
  private onPosted(draft: Draft, posted: string, standings: Standing[]): void {
    const attachments = draft.uploads.map((id) => {
      const { name, size, type } = this.uploads.get(id)!.stored;
      return { media: draft.media[id]!, name, size, type };
    });
    const thread = this.thread(draft.to);
    insert(thread.entries, {
      place: "",
      id: draft.id,
      sender: this.me!.name,
      to: draft.to,
      text: draft.text,
      attachments,
      posted,
      standings,
    });
    draft.uploads.forEach((id) => this.uploads.delete(id));
    this.drafts.delete(draft.id);
    void forget("drafts", draft.id);
  }

  async dropDraft(draft: Draft): Promise<void> {
    this.drafts.delete(draft.id);
    await forget("drafts", draft.id);
    this.changed();
  }

  tryNow(): void {
    const waiting = [...this.uploads.values()].filter((upload) => upload.state.is === "retrying");
    waiting.slice(0, AT_ONCE).forEach((upload) => upload.tryNow());
    void this.post();
  }

  private update(step: () => void): void {
    step();
    this.changed();
  }
}

/** How a conversation is found: its people without oneself, in one order. */
export function key(others: Name[]): string {
  return [...others].sort().join(",");
}

/** Everybody in a message's conversation but oneself. */
export function partners(entry: Entry, me: Name | undefined): Name[] {
  const everybody = new Set([entry.sender, ...entry.to]);
  if (me) {
    everybody.delete(me);
  }
  return everybody.size === 0 ? [entry.sender] : [...everybody].sort();
}

/** Puts an entry in its place by time; one that is known (by sender and id) is replaced. */
function insert(entries: Entry[], entry: Entry): boolean {
  const known = entries.findIndex((one) => one.id === entry.id && one.sender === entry.sender);
  if (known >= 0) {
    entries[known] = { ...entries[known]!, ...entry };
    return false;
  }
  let at = entries.length;
  while (at > 0 && entries[at - 1]!.posted > entry.posted) {
    at--;
  }
  entries.splice(at, 0, entry);
  return true;
}

function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function permission(handle: FileSystemFileHandle): Promise<PermissionState> {
  return (await handle.queryPermission?.({ mode: "read" })) ?? "prompt";
}
