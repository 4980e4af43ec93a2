// Where one writes: text, files, the camera, and voice notes.

import { html, nothing } from "lit-html";
import { t } from "../i18n.js";
import type { State, Thread } from "../state.js";
import { iconButton, type View } from "./parts.js";

const VOICE_TYPES = ["audio/mp4", "audio/webm;codecs=opus", "audio/ogg;codecs=opus"];

/** What is being written, for each conversation, and the voice note that is being recorded. */
export class Composer {
  readonly texts = new Map<string, string>();
  recording: { recorder: MediaRecorder; begun: number } | undefined;

  constructor(
    private readonly state: State,
    private readonly redraw: () => void,
  ) {}

  async send(thread: Thread): Promise<void> {
    const at = thread.with.join(",");
    const text = (this.texts.get(at) ?? "").trim();
    if (text !== "") {
      this.texts.set(at, "");
      await this.state.send(thread.with, text, []);
    }
  }

  onInput(thread: Thread, text: string): void {
    this.texts.set(thread.with.join(","), text);
    this.redraw();
  }

  async onFiles(thread: Thread, files: FileList | File[] | null): Promise<void> {
    if (files && files.length > 0) {
      await this.state.send(thread.with, "", [...files]);
    }
  }

  /** Starts a voice note, or stops it and sends it. */
  async toggleRecording(thread: Thread): Promise<void> {
    if (this.recording) {
      this.recording.recorder.stop();
      return;
    }
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => undefined);
    if (!stream) {
      return;
    }
    const type = VOICE_TYPES.find((one) => MediaRecorder.isTypeSupported(one)) ?? "";
    const recorder = new MediaRecorder(stream, type ? { mimeType: type } : {});
    const parts: Blob[] = [];
    recorder.ondataavailable = (event) => parts.push(event.data);
    recorder.onstop = () => {
      stream.getTracks().forEach((track) => track.stop());
      this.recording = undefined;
      const plain = recorder.mimeType.split(";")[0]!;
      const ending = plain.endsWith("mp4") ? "m4a" : plain.endsWith("ogg") ? "ogg" : "webm";
      const name = `voice-${new Date().toISOString().slice(0, 19).replace(/:/g, "")}.${ending}`;
      void this.state.send(thread.with, "", [new File(parts, name, { type: plain })]);
      this.redraw();
    };
    recorder.start();
    this.recording = { recorder, begun: Date.now() };
    const timer = setInterval(() => (this.recording ? this.redraw() : clearInterval(timer)), 1000);
    this.redraw();
  }
}

export function composer(_state: State, thread: Thread, writing: Composer): View {
  const text = writing.texts.get(thread.with.join(",")) ?? "";
  const recording = writing.recording;
  return html`<form
    class="composer"
    @submit=${(event: Event) => {
      event.preventDefault();
      void writing.send(thread);
    }}
  >
    <label class="ghost pick" title=${t("attach")}>
      <span aria-hidden="true">＋</span>
      <input type="file" multiple aria-label=${t("attach")} @change=${(event: Event) => picked(thread, writing, event)} />
    </label>
    <label class="ghost pick camera" title=${t("camera")}>
      <span aria-hidden="true">◉</span>
      <input
        type="file"
        accept="image/*,video/*"
        capture="environment"
        aria-label=${t("camera")}
        @change=${(event: Event) => picked(thread, writing, event)}
      />
    </label>
    ${recording
      ? html`<div class="field soft" role="status">
          ${t("recording", { seconds: Math.round((Date.now() - recording.begun) / 1000) })}
        </div>`
      : html`<textarea
          class="field"
          rows="1"
          dir="auto"
          aria-label=${t("message")}
          placeholder=${t("message")}
          .value=${text}
          @input=${(event: Event) => writing.onInput(thread, (event.target as HTMLTextAreaElement).value)}
          @keydown=${(event: KeyboardEvent) => onKey(thread, writing, event)}
          @paste=${(event: ClipboardEvent) => pasted(thread, writing, event)}
        ></textarea>`}
    ${text.trim() === "" && "MediaRecorder" in window
      ? iconButton(recording ? t("stopRecording") : t("record"), recording ? "■" : "●", (event) => {
          event.preventDefault();
          void writing.toggleRecording(thread);
        }, "primary")
      : html`<button class="primary" type="submit" aria-label=${t("send")} title=${t("send")}><span aria-hidden="true">➤</span></button>`}
    ${nothing}
  </form>`;
}

function picked(thread: Thread, writing: Composer, event: Event): void {
  const input = event.target as HTMLInputElement;
  const files = [...(input.files ?? [])]; // the list empties itself when the value is reset
  input.value = "";
  void writing.onFiles(thread, files);
}

function pasted(thread: Thread, writing: Composer, event: ClipboardEvent): void {
  const files = event.clipboardData?.files;
  if (files && files.length > 0) {
    event.preventDefault();
    void writing.onFiles(thread, files);
  }
}

/** Enter sends, Shift+Enter begins a line; while an input method composes, Enter belongs to it. */
function onKey(thread: Thread, writing: Composer, event: KeyboardEvent): void {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    void writing.send(thread);
  }
}
