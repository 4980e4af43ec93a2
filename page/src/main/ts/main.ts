// The page starts here: a browser that is no device yet is welcomed, any other goes online. One state, drawn as a whole whenever
// it changes, at most once a frame.

import { html, nothing, render } from "lit-html";
import { call, Refused } from "./api.js";
import { become, knownDevice, leave, secretInAddress, type Device } from "./device.js";
import { choose, language, t } from "./i18n.js";
import { State } from "./state.js";
import type { Attachment, DeviceInfo, LinkInfo, Name, RemoteUpload, SecretLink } from "./types.js";
import type { Upload } from "./upload.js";
import { Composer } from "./views/composer.js";
import { list } from "./views/list.js";
import type { View } from "./views/parts.js";
import { settings, type SettingsState } from "./views/settings.js";
import { share, type ShareState } from "./views/share.js";
import { conversation } from "./views/thread.js";
import { transfers } from "./views/transfers.js";
import { welcome, type WelcomeState } from "./views/welcome.js";

const root = document.getElementById("app")!;

async function start(): Promise<void> {
  choose(language());
  const secret = secretInAddress();
  const device = await knownDevice().catch(() => undefined);
  if (device && !secret) {
    run(device);
  } else {
    greet({ secret, busy: false, fault: undefined });
  }
}

function greet(state: WelcomeState): void {
  render(
    welcome(state, (name, label) => {
      greet({ ...state, busy: true, fault: undefined });
      become(state.secret!, name, label)
        .then(run)
        .catch((fault: Error) => greet({ ...state, busy: false, fault: told(fault) }));
    }),
    root,
  );
}

function told(fault: Error): string {
  return fault instanceof Refused ? fault.message : t("unreachable");
}

function run(device: Device): void {
  new Page(device).begin();
}

class Page {
  private readonly state: State;
  private readonly composer: Composer;
  private settings: SettingsState | undefined;
  private sharing: ShareState | undefined;
  private drawn = false;
  private atEnd = true;

  constructor(device: Device) {
    this.state = new State(device, () => this.draw());
    this.composer = new Composer(this.state, () => this.draw());
  }

  begin(): void {
    addEventListener("redraw", () => this.draw());
    addEventListener("resize", () => this.draw());
    addEventListener("dragover", (event) => event.preventDefault());
    addEventListener("drop", (event) => void this.onDrop(event));
    addEventListener("popstate", () => this.state.closeThread());
    this.draw();
    void this.state.begin();
  }

  private draw(): void {
    if (!this.drawn) {
      this.drawn = true;
      requestAnimationFrame(() => {
        this.drawn = false;
        this.drawNow();
      });
    }
  }

  private drawNow(): void {
    const log = root.querySelector(".log");
    this.atEnd = !log || log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    render(this.view(), root);
    document.title = this.title();
    if (this.atEnd) {
      root.querySelector(".log")?.scrollTo({ top: 1e9 });
    }
  }

  private title(): string {
    const unread = [...this.state.threads.values()].reduce((sum, thread) => sum + thread.unread, 0);
    return unread > 0 ? `(${unread}) Sampan` : "Sampan";
  }

  private view(): View {
    return html`<div class="app ${this.state.open === undefined ? "list" : "thread"}">
      ${list(this.state, {
        open: (others) => this.open(others),
        settings: () => void this.openSettings(),
        compose: () => this.compose(),
      })}
      ${conversation(this.state, this.composer, {
        back: () => history.back(),
        earlier: (thread) => void this.state.loadEarlier(thread),
        choose: (upload) => void this.choose(upload),
        cancel: (upload) => void this.state.cancelUpload(upload),
        drop: (draft) => void this.state.dropDraft(draft),
        share: (file) => this.startSharing(file),
      })}
      ${transfers(this.state, { choose: (upload) => void this.choose(upload), goOn: (remote) => void this.goOn(remote) })}
      ${this.settings ? this.settingsView(this.settings) : nothing} ${this.sharing ? this.shareView(this.sharing) : nothing}
    </div>`;
  }

  private open(others: Name[]): void {
    if (this.state.open === undefined) {
      history.pushState(null, ""); // so that a phone's back button leads to the list
    }
    void this.state.openThread(others);
  }

  private compose(): void {
    const names = (prompt(t("newConversationWith")) ?? "")
      .split(/[,，、]/)
      .map((name) => name.trim())
      .filter((name) => name !== "");
    if (names.length > 0) {
      this.open(names);
    }
  }

  // ---- files --------------------------------------------------------------------------------------

  private async onDrop(event: DragEvent): Promise<void> {
    event.preventDefault();
    const thread = this.state.open === undefined ? undefined : this.state.threads.get(this.state.open);
    const items = [...(event.dataTransfer?.items ?? [])].filter((item) => item.kind === "file");
    if (!thread || items.length === 0) {
      return;
    }
    // Files and handles are asked for before anything is awaited: the items are void afterwards.
    const files = items.map((item) => item.getAsFile());
    const handles = await Promise.all(items.map((item) => handleOf(item)));
    const whole = files.map((file, index) => ({ file, handle: handles[index] })).filter((one) => one.file !== null);
    await this.state.send(
      thread.with,
      "",
      whole.map((one) => one.file!),
      whole.map((one) => one.handle),
    );
  }

  private async choose(upload: Upload): Promise<void> {
    const chosen = upload.stored.handle ? undefined : await pickFile();
    if (!(await this.state.giveFile(upload, chosen)) && chosen) {
      alert(t("wrongFile", { name: upload.stored.name, size: upload.stored.size }));
    }
  }

  private async goOn(remote: RemoteUpload): Promise<void> {
    const chosen = await pickFile();
    if (chosen && !this.state.continueElsewhere(remote, chosen)) {
      alert(t("wrongFile", { name: remote.name, size: remote.size }));
    }
    this.draw();
  }

  // ---- settings -----------------------------------------------------------------------------------

  private async openSettings(): Promise<void> {
    this.settings = { devices: [], link: undefined, links: [], drop: undefined, fault: undefined };
    this.draw();
    await this.inSettings(async (state) => {
      state.devices = (await call<{ devices: DeviceInfo[] }>("GET", "/api/devices")).devices;
      state.links = (await call<{ links: LinkInfo[] }>("GET", "/api/links")).links;
    });
  }

  private settingsView(state: SettingsState): View {
    return settings(state, {
      close: () => this.closeSettings(),
      linkDevice: () =>
        void this.inSettings(async () => {
          state.link = await call<SecretLink>("POST", "/api/devices/link", {});
        }),
      revoke: (device) => {
        if (confirm(t("revokeSure", { label: device.label }))) {
          void this.inSettings(async () => {
            await call("DELETE", `/api/devices/${device.device}`);
            state.devices = state.devices.filter((one) => one !== device);
          });
        }
      },
      makeDrop: () => {
        const label = prompt(t("dropLabel"), "");
        if (label !== null) {
          void this.inSettings(async () => {
            state.drop = await call<SecretLink>("POST", "/api/links", { drop: label.trim() });
          });
        }
      },
      end: (link) =>
        void this.inSettings(async () => {
          await call("DELETE", `/api/links/${link.id}`);
          state.links = state.links.filter((one) => one !== link);
        }),
      signOut: () => {
        if (confirm(t("signOutSure"))) {
          void leave().finally(() => location.reload());
        }
      },
      redraw: () => this.draw(),
    });
  }

  private async inSettings(step: (state: SettingsState) => Promise<void>): Promise<void> {
    const state = this.settings!;
    state.fault = undefined;
    await step(state).catch((fault: Error) => (state.fault = told(fault)));
    this.draw();
  }

  // ---- sharing ------------------------------------------------------------------------------------

  private startSharing(file: Attachment): void {
    this.sharing = { file, link: undefined, fault: undefined };
    this.draw();
  }

  private shareView(state: ShareState): View {
    return share(state, {
      close: () => {
        this.sharing = undefined;
        this.draw();
      },
      make: (terms) =>
        void call<SecretLink>("POST", "/api/links", terms)
          .then((link) => (state.link = link))
          .catch((fault: Error) => (state.fault = told(fault)))
          .finally(() => this.draw()),
    });
  }

  private closeSettings(): void {
    this.settings = undefined;
    this.draw();
  }
}

async function handleOf(item: DataTransferItem): Promise<FileSystemFileHandle | undefined> {
  const handle = await item.getAsFileSystemHandle?.();
  return handle?.kind === "file" ? (handle as FileSystemFileHandle) : undefined;
}

function pickFile(): Promise<File | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.onchange = () => resolve(input.files?.[0]);
    input.oncancel = () => resolve(undefined);
    input.click();
  });
}

void start();
