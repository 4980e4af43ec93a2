// A drop link's page: a stranger sends files to whoever made it. What was begun goes on at the next visit.

import { readAll } from "./db.js";
import { choose, language } from "./i18n.js";
import { Upload, type StoredUpload } from "./upload.js";
import { standing } from "./views/standing.js";

const KEEP_WHOLE = 20 * 1024 * 1024;

const base = `${location.pathname.replace(/\/$/, "")}/files`;
const list = document.getElementById("files")!;
const form = document.getElementById("drop") as HTMLFormElement;
const picker = form.querySelector<HTMLInputElement>("input[type=file]")!;

function show(stored: StoredUpload): Upload {
  const row = document.createElement("div");
  const name = document.createElement("bdi");
  const state = document.createElement("div");
  const bar = document.createElement("progress");
  row.className = "task";
  state.className = "soft";
  bar.className = "bar";
  bar.max = Math.max(1, stored.size);
  bar.setAttribute("aria-label", stored.name);
  name.textContent = stored.name;
  row.append(name, bar, state);
  list.append(row);
  const upload: Upload = new Upload(stored, () => {
    const complete = upload.state.is === "complete";
    bar.value = complete ? bar.max : upload.held;
    state.textContent = complete ? `✓ ${list.dataset.done}` : standing(upload);
    row.classList.toggle("complete", complete);
  });
  return upload;
}

function send(file: File): void {
  const from = String(new FormData(form).get("from") ?? "").trim();
  const id = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  show({
    id,
    url: "",
    name: file.name || "file",
    type: file.type || "application/octet-stream",
    size: file.size,
    modified: file.lastModified,
    paused: false,
    base,
    more: { from },
    ...(file.size <= KEEP_WHOLE ? { blob: file } : {}),
  }).give(file);
}

choose(language());
picker.onchange = () => {
  const files = [...(picker.files ?? [])]; // the list empties itself when the value is reset
  picker.value = "";
  files.forEach(send);
};
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  [...(event.dataTransfer?.files ?? [])].forEach(send);
});
for (const stored of await readAll<StoredUpload>("uploads")) {
  if (stored.base === base && stored.blob) {
    show(stored).give(stored.blob);
  }
}
