import { csrfHeader, edgeRoutes, PostInfo, type SignIn } from "@beket/api";
import * as v from "valibot";

type Schema<T> = v.GenericSchema<unknown, T>;
/** A tablet, or a screen at central, as a program. */
export type Tablet = {
  readonly get: <T>(schema: Schema<T>, path: string) => Promise<T>;
  readonly send: <T>(schema: Schema<T>, path: string, body: unknown) => Promise<T>;
  readonly sendBytes: <T>(schema: Schema<T>, path: string, mediaType: string, body: string) => Promise<T>;
  readonly post: () => Promise<PostInfo>;
  readonly signIn: (who: SignIn) => Promise<void>;
};
/** Who works with it, and where they sign in. */
export type Worker = { readonly path: string; readonly body: unknown };

/** Why a program said no; the code is stable and names nobody. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(path: string, status: number, code: string) {
    super(`${path}: ${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

type Call = { readonly path: string; readonly mediaType?: string; readonly body?: string };

/** With a worker it signs in by itself, also again after a session ended. */
export const createTablet = (url: string, worker: Worker | null = null): Tablet => {
  let cookie = "";
  /** What central gives its screens beside the cookie; posts give none. */
  let proof = "";
  let signing: Promise<unknown> | null = null;

  async function once<T>(schema: Schema<T>, { path, mediaType, body }: Call): Promise<T> {
    const response = await fetch(new URL(path, url), {
      method: body === undefined ? "GET" : "POST",
      headers: {
        origin: new URL(url).origin,
        cookie,
        [csrfHeader]: proof,
        ...(mediaType === undefined ? {} : { "content-type": mediaType }),
      },
      ...(body === undefined ? {} : { body }),
    });
    const set = response.headers.get("set-cookie");
    if (set !== null) cookie = set.split(";")[0] ?? "";
    const reply: unknown = response.status === 204 ? null : await response.json();
    const given = v.safeParse(v.looseObject({ csrf: v.string() }), reply);
    if (given.success) proof = given.output.csrf;
    if (response.ok) return v.parse(schema, reply);
    const problem = v.safeParse(v.looseObject({ code: v.string() }), reply);
    throw new Refused(path, response.status, problem.success ? problem.output.code : "");
  }
  const json = (path: string, body: unknown): Call => ({ path, mediaType: "application/json", body: JSON.stringify(body) });

  async function call<T>(schema: Schema<T>, request: Call): Promise<T> {
    try {
      return await once(schema, request);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 401 || worker === null) throw error;
      // Whoever else waits for the same sign-in goes on with it.
      signing ??= once(v.unknown(), json(worker.path, worker.body)).finally(() => (signing = null));
      await signing;
      return once(schema, request);
    }
  }
  return {
    get: (schema, path) => call(schema, { path }),
    send: (schema, path, body) => call(schema, json(path, body)),
    sendBytes: (schema, path, mediaType, body) => call(schema, { path, mediaType, body }),
    post: () => call(PostInfo, { path: edgeRoutes.post }),
    signIn: async (who) => {
      await once(v.unknown(), json(edgeRoutes.sessions, who));
    },
  };
};

/** An officer of a post at their tablet. */
export const worksAt = (who: SignIn): Worker => ({ path: edgeRoutes.sessions, body: who });
