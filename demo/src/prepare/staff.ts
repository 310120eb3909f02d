import type { StaffRow } from "@beket/api";

/** The demo's passphrase of everybody at the centre; printed at the start, good for nothing else. */
export const demoPassphrase = "demo passphrase 2020";

const people = [
  { staff: "centre", roles: ["watch"] },
  { staff: "health", roles: ["health-officer", "watch"] },
  { staff: "laboratory", roles: ["laboratory"] },
  { staff: "planner", roles: ["planner", "watch"] },
  { staff: "auditor", roles: ["auditor"] },
] as const;

/** Who signs in at central: one for each role. */
export const demoStaff = (verifierOf: (passphrase: string) => Promise<string>): Promise<readonly StaffRow[]> =>
  Promise.all(
    people.map(async ({ staff, roles }) => ({
      staff,
      roles: [...roles],
      laboratory: null,
      verifier: await verifierOf(demoPassphrase),
      status: "active" as const,
    })),
  );
