// Requests to the server, with a limit for its answer. After an offline reset, the cookies of the visit before are still
// in the browser, and only the server can delete them: until it has, no other request is sent.
import { readState, writeState } from "./storage.js";

const LIMIT = 6000;
const RESET_LIMIT = 3000;

export function createNetwork({ reset, health }) {
  let mustReset = readState("mustReset").then(Boolean, () => false);
  let away = false;

  async function send(request) {
    try {
      if ((await mustReset) && !(await resetCookies())) throw new TypeError("The cookies of the last visit remain.");
      const answer = await withLimit(fetch(request), LIMIT);
      away = false;
      return answer;
    } catch (error) {
      away = !request.signal.aborted;
      throw error;
    }
  }

  // Asks whether the server is back.
  async function probe() {
    if (away) await send(new Request(health)).catch(() => {});
  }

  // Returns the server's answer, or undefined if it gave none.
  async function resetCookies() {
    const answer = await withLimit(fetch(reset, { method: "POST" }), RESET_LIMIT).catch(() => undefined);
    const done = Boolean(answer?.ok);
    const isNew = (await mustReset) === done;
    mustReset = Promise.resolve(!done);
    if (isNew) await writeState("mustReset", !done).catch(() => {});
    return done ? answer : undefined;
  }

  return { send, probe, resetCookies, isAway: () => away };
}

function withLimit(work, limit) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new TypeError("The server takes too long.")), limit);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
