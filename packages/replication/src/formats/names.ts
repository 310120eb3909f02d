/** A source, scope or shard is one topic level, and NATS refuses more than these characters. */
const level = /^[A-Za-z0-9_-]{1,40}$/;
export const isLevel = (text: string): boolean => level.test(text);

/**
 * A kind begins the input of the subject hash, "rec" begins the input of the record key under the same K: a kind that
 * began with "rec" could make the one equal to the other.
 */
export const isKind = (text: string): boolean => /^[a-z][a-z0-9-]{0,23}$/.test(text) && !text.startsWith("rec");

export const isEpoch = (text: string): boolean => /^[0-9a-f]{16}$/.test(text);
