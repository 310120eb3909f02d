import type { StaffRow } from "@beket/api";

/** The demo's passphrase of everybody at the centre; printed at the start, good for nothing else. */
export const demoPassphrase = "demo passphrase 2020";

const people = [
  { staff: "centre", roles: ["watch"] },
  { staff: "health", roles: ["health-officer", "watch"] },
  { staff: "laboratory", roles: ["laboratory"] },
  { staff: "planner", roles: ["planner", "watch"] },
  { staff: "auditor", roles: ["auditor"] },
  { staff: "registrar-01", roles: ["registrar"] },
  { staff: "registrar-02", roles: ["registrar"] },
  { staff: "auditor-01", roles: ["auditor"] },
  { staff: "admin-01", roles: ["administrator"] },
] as const;

/** Who signs in at central: one for each role, and two registrars, since a mass act needs two people. */
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
