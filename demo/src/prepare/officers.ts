import type { OfficerRole, OfficerRow } from "@beket/api";
import type { Post } from "../city/posts.ts";
import { crewCodes } from "../city/crews.ts";

/** The demo's PIN of every officer; printed at the start, good for nothing else. */
export const demoPin = "200320";

/** Code endings and roles of who works at a post, by what the post is there for. */
const line = [
  ["a", "officer"],
  ["b", "officer"],
  ["s", "supervisor"],
] as const;
const border = [
  ["m1", "medic"],
  ["m2", "medic"],
  ["lab", "laboratory"],
  ["sel", "selection"],
] as const;

type Worker = { readonly ending: string; readonly role: OfficerRole; readonly crew?: string };
const workersOf = ({ duties }: Post): readonly Worker[] => [
  ...(duties.includes("line") ? line.map(([ending, role]) => ({ ending, role })) : []),
  ...(duties.includes("border") ? border.map(([ending, role]) => ({ ending, role })) : []),
  ...(duties.includes("crews") ? crewCodes.map((crew) => ({ ending: crew, role: "crew" as const, crew })) : []),
];

/** Two officers and a supervisor for each post; medics, a laboratory assistant and a specialist at the border; the leader of each crew. */
export const demoOfficers = async (
  posts: readonly Post[],
  verifierOf: (pin: string) => Promise<string>,
): Promise<readonly OfficerRow[]> => {
  const rows = posts.flatMap((post) =>
    workersOf(post).map(({ ending, ...who }) => ({
      officer: `${post.post}-${ending}`,
      ...who,
      posts: [post.post],
      status: "active" as const,
    })),
  );
  return Promise.all(rows.map(async (row) => ({ ...row, pinVerifier: await verifierOf(demoPin) })));
};
