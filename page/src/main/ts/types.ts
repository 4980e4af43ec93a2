// What travels between page and server; docs/web-api.md is the contract.

/** A person's name on this server. */
export type Name = string;

/** An opaque position in a person's log; compared for equality only. */
export type Place = string;

export interface Attachment {
  media: string;
  name: string;
  size: number;
  type: string;
  about?: string;
  /** The file is not there any more, and why: "taken back", "expired". */
  gone?: string;
}

export interface Standing {
  recipient: Name;
  delivered?: string;
}

/** A message in one's log. */
export interface Entry {
  place: Place;
  id: string;
  sender: Name;
  to: Name[];
  text: string;
  attachments: Attachment[];
  posted: string;
  standings?: Standing[];
  recalled?: boolean;
}

export interface Me {
  name: Name;
  display?: string;
  device: string;
  label: string;
  limits: { maxFile: number; maxText: number; recipients: number; attachments: number };
}

export interface Person {
  name: Name;
  display?: string;
  online: boolean;
}

export interface DeviceInfo {
  device: string;
  label: string;
  added: string;
  seen?: string;
  this: boolean;
}

export interface Conversation {
  with: Name[];
  last?: Entry;
  unread: number;
}

/** An upload of one's own that is not complete, whichever front door it came through. */
export interface RemoteUpload {
  id: string;
  name: string;
  size: number;
  held: number;
  paused: boolean;
}

/** A share link (of a file) or a drop link of one's own. */
export interface LinkInfo {
  id: string;
  media?: string;
  name?: string;
  drop?: string;
  expires: string;
  uses: number;
  mostUses?: number;
  password: boolean;
}

/** A link with its QR code as rows of "1" and "0". */
export interface SecretLink {
  link: string;
  expires: string;
  qr?: string[];
}
