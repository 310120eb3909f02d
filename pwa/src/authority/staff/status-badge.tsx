import type { StaffMember } from "@beket/api";
import { say } from "../../i18n/index.ts";
import { Badge } from "../../ui/index.ts";
import { staffWords as w } from "../words/staff.ts";

export function StatusBadge({ member }: { readonly member: StaffMember }) {
  if (member.status === "active") return <Badge tone="good">{say(w.active)}</Badge>;
  return <Badge tone="bad">{say(member.suspension === null ? w.suspendedInFile : w.suspended)}</Badge>;
}
