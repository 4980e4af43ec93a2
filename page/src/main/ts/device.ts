// This browser as a device of a person: an Ed25519 key that cannot be copied out, and logging in with it.

import { call } from "./api.js";
import { keep, read, forget } from "./db.js";
import type { Name } from "./types.js";

const PURPOSE = "sampan web login v1";

export interface Device {
  name: Name;
  label: string;
  keys: CryptoKeyPair;
}

/** The secret of an invitation or of a device link, from the fragment of the page's address. */
export interface Secret {
  kind: "join" | "link";
  code: string;
}

export function secretInAddress(): Secret | undefined {
  const found = /^#(join|link)=([\w-]+)$/.exec(location.hash);
  return found ? { kind: found[1] as Secret["kind"], code: found[2]! } : undefined;
}

export function knownDevice(): Promise<Device | undefined> {
  return read<Device>("device", "this");
}

/** A guess at what a person would call this device. */
export function deviceLabel(): string {
  const agent = navigator.userAgent;
  const browser = /Firefox/.test(agent)
    ? "Firefox"
    : /Edg\//.test(agent)
      ? "Edge"
      : /Chrom/.test(agent)
        ? "Chromium"
        : /Safari/.test(agent)
          ? "Safari"
          : "Browser";
  const system = /Android/.test(agent)
    ? "Android"
    : /iPhone|iPad/.test(agent)
      ? "iOS"
      : /Windows/.test(agent)
        ? "Windows"
        : /Mac/.test(agent)
          ? "macOS"
          : "Linux";
  return `${browser} on ${system}`;
}

/**
 * Makes this browser a device: of a new person (an invitation) or of a known one (a link). The key is kept before the server
 * is asked, so that an answer that was lost does not leave a device behind that nobody can use.
 */
export async function become(secret: Secret, name: Name, label: string): Promise<Device> {
  const pending = await read<{ code: string; keys: CryptoKeyPair }>("device", "pending");
  const keys = pending?.code === secret.code ? pending.keys : await newKeys();
  await keep("device", "pending", { code: secret.code, keys });
  const session = await logIn({ name, label, keys }, secret);
  const device = { name: session.name, label, keys };
  await keep("device", "this", device);
  await forget("device", "pending");
  history.replaceState(null, "", location.pathname);
  return device;
}

/** Begins a session: afterwards the cookie is set. */
export async function logIn(device: Device, secret?: Secret): Promise<{ name: Name; device: string }> {
  const { nonce } = await call<{ nonce: string }>("POST", "/api/challenge", {});
  const origin = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(location.origin)));
  const text = joined(utf8(PURPOSE), fromBase64(nonce), origin);
  const signature = await crypto.subtle.sign("Ed25519", device.keys.privateKey, text);
  const key = await crypto.subtle.exportKey("raw", device.keys.publicKey);
  return call("POST", "/api/session", {
    name: device.name,
    label: device.label,
    key: toBase64(new Uint8Array(key)),
    nonce,
    signature: toBase64(new Uint8Array(signature)),
    ...(secret?.kind === "join" ? { invite: secret.code } : {}),
    ...(secret?.kind === "link" ? { link: secret.code } : {}),
  });
}

/** Ends the session and forgets the key; the device has to be linked again. */
export async function leave(): Promise<void> {
  try {
    await call("DELETE", "/api/session");
  } finally {
    await forget("device", "this");
  }
}

async function newKeys(): Promise<CryptoKeyPair> {
  return (await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"])) as CryptoKeyPair;
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
}
