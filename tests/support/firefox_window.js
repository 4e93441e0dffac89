// What Firefox's own window does for tests/support/firefox.py, with the rights of the browser itself.
window.forTests = {
  FIRST_CONTEXT: 1000, // of our tabs; Firefox uses the small ones
  contexts: 0,
  noted: [],

  setPrefs(prefs) {
    for (const [name, value] of Object.entries(prefs)) {
      const kind = { boolean: "Bool", number: "Int", string: "String" }[typeof value];
      Services.prefs[`set${kind}Pref`](name, value);
    }
  },

  /** A tab with cookies and a cache of its own, whose page has exactly this size in CSS pixels. */
  openTab(width, height, hasScript) {
    const tab = gBrowser.addTab("about:blank", {
      userContextId: this.FIRST_CONTEXT + this.contexts++,
      triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal(),
    });
    gBrowser.selectedTab = tab;
    const browser = tab.linkedBrowser;
    for (const [name, size] of Object.entries({ width, height })) {
      for (const property of [name, `min-${name}`, `max-${name}`]) browser.style.setProperty(property, `${size}px`);
    }
    browser.browsingContext.allowJavascript = hasScript;
    browser.focus();
  },

  /** Close our tabs and forget what they left. */
  closeTabs() {
    for (const tab of [...gBrowser.tabs].slice(1)) {
      Services.clearData.deleteDataFromOriginAttributesPattern({ userContextId: tab.userContextId });
      gBrowser.removeTab(tab, { animate: false });
    }
  },

  /** Press keys, one after another, while others are held. At the end of a page, Tab goes on to Firefox's own controls. */
  async press(keys, held) {
    const processor = Cc["@mozilla.org/text-input-processor;1"].createInstance(Ci.nsITextInputProcessor);
    processor.beginInputTransactionForTests(window);
    const events = (names) => names.map((key) => new KeyboardEvent("", { key, code: key === " " ? "Space" : "" }));
    for (const event of events(held)) processor.keydown(event);
    for (const event of events(keys)) {
      processor.keydown(event);
      processor.keyup(event);
    }
    for (const event of events(held)) processor.keyup(event);
    // Nobody is quicker than a few frames; Firefox doesn't always scroll to what gets the focus while it still scrolls.
    for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  },

  /** Write down what happens in our tabs: [kind, text, URL]. */
  watch() {
    Services.console.registerListener({ observe: (message) => this.hear(message) });
    const observer = { observe: (channel, topic) => this.see(channel.QueryInterface(Ci.nsIHttpChannel), topic) };
    Services.obs.addObserver(observer, "http-on-modify-request");
    Services.obs.addObserver(observer, "http-on-stop-request");
  },

  takeNotes() {
    return this.noted.splice(0);
  },

  hear(message) {
    if (!(message instanceof Ci.nsIScriptError)) return;
    const { category, errorMessage, sourceName } = message;
    const isOfPage = /^(https?|blob|data):/.test(sourceName);
    // Firefox warns of every script that measures a page before its pictures are there, and of fonts that came late.
    const isIdle = category === "Layout" || errorMessage.includes("preloaded with link preload");
    if (isOfPage && !isIdle) this.noted.push([category, errorMessage, sourceName]);
  },

  see(channel, topic) {
    if ((channel.loadInfo?.originAttributes.userContextId ?? 0) < this.FIRST_CONTEXT) return;
    const url = channel.URI.spec;
    if (topic === "http-on-modify-request") return this.noted.push(["request", "", url]);
    const wasLeft = [Cr.NS_BINDING_ABORTED, Cr.NS_BINDING_REDIRECTED, Cr.NS_ERROR_PARSED_DATA_CACHED].includes(
      channel.status,
    );
    if (!Components.isSuccessCode(channel.status)) {
      if (!wasLeft) this.noted.push(["failed", `0x${channel.status.toString(16)}`, url]);
    } else if (channel.responseStatus >= 400) this.noted.push(["failed", `${channel.responseStatus}`, url]);
  },
};
