import { PendingConfirmation } from "@beket/api";
import * as v from "valibot";

/** What a registrar types about an organisation that is to be added. */
export type DecisionForm = {
  readonly name: string;
  readonly oked: string;
  readonly secondary: string;
  readonly headcount: string;
  readonly ground: string;
};
export type DecisionFault = "name" | "oked" | "secondary" | "headcount" | "ground";

/** The confirmation to send, or the fields that are wrong. */
export function confirmationOf(
  bin: string,
  form: DecisionForm,
):
  | { readonly body: PendingConfirmation; readonly faults: ReadonlySet<never> }
  | { readonly body: null; readonly faults: ReadonlySet<DecisionFault> } {
  const faults = new Set<DecisionFault>();
  const name = form.name.trim().replaceAll(/\s+/g, " ");
  const secondary = form.secondary.split(/[\s,;]+/).filter((code) => code !== "");
  const headcount = form.headcount.replaceAll(/\s/g, "");
  if (name === "" || name.length > 300) faults.add("name");
  if (!/^[0-9]{5}$/.test(form.oked.trim())) faults.add("oked");
  if (secondary.length > 50 || secondary.some((code) => !/^[0-9]{5}$/.test(code))) faults.add("secondary");
  if (!/^[0-9]{1,7}$/.test(headcount) || Number(headcount) > 1_000_000) faults.add("headcount");
  if (form.ground.trim().length < 3) faults.add("ground");
  if (faults.size > 0) return { body: null, faults };
  const body = { bin, name, oked: form.oked.trim(), okedSecondary: secondary, headcount: Number(headcount), ground: form.ground.trim() };
  return { body: v.parse(PendingConfirmation, body), faults: new Set<never>() };
}
