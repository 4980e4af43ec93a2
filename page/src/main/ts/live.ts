// The WebSocket to /live: being online, and what comes and goes meanwhile. It is made again for ever.

import { Refused, Unreachable } from "./api.js";

const PING_EVERY = 25_000;
const SILENCE = 60_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;

/** A frame of either side: its type is `t`. */
export type Frame = { t: string; n?: number; [field: string]: unknown };

export interface LiveListener {
  /** The connection is up; the first frame of a new one is sent by the listener. */
  onUp(): void;
  /** It is lost and will be made again by itself. */
  onDown(): void;
  onFrame(frame: Frame): void;
  /** The server wants a login first: the session has expired, or the device was revoked. */
  onEnded(why: Refused): void;
}

interface Waiting {
  resolve(frame: Frame): void;
  reject(fault: Error): void;
}

export class Live {
  private socket: WebSocket | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private numbers = 0;
  private failures = 0;
  private heard = 0;
  private retry: number | undefined;
  private stopped = false;

  constructor(private readonly listener: LiveListener) {
    addEventListener("online", () => this.connectNow());
    addEventListener("offline", () => this.lose()); // a socket does not notice by itself
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) {
        this.connectNow();
      }
    });
    setInterval(() => this.beat(), PING_EVERY);
  }

  start(): void {
    this.stopped = false;
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.retry);
    this.socket?.close();
  }

  get isUp(): boolean {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /** Says something that is not answered; it is dropped while there is no connection. */
  say(frame: Frame): void {
    if (this.isUp) {
      this.socket!.send(JSON.stringify(frame));
    }
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws Unreachable if the connection is lost meanwhile: whether it was done is not known, so the caller asks again
   */
  ask(frame: Frame): Promise<Frame> {
    if (!this.isUp) {
      return Promise.reject(new Unreachable("/live"));
    }
    const n = ++this.numbers;
    return new Promise((resolve, reject) => {
      this.waiting.set(n, { resolve, reject });
      this.socket!.send(JSON.stringify({ ...frame, n }));
    });
  }

  private connectNow(): void {
    if (!this.stopped && !this.socket) {
      clearTimeout(this.retry);
      this.connect();
    } else if (this.isUp) {
      this.say({ t: "ping" }); // a socket that died while the computer slept is found out soon
    }
  }

  private connect(): void {
    if (this.stopped || this.socket) {
      return;
    }
    const address = new URL("/live", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    this.socket = socket;
    this.heard = Date.now();
    socket.onopen = () => {
      this.failures = 0;
      this.listener.onUp();
    };
    socket.onmessage = (event) => this.onMessage(String(event.data));
    socket.onclose = () => this.onClose(socket);
  }

  private onMessage(text: string): void {
    this.heard = Date.now();
    const frame = JSON.parse(text) as Frame;
    const waiting = frame.n === undefined ? undefined : this.waiting.get(frame.n);
    if (waiting) {
      this.waiting.delete(frame.n!);
      if (frame.t === "refused") {
        waiting.reject(refusalIn(frame));
      } else {
        waiting.resolve(frame);
      }
    } else if (frame.t === "refused") {
      this.stop();
      this.listener.onEnded(refusalIn(frame));
    } else if (frame.t !== "pong") {
      this.listener.onFrame(frame);
    }
  }

  private onClose(socket: WebSocket): void {
    if (socket !== this.socket) {
      return;
    }
    this.socket = undefined;
    for (const waiting of this.waiting.values()) {
      waiting.reject(new Unreachable("/live"));
    }
    this.waiting.clear();
    this.listener.onDown();
    if (!this.stopped) {
      const most = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.failures++);
      this.retry = setTimeout(() => this.connect(), most * (0.5 + Math.random() / 2));
    }
  }

  private lose(): void {
    const lost = this.socket;
    if (lost) {
      lost.close();
      this.onClose(lost); // the closing handshake of a dead line takes minutes
    }
  }

  private beat(): void {
    if (this.isUp && Date.now() - this.heard > SILENCE) {
      this.lose();
    } else {
      this.say({ t: "ping" });
    }
  }
}

function refusalIn(frame: Frame): Refused {
  return new Refused(
    0,
    String(frame.code ?? ""),
    String(frame.reason ?? ""),
    String(frame.detail ?? ""),
    frame.retryAfter as number | undefined,
  );
}
