// Scriptmaster host functions, version 1.1. What a script sees besides ECMAScript 2025 (strict mode, modules).
//
// A script is a module with a default export, or a bare body with `event` and `sm` in scope, `await` and `return`:
//
//   export default async function (event: TriggerEvent, sm: Scriptmaster) { … }
//
// It runs exactly once as far as Kafka can see: what it stored and emitted takes effect together with the end of its run,
// or, when it fails or exceeds a limit, not at all. It may be run again with the same `sm.execution.id`, and then sees the
// same time and the same random numbers.
//
// A promise that is rejected, and that nobody awaits or catches, ends nothing; it is logged as an error.
//
// Not available: eval and new Function, imports other than libraries, Atomics, SharedArrayBuffer, WeakRef,
// FinalizationRegistry, WebAssembly. Built-ins are frozen: a script may extend and override on its own objects, but not
// add to or replace what others use (Array.prototype.x = … and BigInt.prototype.toJSON = … throw a TypeError).
//
// What one step of the engine may work on is bounded: 10 million elements of an array, 1 million of what only looks like
// one, 1 million elements listed as keys, 262,144 bits of a BigInt, 20,000 digits of a BigInt or of a number with a prefix
// such as 0x, 10,000 keys that a proxy lists, 200 characters of a language tag. More is refused with a RangeError that names the bound.

/**
 * What JSON can say. Within arrays and objects it is what JSON.stringify makes of it: undefined members are left out, NaN and
 * Infinity become null. As a value or a payload of its own, NaN, Infinity and what else JSON makes null are refused.
 */
type Json = null | boolean | number | string | Json[] | { [name: string]: Json | undefined };

/** What the script runs for: a copy of its own, which it may change. */
interface TriggerEvent<Payload = any> {
  /** Given by the sender. Of a schedule it is `<schedule>@<slot time>`. */
  id: string;
  /** Dotted segments, such as `issue.created`. Of a schedule it is `schedule.<schedule>`. */
  type: string;
  /** The entity that it is about; events of one key are run one after the other. */
  key: string | null;
  /** As a text of Date's toISOString, with up to nine digits of seconds. */
  occurredAt: string;
  payload: Payload;
  headers: Record<string, string>;
}

interface Execution {
  /** The same on every attempt. */
  readonly id: string;
  readonly tenant: string;
  readonly script: string;
  /** Of the script that runs. */
  readonly revision: number;
  readonly trigger: 'event' | 'schedule' | 'replay';
  /** Of the event, the slot or the request for a replay. */
  readonly triggerId: string;
  /** From 1; more where the script's retry policy has it tried again. */
  readonly attempt: number;
  /** How many executions stand between it and what came from outside. */
  readonly depth: number;
}

/** A log line: a message (anything; text is best) and data that is kept as JSON. Lines beyond the limit are counted only. */
interface LogFunction {
  (message: unknown, data?: unknown): void;
}

interface Log extends LogFunction {
  debug: LogFunction;
  info: LogFunction;
  warn: LogFunction;
  error: LogFunction;
}

interface WriteOptions {
  /** Seconds that the value is kept, at least 1 and at most ten years of 366 days. A write without it is kept for ever, whatever the one before said. */
  ttl?: number;
}

interface Entry {
  key: string;
  value: Json;
  /**
   * Grows with every execution that writes the value, and is never given again, also when the value was gone between. Of
   * what this execution has written it is the one that will be stored.
   */
  version: number;
}

/**
 * The tenant's stored values. Keys are strings of at most 500 characters, values at most 64 KiB of JSON in UTF-8
 * (limits may differ). Reads see this run's own writes. Values are copied: changing an object that was read or stored
 * changes nothing stored.
 *
 * What is not accepted is refused with a TypeError whose `code` is `invalid_key`, `invalid_value`, `invalid_option` or
 * `not_a_number`; so is an option that a function does not have. More than 1,000 operations, or a value that is too large, end the run (`value_operations_limit`,
 * `value_size_limit`).
 */
interface Values {
  /** The value, or undefined when there is none. */
  get<T extends Json = any>(key: string): Promise<T | undefined>;

  /** The value with its version, or undefined when there is none. */
  getEntry(key: string): Promise<Entry | undefined>;

  /**
   * Stores a value; resolves to whether it was stored.
   * With `ifVersion`, only when the value has this version (0: there is none); with `ifAbsent`, only when there is none.
   */
  set(key: string, value: Json, options?: WriteOptions & { ifVersion?: number; ifAbsent?: boolean }): Promise<boolean>;

  /** Removes a value, which need not exist; resolves to whether it was done, which only `ifVersion` can prevent. */
  delete(key: string, options?: { ifVersion?: number }): Promise<boolean>;

  /**
   * Values whose key begins with the prefix and comes behind `after`, in the order of keys as UTF-8; 100 unless told, at
   * most 1,000 and about 1 Mi characters at once. There may be fewer, even none, although more follow: then `next` is the `after` of
   * the call that goes on, and only without it is the end reached.
   */
  list(prefix: string, options?: { after?: string; limit?: number }): Promise<Entry[] & { next?: string }>;

  /** Adds to a number (an absent value is 0, a null is not); resolves to the sum, which must be finite. */
  increment(key: string, by?: number, options?: WriteOptions): Promise<number>;

  /** Stores a value when the present one equals `expected` (undefined: there is none); resolves to whether it did. */
  compareAndSet(key: string, expected: Json | undefined, value: Json, options?: WriteOptions): Promise<boolean>;
}

interface Scriptmaster {
  /** `sm.log(…)` is `sm.log.info(…)`. */
  readonly log: Log;

  readonly values: Values;

  /** This execution, frozen. */
  readonly execution: Execution;

  /** Milliseconds since 1970; the same as Date.now(). */
  now(): number;

  /**
   * Emits an event to the tenant's stream of script events; resolves to its id.
   *
   * @param type dotted segments of letters, digits, _ and -, at most 200 characters, such as `points.changed`
   * @param key the entity that it is about, at most 500 characters; events of one key stay in order
   * @param payload kept as JSON; null when absent
   * What is not accepted is refused with a TypeError whose `code` begins with `invalid_event_`. More than 100 events, or
   * one of more than 1 MiB of key, payload and headers in UTF-8, end the run (`emitted_events_limit`, `event_size_limit`); so does one in a chain of more than
   * 20 executions that started each other (`chain_depth_limit`).
   */
  emit(type: string, key?: string | null, payload?: Json, options?: { headers?: Record<string, string> }): Promise<string>;
}

declare const event: TriggerEvent;
declare const sm: Scriptmaster;

/** Log lines, too; arguments are joined by blanks. */
declare const console: Record<'debug' | 'log' | 'info' | 'warn' | 'error', (...values: unknown[]) => void>;

// ---- time: Date, Intl and sm.now() stand where the execution began, and advance while timers wait, not while code runs.
// ---- The run ends when the promise of the script is settled; timers that still wait then are dropped.

/** Calls the function after at least `delay` milliseconds. What it throws is logged. At most 1,000 wait at once. */
declare function setTimeout(action: (_: void) => void, delay?: number): number;
declare function setTimeout<A extends unknown[]>(action: (...args: A) => void, delay?: number, ...args: A): number;
declare function setInterval(action: (_: void) => void, delay?: number): number;
declare function setInterval<A extends unknown[]>(action: (...args: A) => void, delay?: number, ...args: A): number;
declare function clearTimeout(id?: number): void;
declare function clearInterval(id?: number): void;
declare function queueMicrotask(action: () => void): void;

// ---- random: Math.random and crypto are seeded by the execution's id, so that every attempt gets the same numbers. They
// ---- can be guessed: never use them for secrets, passwords or tokens.

declare const crypto: {
  getRandomValues<T extends Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array
    | BigInt64Array | BigUint64Array>(array: T): T;
  randomUUID(): string;
};

// ---- web: as in browsers, but: URL does not map host names through UTS 46, structuredClone transfers nothing, TextDecoder
// ---- knows UTF-8 and UTF-16, and there is no DOMException: errors are Errors with its names.

declare function atob(base64: string): string;
declare function btoa(bytes: string): string;
declare function structuredClone<T>(value: T): T;

declare class TextEncoder {
  readonly encoding: string;
  encode(text?: string): Uint8Array;
  encodeInto(text: string, bytes: Uint8Array): { read: number; written: number };
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  decode(bytes?: ArrayBuffer | ArrayBufferView, options?: { stream?: boolean }): string;
}

declare class URL {
  constructor(url: string | URL, base?: string | URL);
  static canParse(url: string | URL, base?: string | URL): boolean;
  static parse(url: string | URL, base?: string | URL): URL | null;
  href: string;
  readonly origin: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  readonly searchParams: URLSearchParams;
  hash: string;
  toString(): string;
  toJSON(): string;
}

declare class URLSearchParams {
  constructor(init?: string | Record<string, string> | Iterable<[string, string]> | URLSearchParams);
  readonly size: number;
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  forEach(action: (value: string, name: string, params: URLSearchParams) => void): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
  toString(): string;
}

// ---- libraries: `import { x } from 'lib/name'` in a module, where the tenant has a library of that name. A library is a
// ---- module; it is evaluated anew for every run. `import()` finds only what is also imported so.
declare module 'lib/*';
