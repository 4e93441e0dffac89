// The app in this browser: Pyodide runs the same Python code as the server.
const MODULES = [
  "werkzeug",
  "jinja2",
  "flask",
  "wtforms",
  "segno",
  "configurator.web.setup",
  "configurator.offline.app",
];
const FOLDER = "app";
const LIMIT = 60_000;

export function createPython(loadPyodide, options, downloads) {
  let loading;
  let pyodide;
  let app;

  // It takes some seconds. If it fails, the next request tries again.
  function load() {
    loading ??= within(LIMIT, start()).catch((error) => {
      end();
      throw error;
    });
    return loading;
  }

  function end() {
    loading = pyodide = app = undefined;
  }

  async function start() {
    // Pyodide neither starts nor fails if one of its files is missing.
    const needed = [options.bundle, ...options.files.map((name) => options.runtime + name)];
    await Promise.all(needed.map(downloads.find));
    pyodide = await fromDownloads(() => loadPyodide({ indexURL: options.runtime }));
    const bundle = await (await downloads.find(options.bundle)).arrayBuffer();
    pyodide.unpackArchive(bundle, "zip", { extractDir: FOLDER });
    pyodide.runPython(`import sys; sys.path.insert(0, "${FOLDER}")`);
    for (const name of MODULES) {
      pyodide.pyimport(name);
      await pause();
    }
    const { origin } = location;
    app = pyodide.pyimport("configurator.offline.app").start(`${FOLDER}/${options.config}`, origin + options.prefix);
  }

  // Pyodide fetches its files itself, and what a worker fetches doesn't come through its own fetch event.
  async function fromDownloads(work) {
    const { fetch } = globalThis;
    globalThis.fetch = (address, ...rest) =>
      String(address).startsWith(options.runtime) ? downloads.find(String(address)) : fetch(address, ...rest);
    try {
      return await work();
    } finally {
      globalThis.fetch = fetch;
    }
  }

  // Other requests get their turn between two imports.
  function pause() {
    return new Promise((done) => setTimeout(done));
  }

  function answer({ method, path, headers, body, state, canSave }) {
    return run(() => {
      const options = { state: JSON.stringify(state), can_save: canSave };
      const result = app.answer.callKwargs(method, path, pyodide.toPy(headers), pyodide.toPy(body), options);
      const [status, pairs, content, saved] = result.toJs();
      result.destroy();
      return { status, headers: pairs, body: content, saved: saved && JSON.parse(saved) };
    });
  }

  // The app answers every error itself, so an exception means that Python is broken, as it is without memory. The next
  // request starts another one.
  function run(work) {
    try {
      return work();
    } catch (error) {
      end();
      throw error;
    }
  }

  function startVisit() {
    try {
      run(() => app?.start_visit());
    } catch {
      // Nothing of the visit is left.
    }
  }

  return { load, isReady: () => Boolean(app), startVisit, forgetUsers: () => app?.forget_users(), answer };
}

function within(limit, work) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error("Python takes too long to start.")), limit);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
