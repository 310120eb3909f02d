import { err, ok, type Result } from "@beket/domain";
import * as v from "valibot";
import type { Driver, DriverFault, DriverPorts } from "./driver.ts";
import { isapiAnpr } from "./isapi-anpr/driver.ts";

/** Makes the named driver from its raw configuration. A driver joins the catalogue with one line here. */
export const createDriver = (id: string, rawConfig: unknown, ports: DriverPorts): Result<Driver, DriverFault> => {
  switch (id) {
    case isapiAnpr.id: {
      const config = v.safeParse(isapiAnpr.config, rawConfig ?? {});
      if (!config.success)
        return err({
          code: "driver-config",
          detail: config.issues.map((issue) => `${v.getDotPath(issue) ?? "config"}: ${issue.message}`).join("; "),
        });
      return ok(isapiAnpr.create(config.output, ports));
    }
    default:
      return err({ code: "driver-unknown", detail: id });
  }
};
