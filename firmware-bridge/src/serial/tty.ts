import { dlopen, FFIType } from "bun:ffi";
import { accessSync, constants } from "node:fs";
import { err, ok, type Result } from "@beket/domain";

// glibc on Linux, x86-64 and arm64: the numbers below are the same on both (asm-generic/fcntl.h, termbits.h, poll.h).
const openFlags = 0o2 | 0o400 | 0o4000 | 0o2000000; // O_RDWR O_NOCTTY O_NONBLOCK O_CLOEXEC
const controlFlags = 0o200 | 0o4000; // CREAD CLOCAL: read, and do not wait for a modem's carrier
const pollIn = 0x1;
const pollOut = 0x4;
const pollGone = 0x8 | 0x10 | 0x20; // POLLERR POLLHUP POLLNVAL
const termiosBytes = 128;
const controlFlagsAt = 8;

const { int, ptr, cstring, u32, u64, i64 } = FFIType;
const libc = dlopen("libc.so.6", {
  open: { args: [cstring, int, int], returns: int },
  close: { args: [int], returns: int },
  read: { args: [int, ptr, u64], returns: i64 },
  write: { args: [int, ptr, u64], returns: i64 },
  poll: { args: [ptr, u64, int], returns: int },
  tcgetattr: { args: [int, ptr], returns: int },
  tcsetattr: { args: [int, int, ptr], returns: int },
  cfmakeraw: { args: [ptr], returns: FFIType.void },
  cfsetspeed: { args: [ptr, u32], returns: int },
}).symbols;

export type OpenFault = "absent" | "no-permission" | "not-a-tty";

function accessFault(path: string): OpenFault | null {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return null;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EACCES" ? "no-permission" : "absent";
  }
}

/** Opens a serial line raw, 8 data bits, without flow control. `baud` is the number itself, which glibc's cfsetspeed takes. */
export function openTty(path: string, baud: number): Result<number, OpenFault> {
  const fault = accessFault(path);
  if (fault !== null) return err(fault);
  const fd = libc.open(Buffer.from(`${path}\0`), openFlags, 0);
  if (fd < 0) return err("absent");
  const termios = new Uint8Array(termiosBytes);
  if (libc.tcgetattr(fd, termios) !== 0) {
    libc.close(fd);
    return err("not-a-tty");
  }
  libc.cfmakeraw(termios);
  const view = new DataView(termios.buffer);
  view.setUint32(controlFlagsAt, view.getUint32(controlFlagsAt, true) | controlFlags, true);
  if (libc.cfsetspeed(termios, baud) !== 0 || libc.tcsetattr(fd, 0, termios) !== 0) {
    libc.close(fd);
    return err("not-a-tty");
  }
  return ok(fd);
}
export const closeTty = (fd: number): void => void libc.close(fd);

export type Ready = { readonly readable: boolean; readonly gone: boolean };

/** Waits until one of the files can be read or is gone, at most `timeoutMs`; uses no time of the processor meanwhile. */
export function waitFor(fds: readonly number[], timeoutMs: number): readonly Ready[] {
  const polled = new DataView(new ArrayBuffer(fds.length * 8));
  for (const [index, fd] of fds.entries()) {
    polled.setInt32(index * 8, fd, true);
    polled.setInt16(index * 8 + 4, pollIn, true);
  }
  libc.poll(new Uint8Array(polled.buffer), BigInt(fds.length), timeoutMs);
  return fds.map((_, index) => {
    const events = polled.getInt16(index * 8 + 6, true);
    return { readable: (events & pollIn) !== 0, gone: (events & pollGone) !== 0 };
  });
}

/** What has come, or null at the end of the file. Called when it is readable. */
export function readSome(fd: number, buffer: Uint8Array): Uint8Array | null {
  const size = Number(libc.read(fd, buffer, BigInt(buffer.length)));
  return size > 0 ? buffer.subarray(0, size) : null;
}

/** Writes all of it, waiting for a slow reader; false when nobody reads any more. */
export function writeAll(fd: number, bytes: Uint8Array): boolean {
  let at = 0;
  const polled = new DataView(new ArrayBuffer(8));
  while (at < bytes.length) {
    const size = Number(libc.write(fd, bytes.subarray(at), BigInt(bytes.length - at)));
    if (size > 0) {
      at += size;
      continue;
    }
    polled.setInt32(0, fd, true);
    polled.setInt16(4, pollOut, true);
    libc.poll(new Uint8Array(polled.buffer), 1n, 1_000);
    if ((polled.getInt16(6, true) & pollGone) !== 0) return false;
  }
  return true;
}
