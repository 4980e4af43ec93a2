// One file on its way up, by tus 1.0: pieces in PATCH requests, each as long as the line is good for. What the server holds is
// asked after every fault (HEAD), so nothing that arrived is sent again.
//
//            file given            lock taken               last byte
//   waiting ───────────▶ queued ───────────▶ sending ─────────────────▶ complete
//      ▲                   ▲                   │ │ pause
//      ╰── file gone       ╰─ continue ─ paused ◀╯ ╰─ refused for good ─▶ failed

import { Refused, refusalIn, refusalOf, Unreachable } from "./api.js";
import { forget, keep } from "./db.js";
import { t } from "./i18n.js";

const FIRST_PIECE = 4 * 1024 * 1024;
const SMALLEST_PIECE = 256 * 1024;
const LARGEST_PIECE = 64 * 1024 * 1024;
const PIECE_SECONDS = 4;
const STALL = 15_000;
const LONGEST_WAIT = 15_000;
const AT_ONCE = 3;

/** How many are sent at once: a browser has six connections for each origin, and the page needs some itself. */
class Places {
  private free = AT_ONCE;
  private readonly waiting: (() => void)[] = [];

  async take(): Promise<void> {
    if (this.free > 0) {
      this.free--;
    } else {
      await new Promise<void>((next) => this.waiting.push(next));
    }
  }

  giveBack(): void {
    const next = this.waiting.shift();
    if (next) {
      next();
    } else {
      this.free++;
    }
  }
}

const places = new Places();

export type UploadState =
  | { is: "waiting" }
  | { is: "queued" }
  | { is: "sending" }
  | { is: "elsewhere" }
  | { is: "paused" }
  | { is: "retrying"; reason: string }
  | { is: "failed"; reason: string }
  | { is: "complete"; media: string };

/** What is kept of an upload in the browser, so that another visit goes on with it. */
export interface StoredUpload {
  id: string;
  url: string;
  name: string;
  type: string;
  size: number;
  modified: number;
  paused: boolean;
  /** Where the browser has file handles: the file itself may be opened again. */
  handle?: FileSystemFileHandle;
  /** Small files are kept whole. */
  blob?: Blob;
  /** Where it is made known; `/files` unless it goes over a drop link. */
  base?: string;
  /** What is said of it besides its name and type. */
  more?: Record<string, string>;
}

export class Upload {
  state: UploadState = { is: "waiting" };
  held = 0;
  /** Bytes in a second, over the last pieces. */
  rate = 0;

  private file: Blob | undefined;
  private request: XMLHttpRequest | undefined;
  private piece = FIRST_PIECE;
  private failures = 0;
  private wake: (() => void) | undefined;
  private release: (() => void) | undefined;
  private underWay = false;

  /**
   * @param stored what is kept of it
   * @param changed is called whenever something that is shown has changed
   */
  constructor(
    readonly stored: StoredUpload,
    private readonly changed: () => void,
  ) {
    if (stored.paused) {
      this.state = { is: "paused" };
    }
  }

  /** Gives it the bytes to send; a wrong file is told apart. */
  give(file: Blob): boolean {
    const named = file as File;
    const right =
      file.size === this.stored.size &&
      (named.name === undefined || this.stored.modified === 0 || named.lastModified === this.stored.modified);
    if (right) {
      this.file = file;
      this.resume();
    }
    return right;
  }

  get needsFile(): boolean {
    return this.file === undefined && this.state.is !== "complete";
  }

  resume(): void {
    this.stored.paused = false;
    void keep("uploads", this.stored.id, this.stored);
    if (this.file) {
      this.set({ is: "queued" });
      void this.run();
    } else {
      this.set({ is: "waiting" });
    }
  }

  pause(): void {
    this.stored.paused = true;
    void keep("uploads", this.stored.id, this.stored);
    this.set({ is: "paused" });
    this.request?.abort();
    this.wake?.();
  }

  async cancel(): Promise<void> {
    this.set({ is: "failed", reason: t("cancel") });
    this.request?.abort();
    this.wake?.();
    await forget("uploads", this.stored.id);
    if (this.stored.url) {
      await fetch(this.stored.url, { method: "DELETE", headers: { "Tus-Resumable": "1.0.0" } }).catch(() => undefined);
    }
  }

  /** The network is back: what waits between two tries goes on at once. */
  tryNow(): void {
    this.failures = 0;
    this.wake?.();
  }

  private set(state: UploadState): void {
    this.state = state;
    this.changed();
  }

  /** Whether it is meant to go on; asked between any two steps, since a person may have paused it. */
  private wanted(): boolean {
    const is = this.state.is;
    return is === "queued" || is === "sending" || is === "retrying" || is === "elsewhere";
  }

  private async run(): Promise<void> {
    if (this.underWay) {
      return;
    }
    this.underWay = true;
    await places.take();
    try {
      await this.lock();
      while (this.wanted() && !(await this.attempt())) {
        // another piece
      }
    } finally {
      places.giveBack();
      this.underWay = false;
      this.release?.();
      this.release = undefined;
    }
  }

  /** One tab sends an upload; another one that has it as well waits until that is closed. */
  private async lock(): Promise<void> {
    if (!navigator.locks) {
      return;
    }
    const name = `sampan-upload-${this.stored.id}`;
    const held = await new Promise<boolean>((answer) => {
      void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
        answer(lock !== null);
        return lock ? new Promise<void>((end) => (this.release = end)) : undefined;
      });
    });
    if (!held) {
      this.set({ is: "elsewhere" });
      await new Promise<void>((answer) => {
        void navigator.locks.request(name, () => {
          answer();
          return new Promise<void>((end) => (this.release = end));
        });
      });
    }
  }

  /**
   * One step: make it known, ask where it was, or send a piece.
   *
   * @returns whether it is over
   */
  private async attempt(): Promise<boolean> {
    try {
      if (!this.stored.url) {
        await this.create();
      } else if (this.failures > 0 || this.state.is !== "sending") {
        this.held = await this.where();
      }
      if (!this.wanted()) {
        return true;
      }
      this.set({ is: "sending" });
      if (this.held < this.stored.size) {
        await this.sendPiece();
      }
      this.failures = 0;
      return this.held === this.stored.size ? this.finish() : false;
    } catch (fault) {
      return this.afterFault(fault as Error);
    }
  }

  private async create(): Promise<void> {
    const { id, name, type, size, base = "/files", more } = this.stored;
    const answer = await ask("POST", base, {
      "Upload-Length": String(size),
      "Upload-Metadata": metadata({ id, filename: name, filetype: type, ...more }),
    });
    const place = answer.headers.get("Location");
    if (!place) {
      throw new Unreachable(base);
    }
    this.stored.url = new URL(place, location.href).pathname;
    await keep("uploads", this.stored.id, this.stored);
  }

  private async where(): Promise<number> {
    const answer = await ask("HEAD", this.stored.url, {});
    return Number(answer.headers.get("Upload-Offset") ?? 0);
  }

  private sendPiece(): Promise<void> {
    const from = this.held;
    const body = this.file!.slice(from, Math.min(from + this.piece, this.stored.size));
    const begun = performance.now();
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      this.request = request;
      let stall = setTimeout(() => request.abort(), STALL);
      request.open("PATCH", this.stored.url);
      request.setRequestHeader("Tus-Resumable", "1.0.0");
      request.setRequestHeader("Upload-Offset", String(from));
      request.setRequestHeader("Content-Type", "application/offset+octet-stream");
      request.upload.onprogress = (event) => {
        clearTimeout(stall);
        stall = setTimeout(() => request.abort(), STALL);
        this.held = from + event.loaded;
        this.measure(event.loaded, begun);
        this.changed();
      };
      request.onloadend = () => {
        clearTimeout(stall);
        this.request = undefined;
        if (request.status === 204 || request.status === 200) {
          this.held = Number(request.getResponseHeader("Upload-Offset") ?? from + body.size);
          this.fit(body.size, (performance.now() - begun) / 1000);
          resolve();
        } else {
          this.held = from;
          this.piece = Math.max(SMALLEST_PIECE, this.piece / 2);
          reject(request.status === 0 ? new Unreachable(this.stored.url) : refusalOfPiece(request));
        }
      };
      request.send(body);
    });
  }

  private measure(sent: number, begun: number): void {
    const now = sent / Math.max(0.001, (performance.now() - begun) / 1000);
    this.rate = this.rate === 0 ? now : this.rate * 0.7 + now * 0.3;
  }

  /** Pieces are as long as the line carries in a few seconds: short ones where it breaks often, long ones where it holds. */
  private fit(sent: number, seconds: number): void {
    const fitting = (sent / Math.max(seconds, 0.05)) * PIECE_SECONDS;
    this.piece = Math.round(Math.min(LARGEST_PIECE, Math.max(SMALLEST_PIECE, Math.min(fitting, this.piece * 2))));
  }

  private finish(): boolean {
    this.rate = 0;
    const media = this.stored.url.slice(this.stored.url.lastIndexOf("/") + 1);
    void forget("uploads", this.stored.id);
    this.set({ is: "complete", media });
    return true;
  }

  private async afterFault(fault: Error): Promise<boolean> {
    if (!this.wanted()) {
      return true;
    }
    this.rate = 0;
    this.failures++;
    if (fault instanceof Refused) {
      if (fault.status === 404 || fault.status === 410) {
        this.stored.url = ""; // the server does not know it any more: from the start
        this.held = 0;
      } else if (fault.status !== 409 && fault.status !== 460 && !fault.passes) {
        this.set({ is: "failed", reason: fault.message });
        return true;
      }
    } else if (!(fault instanceof Unreachable)) {
      // The browser cannot read the file any more: it was changed, moved, or its permission has ended.
      this.file = undefined;
      this.set({ is: "waiting" });
      return true;
    }
    const refused = fault instanceof Refused ? fault : undefined;
    this.set({ is: "retrying", reason: refused ? refused.message : t("waitsForNetwork") });
    await this.rest(refused?.retryAfter ? refused.retryAfter * 1000 : Math.min(LONGEST_WAIT, 300 * 2 ** this.failures));
    return !this.wanted();
  }

  private rest(millis: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, millis);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

async function ask(method: string, url: string, headers: Record<string, string>): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(url, { method, headers: { "Tus-Resumable": "1.0.0", ...headers }, cache: "no-store" });
  } catch {
    throw new Unreachable(url);
  }
  if (!answer.ok) {
    throw await refusalOf(answer);
  }
  return answer;
}

function refusalOfPiece(request: XMLHttpRequest): Refused {
  const after = Number(request.getResponseHeader("Retry-After") ?? NaN);
  return refusalIn(request.status, request.responseText, Number.isFinite(after) ? after : undefined);
}

function metadata(values: Record<string, string>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== "")
    .map(([key, value]) => `${key} ${btoa(String.fromCharCode(...new TextEncoder().encode(value)))}`)
    .join(",");
}
