import {
  PasskeyAssertion,
  PasskeyCreateOptions,
  PasskeyGetOptions,
  PasskeyRegistration,
  staffRoutes,
  StaffSession,
  StaffSignInWays,
  StepUpChallenge,
  type StaffProof,
} from "@beket/api";
import { err, ok, type Result } from "@beket/domain";
import { startAuthentication, startRegistration } from "@simplewebauthn/browser";
import * as v from "valibot";
import type { Answer, Api, CallFailure } from "./api.ts";

/** `cancelled`: the person, or the browser for them, did not go on. `known`: this device holds a key of this person already. */
export type KeyFault = CallFailure | { readonly kind: "cancelled" } | { readonly kind: "known" };
type KeyAnswer<T> = Promise<Result<T, KeyFault>>;

const faultOf = (error: unknown): KeyFault => {
  const name = error instanceof Error ? error.name : "";
  return name === "InvalidStateError" ? { kind: "known" } : { kind: "cancelled" };
};

async function assertion(options: PasskeyGetOptions): KeyAnswer<PasskeyAssertion> {
  try {
    const { allowCredentials, ...rest } = options;
    // An empty list asks for whichever key the person chooses of this place.
    const given = await startAuthentication({ optionsJSON: allowCredentials.length === 0 ? rest : { ...rest, allowCredentials } });
    const read = v.safeParse(PasskeyAssertion, given);
    return read.success ? ok(read.output) : err({ kind: "unreadable", status: 200 });
  } catch (error) {
    return err(faultOf(error));
  }
}

async function registration(options: PasskeyCreateOptions): KeyAnswer<PasskeyRegistration> {
  try {
    const read = v.safeParse(PasskeyRegistration, await startRegistration({ optionsJSON: options }));
    return read.success ? ok(read.output) : err({ kind: "unreadable", status: 200 });
  } catch (error) {
    return err(faultOf(error));
  }
}

/** Passkeys of this browser against central. */
export function createPasskeys(api: Api) {
  return {
    ways: () => api.call(staffRoutes.ways, StaffSignInWays),
    passphrase: (staff: string, passphrase: string) => api.call(staffRoutes.session, StaffSession, { body: { staff, passphrase } }),
    signIn: async (): KeyAnswer<StaffSession> => {
      const options = await api.call(staffRoutes.passkeyChallenge, PasskeyGetOptions, { method: "POST", body: {} });
      if (!options.ok) return options;
      const given = await assertion(options.value);
      return given.ok ? api.call(staffRoutes.passkey, StaffSession, { body: { response: given.value } }) : given;
    },
    enrol: async (staff: string, code: string, name: string): KeyAnswer<StaffSession> => {
      const options = await api.call(staffRoutes.enrolmentStart, PasskeyCreateOptions, { body: { staff, code } });
      if (!options.ok) return options;
      const given = await registration(options.value);
      if (!given.ok) return given;
      return api.call(staffRoutes.enrolment, StaffSession, { body: { staff, code, name, response: given.value } });
    },
    /** Null: in this session a passphrase does. */
    stepUpOptions: async (digest: string): Answer<PasskeyGetOptions | null> => {
      const answer = await api.call(staffRoutes.stepUp, StepUpChallenge, { body: { digest } });
      return answer.ok ? ok(answer.value.options) : answer;
    },
    assert: async (options: PasskeyGetOptions): Promise<Result<StaffProof, CallFailure | { readonly kind: "cancelled" }>> => {
      const given = await assertion(options);
      if (given.ok) return ok({ kind: "passkey", response: given.value });
      return err(given.error.kind === "known" ? { kind: "cancelled" } : given.error);
    },
  };
}
export type Passkeys = ReturnType<typeof createPasskeys>;
