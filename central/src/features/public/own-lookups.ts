import type { OwnLookups, PlacesReply, Sentences } from "@beket/api";
import type { SubjectKey } from "@beket/domain";
import type { AuditPort } from "../audit/types.ts";
import type { SightingPort } from "../sightings/types.ts";

/** What central itself recorded of who saw a person's data. */
export type OwnView = { readonly at: number; readonly by: "staff" | "portal" | "public"; readonly what: string };
export type OwnLookupsDeps = {
  readonly sightings: SightingPort;
  /** Newest first. */
  readonly views: (key: SubjectKey, since: number, limit: number) => readonly OwnView[];
  readonly audit: AuditPort;
  readonly postName: (post: string) => Sentences;
  readonly now: () => number;
};

const daysShown = 90;
const shownMax = 500;
/** What an investigation looks at is not told to whom it is about. */
const isOpenToAll = (what: string): boolean => !/^(case|abuse|legal-hold|hold|evidence)/.test(what);

/** Who looked up a person, told to that person alone: times, posts and purposes, never an officer's name or what came of it. */
export function createOwnLookups(deps: OwnLookupsDeps) {
  return (user: { readonly code: string; readonly iin: string }): OwnLookups => {
    const key: SubjectKey = { scheme: "iin", country: "KAZ", value: user.iin };
    const since = deps.now() - daysShown * 86_400_000;
    const atPosts = deps.sightings
      .of(key, since, 2 * shownMax)
      .filter(({ kind }) => kind === "lookup")
      .map(({ occurredAt, post, purpose }) => ({
        at: occurredAt,
        by: "post" as const,
        post: deps.postName(post),
        what: purpose ?? "post-check",
      }));
    const atCentral = deps
      .views(key, since, shownMax)
      .flatMap(({ at, by, what }) => (isOpenToAll(what) ? [{ at, by, post: null, what }] : []));
    const lookups = [...atPosts, ...atCentral].toSorted((one, other) => other.at - one.at).slice(0, shownMax);
    deps.audit.viewed({ by: { kind: "portal", code: user.code }, what: "who-looked", subjects: [key], about: null, reason: null });
    return { since, lookups };
  };
}

export function createPostName({ posts }: PlacesReply): (post: string) => Sentences {
  const names = new Map(posts.map(({ post, name }) => [post, name]));
  return (post) => names.get(post) ?? { kk: post, ru: post, en: post };
}
