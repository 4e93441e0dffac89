// Users saved on this kiosk, until the server has them. Each is encrypted with a key that the server gives out and that
// exists here in memory only, so the disk holds no name and no secret. The server stores a userId once, however often
// it is sent: a lost answer does no harm.
import { countQueued, dequeue, enqueue, queued, readState, writeState } from "./storage.js";

const LOCK = "kiosk-queue";
const NONCE_BYTES = 12;
const DAY = 24 * 60 * 60 * 1000;
const PAUSE_AFTER_REFUSAL = 10 * 60 * 1000;
const ALGORITHM = "AES-GCM";
const FORBIDDEN = 403;

export function createQueue({ queueKey, users, userDays }, network, changed) {
  let key;
  let loading;
  let notBefore = 0;

  // Returns whether the key is known. Only one call at a time asks for it, so that a kiosk gets only one id.
  function loadKey() {
    if (key || Date.now() < notBefore) return Promise.resolve(Boolean(key));
    loading ??= fetchKey().finally(() => {
      loading = undefined;
    });
    return loading;
  }

  // The key belongs to this kiosk's random id, so that it is the same after a restart.
  async function fetchKey() {
    const id = (await readState("kioskId")) ?? crypto.randomUUID();
    await writeState("kioskId", id);
    const headers = { "Content-Type": "application/json" };
    const answer = await network.send(new Request(queueKey, { method: "POST", headers, body: JSON.stringify({ id }) }));
    if (answer.status === FORBIDDEN) notBefore = Date.now() + PAUSE_AFTER_REFUSAL;
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

  // Sends all that wait, and returns whether the server has `own`. Only the answer about this user may set the owner's
  // cookie, and only until its visit ends.
  function send(own, visitSignal) {
    return navigator.locks.request(LOCK, async () => {
      const entries = await queued().catch(() => []);
      if (entries.length && !(await loadKey().catch(() => false))) return false;
      let hasOwn = true;
      for (const entry of entries) {
        const answer = await sendOne(entry, entry.userId === own ? visitSignal : undefined);
        if (answer === "none") return false;
        if (entry.userId === own) hasOwn = answer === "stored";
      }
      if (entries.length) await changed();
      return hasOwn;
    });
  }

  // What the server refuses waits until its time is over.
  async function sendOne(entry, visitSignal) {
    const waited = Math.floor((Date.now() - entry.since) / DAY);
    if (waited >= userDays) return dequeue(entry).then(() => "too old");
    const user = await decrypt(entry).catch(() => null);
    if (!user) return "unreadable";
    const answer = await network.send(requestFor(user, waited, visitSignal)).catch(() => null);
    if (answer?.ok) await dequeue(entry);
    if (!answer) return "none";
    return answer.ok ? "stored" : "refused";
  }

  async function decrypt({ nonce, content }) {
    const text = await crypto.subtle.decrypt({ name: ALGORITHM, iv: nonce }, key, content);
    return JSON.parse(new TextDecoder().decode(text));
  }

  function requestFor({ userId, token, document }, waited, signal) {
    const headers = { "Content-Type": "application/json", Authorization: `Bearer ${token}` };
    const credentials = signal && !signal.aborted ? "same-origin" : "omit";
    const body = JSON.stringify(document);
    return new Request(`${users}${userId}?waited=${waited}`, { method: "PUT", headers, body, credentials, signal });
  }

  return { loadKey, canSave: () => Boolean(key), add, send, length: () => countQueued().catch(() => 0) };
}
