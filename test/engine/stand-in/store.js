"use strict";
// The pretended cloud: one JSON file that all provider processes of all accounts share, as they
// would share AWS. Changes happen under a lock and replace the file in one step, so a reader never
// sees half a cloud.

const fs = require("node:fs");
const path = require("node:path");

/**
 * One resource in the cloud. `inputs` are what the program asked for, `outputs` everything that a
 * program can read from it. Tests may seed resources without outputs: they are computed.
 * @typedef {object} Resource
 * @property {string} account
 * @property {string} [region]
 * @property {string} type
 * @property {string} id
 * @property {Record<string, any>} inputs
 * @property {Record<string, any>} [outputs]
 * @property {boolean} [deleted]
 *
 * @typedef {object} Cloud
 * @property {number} counter  the last number that was given to a new resource
 * @property {Record<string, boolean>} flags
 * @property {Resource[]} resources
 */

/** A lock this old was left behind by a process that was killed. */
const STALE_LOCK_MS = 10_000;

const folder = () => {
  const value = process.env.LZ_STAND_IN_STORE;
  if (!value) throw new Error("LZ_STAND_IN_STORE must name the folder of the pretended cloud");
  return value;
};

/** @type {{ stamp: string, cloud: Cloud } | undefined} */
let cached;

/** The cloud as it is now. Do not change it outside of `change`. @returns {Cloud} */
function read(dir = folder()) {
  const file = path.join(dir, "cloud.json");
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat) return { counter: 0, flags: {}, resources: [] };
  // Every write makes a new file, so its number says whether anything happened since.
  const stamp = `${file}:${stat.ino}:${stat.size}:${stat.mtimeMs}`;
  if (cached?.stamp !== stamp) {
    const { counter = 0, flags = {}, resources = [] } = JSON.parse(fs.readFileSync(file, "utf8"));
    cached = { stamp, cloud: { counter, flags, resources } };
  }
  return cached.cloud;
}

/**
 * Changes the cloud. When `fn` throws, nothing is written.
 * @template T
 * @param {(cloud: Cloud) => T} fn
 * @param {string} [dir]
 * @returns {T}
 */
function change(fn, dir = folder()) {
  fs.mkdirSync(dir, { recursive: true });
  return locked(path.join(dir, "lock"), () => {
    const cloud = read(dir);
    // Whatever `fn` does to it, a failed change must not stay in memory.
    cached = undefined;
    const result = fn(cloud);
    const file = path.join(dir, "cloud.json");
    const next = `${file}.${process.pid}`;
    fs.writeFileSync(next, JSON.stringify(cloud));
    fs.renameSync(next, file);
    const stat = fs.statSync(file);
    cached = { stamp: `${file}:${stat.ino}:${stat.size}:${stat.mtimeMs}`, cloud };
    return result;
  });
}

/**
 * A folder is the lock: making one succeeds for exactly one process. Waiting blocks this process,
 * which is fine, as the lock is only held for a few milliseconds.
 * @template T @param {string} lock @param {() => T} fn @returns {T}
 */
function locked(lock, fn) {
  for (;;) {
    try {
      fs.mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const stat = fs.statSync(lock, { throwIfNoEntry: false });
    if (stat && Date.now() - stat.mtimeMs > STALE_LOCK_MS) {
      fs.rmSync(lock, { recursive: true, force: true });
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1 + Math.random() * 4);
  }
  try {
    return fn();
  } finally {
    fs.rmSync(lock, { recursive: true, force: true });
  }
}

/** Appends one event to the log that tests count. @param {Record<string, unknown>} event */
function log(event, dir = folder()) {
  fs.mkdirSync(dir, { recursive: true });
  const line = JSON.stringify({ pid: process.pid, ...event });
  fs.appendFileSync(path.join(dir, "log.jsonl"), `${line}\n`);
}

module.exports = { read, change, log };
