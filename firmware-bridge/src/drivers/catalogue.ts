import { err, ok, type Result } from "@beket/domain";
import * as v from "valibot";
import type { Driver, DriverDefinition, DriverFault, DriverPorts } from "./driver.ts";
import { isapiAnpr } from "./isapi-anpr/driver.ts";
import { scanner } from "./scanner/driver.ts";

function make<C extends v.GenericSchema>(
  definition: DriverDefinition<C>,
  rawConfig: unknown,
  ports: DriverPorts,
): Result<Driver, DriverFault> {
  const config = v.safeParse(definition.config, rawConfig ?? {});
  if (config.success) return ok(definition.create(config.output, ports));
  return err({
    code: "driver-config",
    detail: config.issues.map((issue) => `${v.getDotPath(issue) ?? "config"}: ${issue.message}`).join("; "),
  });
}

/** Makes the named driver from its raw configuration. A driver joins the catalogue with one line here. */
export const createDriver = (id: string, rawConfig: unknown, ports: DriverPorts): Result<Driver, DriverFault> => {
  switch (id) {
    case isapiAnpr.id:
      return make(isapiAnpr, rawConfig, ports);
    case scanner.id:
      return make(scanner, rawConfig, ports);
    default:
      return err({ code: "driver-unknown", detail: id });
  }
};
