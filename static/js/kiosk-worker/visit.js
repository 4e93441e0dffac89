// Who answers the requests of a visit: the server, or the app in this browser. A visit that has begun to go on without
// the server stays so until it ends, because the two don't know each other's cookies. The start is no part of a visit.
const STAFF = ["staff", "enrol"];
const NOT_OURS = ["heartbeat", "worker.js", "offline", "queue-key", "users"];
const GATEWAY_ERRORS = [502, 503, 504];
const BODILESS = [101, 204, 205, 304];
const TRY_AGAIN = (start) =>
  `<!doctype html><meta http-equiv="refresh" content="5; url=${start}"><title>Profile</title><h1>One moment…</h1>`;

export function createVisit({ version, prefix, start, reset }, { network, python, queue, showState }) {
  let local = false;
  let savedByServer = false;
  let state = {};

  const part = (request) => new URL(request.url).pathname.slice(start.length + 1).match(/^[^/]*/)[0];
  const isKiosk = (request) => new URL(request.url).pathname.startsWith(start);
  const isSaving = (request) => part(request) === "save";
  const isReset = (request) => new URL(request.url).pathname === reset;
  const isStart = (request) => new URL(request.url).pathname === start;

  function isOurs(request) {
    if (new URL(request.url).origin !== location.origin) return false;
    return !(isKiosk(request) && NOT_OURS.includes(part(request)));
  }

  async function answer(request) {
    if (isReset(request)) return end();
    if (isKiosk(request) && STAFF.includes(part(request))) return answerStaff(request);
    if (local || (await isSavedHere(request))) return answerHere(request);
    const copy = request.clone();
    const given = await network.send(request).catch((error) => {
      if (request.signal.aborted || (savedByServer && isSaving(request))) throw error;
    });
    if (given && isOfThisVisit(request, given)) {
      savedByServer ||= isSaving(request);
      return given;
    }
    return isKiosk(request) ? goLocal(copy) : answerHere(copy);
  }

  // Only the server knows the PIN.
  function answerStaff(request) {
    return network.send(request).catch(() => Response.redirect(start, 303));
  }

  // Saving goes through the queue as soon as it can, so that a lost answer never saves two users.
  async function isSavedHere(request) {
    return isSaving(request) && !savedByServer && python.isReady() && queue.loadKey().catch(() => false);
  }

  // A server with a new version, or a proxy without a server, doesn't get into a visit.
  function isOfThisVisit(request, given) {
    if (!isKiosk(request) || isStart(request) || isSaving(request)) return true;
    if (GATEWAY_ERRORS.includes(given.status)) return false;
    const other = given.headers.get("Kiosk-Version") ?? version;
    return other === version || !python.isReady();
  }

  async function goLocal(request) {
    await python.load();
    local = !isStart(request);
    showState();
    return answerHere(request);
  }

  async function answerHere(request) {
    try {
      await python.load();
    } catch (error) {
      if (request.mode !== "navigate") throw error;
      return new Response(TRY_AGAIN(start), { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
    }
    const { pathname, search } = new URL(request.url);
    const { status, headers, body, saved } = python.answer({
      method: request.method,
      path: pathname.slice(prefix.length) + search,
      headers: Object.fromEntries(request.headers),
      body: new Uint8Array(await request.arrayBuffer()),
      state,
      canSave: queue.canSave(),
    });
    if (saved) await keep(saved);
    return new Response(BODILESS.includes(status) ? null : body, { status, headers });
  }

  async function keep(user) {
    await queue.add(user);
    if (!(await queue.send("same-origin"))) local = true;
    await showState();
  }

  async function end() {
    queue.abort();
    python.startVisit();
    local = savedByServer = false;
    state = {};
    return (await network.resetCookies()) ?? new Response(null, { status: 204 });
  }

  return {
    isOurs,
    answer,
    isLocal: () => local,
    show: ({ vision, light }) => {
      state = { vision, light };
    },
  };
}
