// Requests to /api, and what the server refuses.

/** The server understood a request and did not do it. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly reason: string,
    readonly detail: string,
    readonly retryAfter: number | undefined,
  ) {
    super(detail ? `${reason}: ${detail}` : reason);
  }

  /** Whether asking again later may help. */
  get passes(): boolean {
    return this.status >= 500 || this.status === 429 || this.status === 423;
  }
}

/** No answer came: the network or the server is away. Nothing is known of what was asked. */
export class Unreachable extends Error {}

/** Reads the body of a refusal, whatever form it has. */
export async function refusalOf(answer: Response): Promise<Refused> {
  const after = Number(answer.headers.get("retry-after") ?? NaN);
  const retryAfter = Number.isFinite(after) ? after : undefined;
  return refusalIn(answer.status, await answer.text().catch(() => ""), retryAfter);
}

/** A refusal from its body: an object with a reason, or the reason alone. */
export function refusalIn(status: number, body: string, retryAfter: number | undefined): Refused {
  try {
    const said = JSON.parse(body) as { code?: string; reason?: string; detail?: string; retryAfter?: number };
    return new Refused(status, said.code ?? "", said.reason ?? "", said.detail ?? "", said.retryAfter ?? retryAfter);
  } catch {
    return new Refused(status, "", body.trim() || String(status), "", retryAfter);
  }
}

/**
 * Asks the server once.
 *
 * @throws Refused if it says no
 * @throws Unreachable if nothing answered
 */
export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch {
    throw new Unreachable(path);
  }
  if (!answer.ok) {
    throw await refusalOf(answer);
  }
  return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T);
}
