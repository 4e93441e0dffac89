// Users saved on this kiosk, until the server has them. Each is encrypted with a key that the server gives out and that
// exists here in memory only, so the disk holds no name and no secret. The server stores a userId once, however often
// it is sent: a lost answer does no harm.
import { countQueued, dequeue, enqueue, queued, readState, writeState } from "./storage.js";

const LOCK = "kiosk-queue";
const NONCE_BYTES = 12;
const DAY = 24 * 60 * 60 * 1000;
const ALGORITHM = "AES-GCM";

export function createQueue({ queueKey, users, userDays }, network, changed) {
  let key;
  let sending = new AbortController();

  // The key belongs to this kiosk's random id, so that it is the same after a restart. Returns whether it is known.
  async function loadKey() {
    if (key) return true;
    const id = (await readState("kioskId")) ?? crypto.randomUUID();
    await writeState("kioskId", id);
    const headers = { "Content-Type": "application/json" };
    const answer = await network.send(new Request(queueKey, { method: "POST", headers, body: JSON.stringify({ id }) }));
    if (!answer.ok) return false;
    const bytes = Uint8Array.from(atob((await answer.json()).key), (character) => character.charCodeAt(0));
    key = await crypto.subtle.importKey("raw", bytes, ALGORITHM, false, ["encrypt", "decrypt"]);
    return true;
  }

  async function add(user) {
    const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
    const text = new TextEncoder().encode(JSON.stringify(user));
    const content = await crypto.subtle.encrypt({ name: ALGORITHM, iv: nonce }, key, text);
    await enqueue({ userId: user.userId, revision: crypto.randomUUID(), since: Date.now(), nonce, content });
    registration.sync?.register(LOCK).catch(() => {});
  }

  // Sends all that wait, and returns whether the server has them. `credentials` decides whether the browser accepts the
  // owner's cookie from the answer.
  function send(credentials = "omit") {
    return navigator.locks.request(LOCK, async () => {
      const entries = await queued().catch(() => []);
      if (!entries.length) return true;
      if (!(await loadKey().catch(() => false))) return false;
      for (const entry of entries) if (!(await sent(entry, credentials))) return false;
      await changed();
      return true;
    });
  }

  // Returns false if the server can't be reached. An entry that it refuses waits until its time is over.
  async function sent(entry, credentials) {
    if (Date.now() - entry.since > userDays * DAY) return dequeue(entry).then(() => true);
    const user = await decrypt(entry).catch(() => null);
    if (!user) return true;
    const answer = await network.send(requestFor(user, credentials)).catch(() => null);
    if (answer?.ok) await dequeue(entry);
    return Boolean(answer) && answer.status < 500;
  }

  async function decrypt({ nonce, content }) {
    const text = await crypto.subtle.decrypt({ name: ALGORITHM, iv: nonce }, key, content);
    return JSON.parse(new TextDecoder().decode(text));
  }

  function requestFor({ userId, token, document }, credentials) {
    const headers = { "Content-Type": "application/json", Authorization: `Bearer ${token}` };
    const { signal } = sending;
    return new Request(users + userId, { method: "PUT", headers, body: JSON.stringify(document), credentials, signal });
  }

  // A visit has ended: no answer may set its cookies any more.
  function abort() {
    sending.abort();
    sending = new AbortController();
  }

  return { abort, loadKey, canSave: () => Boolean(key), add, send, length: () => countQueued().catch(() => 0) };
}
