// Sizes, rates and times as people read them, in the page's language.

import { language, t } from "./i18n.js";

const UNITS = ["B", "kB", "MB", "GB", "TB"];

export function size(bytes: number): string {
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${new Intl.NumberFormat(language(), { maximumFractionDigits: digits }).format(value)} ${UNITS[unit]}`;
}

export function percent(done: number, whole: number): number {
  return whole === 0 ? 100 : Math.floor((done / whole) * 100);
}

/** Seconds as "8 s", "3 min", "2 h". */
export function span(seconds: number): string {
  if (seconds < 90) {
    return `${Math.max(1, Math.round(seconds))} s`;
  }
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

export function clock(time: string): string {
  return new Date(time).toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit" });
}

/** The day of a message: "Today", "Yesterday", or a date. */
export function day(time: string): string {
  const date = new Date(time);
  const days = Math.round((startOfDay(new Date()) - startOfDay(date)) / 86_400_000);
  if (days === 0) {
    return t("today");
  }
  return days === 1
    ? t("yesterday")
    : date.toLocaleDateString(language(), { weekday: "long", day: "numeric", month: "long" });
}

/** When something was, as short as a list wants it. */
export function when(time: string): string {
  const date = new Date(time);
  return startOfDay(date) === startOfDay(new Date())
    ? clock(time)
    : date.toLocaleDateString(language(), { day: "numeric", month: "short" });
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** The letters in a person's circle: one of a Han name, two of others. */
export function initials(name: string): string {
  const letters = [...name];
  return /\p{Script=Han}/u.test(letters[0] ?? "") ? letters[0]! : letters.slice(0, 2).join("").toUpperCase();
}
