import type { PostInfo } from "@beket/api";
import type { BeketEvent, PostContext } from "@beket/domain";
import type { SessionRow } from "./ports.ts";

/** What every feature knows of the post it serves. */
export type Post = PostContext & { readonly lanes: PostInfo["lanes"] };

type Envelope = Pick<BeketEvent, "occurredAt" | "post" | "lane" | "officer" | "tablet" | "paper">;
/** The common fields of an event that an officer makes. */
export const envelopeOf = (post: Post, session: SessionRow, occurredAt: number): Envelope => ({
  occurredAt,
  post: post.post,
  lane: session.lane,
  officer: session.officer,
  tablet: session.tablet,
  paper: null,
});
export const contextOf = ({ post, ledger, areas }: Post): PostContext => ({ post, ledger, areas: [...areas] });
