import type { OfficerRow } from "@beket/api";
import type { Post } from "../city/posts.ts";

/** The demo's PIN of every officer; printed at the start, good for nothing else. */
export const demoPin = "200320";

/** Two officers, a supervisor and a medic for each post. The PIN is hashed with a salt of its own for each. */
export const demoOfficers = async (
  posts: readonly Post[],
  verifierOf: (pin: string) => Promise<string>,
): Promise<readonly OfficerRow[]> => {
  const rows = posts.flatMap((post) =>
    (
      [
        ["a", "officer"],
        ["b", "officer"],
        ["s", "supervisor"],
      ] as const
    ).map(([suffix, role]) => ({ officer: `${post.post}-${suffix}`, role, posts: [post.post], status: "active" as const })),
  );
  return Promise.all(rows.map(async (row) => ({ ...row, pinVerifier: await verifierOf(demoPin) })));
};
